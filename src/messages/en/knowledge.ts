/** Messages about knowledge bases: folders of documents that flows search. */
export const knowledge = {
  'knowledge-missing': 'There is no knowledge base “{name}”.',
  'knowledge-missing/known': 'There are: {names}.',
  'knowledge-missing/none': 'Put its documents into the folder knowledge/{name}/.',
  'knowledge-empty': 'The knowledge base “{name}” has no documents that can be read.',
  'knowledge-empty/hint': 'Put documents into its folder; these are read: {endings}.',
  'knowledge-file/binary': '“{file}” in the knowledge base “{base}” is left out: it is no text.',
  'knowledge-file/broken': '“{file}” in the knowledge base “{base}” is left out: it is damaged.',
  'knowledge-file/encoding':
    '“{file}” in the knowledge base “{base}” is left out: it is neither UTF-8 nor UTF-16 nor GB18030 text.',
  'knowledge-file/empty': '“{file}” in the knowledge base “{base}” is left out: it has no text.',
  'knowledge-file/large':
    '“{file}” in the knowledge base “{base}” is left out: it is larger than {limit} MB.',
  'knowledge-file/locked':
    '“{file}” in the knowledge base “{base}” is left out: it is protected by a password.',
  'knowledge-file/scanned':
    '“{file}” in the knowledge base “{base}” is left out: its pages are pictures without text.',
  'knowledge-file/unpacked':
    '“{file}” in the knowledge base “{base}” is left out: what is packed in it is larger than {limit} MB.',
  'knowledge-file/unreadable':
    '“{file}” in the knowledge base “{base}” is left out: it can’t be opened.',
  'knowledge-question': 'KnowledgeRetriever “{node}” needs a question as text, not {value}.',
  'knowledge-question/hint': 'Bind the text itself: “inputs: {{ question: … }}”.',
  'context-passages':
    'ContextBuilder “{node}” needs passages as KnowledgeRetriever gives them, not {value}.',
  'context-passages/hint': 'Bind a list: “inputs: {{ passages: retriever.passages }}”.',
  'context-question': 'ContextBuilder “{node}” writes a question into its prompt and finds none.',
  'context-question/hint': 'Bind it: “inputs: {{ question: … }}”.',
  'context-budget':
    'The prompt of “{node}” has about {tokens} tokens even without passages, more than its “token_budget” of {budget}.',
} as const;
