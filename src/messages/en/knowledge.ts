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
    '“{file}” in the knowledge base “{base}” is left out: no text can be read from its pages (pictures, or fonts that are not embedded).',
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
  'help/knowledge': 'Lists, indexes and searches the project’s knowledge bases.',
  'help-usage/knowledge': '<command>',
  'help-examples/knowledge': `bisheng knowledge list
bisheng knowledge search handbook "How many days of leave do I have?"`,
  'help/knowledge-list': 'Lists the folders below knowledge/ and how their indexes stand.',
  'help-usage/knowledge-list': '[flags]',
  'help-examples/knowledge-list': `bisheng knowledge list
bisheng knowledge list --json`,
  'help/knowledge-index':
    'Brings indexes up to date with the documents. Runs do so by themselves, too.',
  'help-usage/knowledge-index': '[name...] [flags]',
  'help-examples/knowledge-index': `bisheng knowledge index
bisheng knowledge index handbook`,
  'help/knowledge-search': 'Shows what a question finds, with scores and sources.',
  'help-usage/knowledge-search': '<name> <question> [flags]',
  'help-examples/knowledge-search': `bisheng knowledge search handbook "How many days of leave do I have?"
bisheng knowledge search handbook "annual leave" --top-k 3 --threshold 0.7`,
  'help-argument/knowledge-base': 'The base’s folder below knowledge/',
  'help-argument/knowledge-bases': 'Folders below knowledge/; without any all of them',
  'help-argument/knowledge-question': 'What is looked for, in quotes',
  'help-flag/top-k': 'How many passages at most (5)',
  'help-flag/threshold': 'The least score, from 0 to 1 (0)',
  'help-flag/search-method':
    'By words, by meaning, or by both (both, where a model for embeddings is configured)',
  'knowledge-threshold': '--threshold must be a number from 0 to 1, not “{value}”.',
  'knowledge-from/project': 'project',
  'knowledge-from/tool': 'bisheng',
  'knowledge-list/name': 'Name',
  'knowledge-list/from': 'From',
  'knowledge-list/documents': 'Documents',
  'knowledge-list/passages': 'Passages',
  'knowledge-list/index': 'Index',
  'knowledge-list/none':
    'This project has no knowledge bases: each is a folder of documents below {folder}.',
  'knowledge-index/fresh': 'up to date',
  'knowledge-index/pending': '{n} {n|document|documents} to look at',
  'knowledge-index/not-kept': 'made with each run',
  'knowledge-index/unreadable': '{n} {n|document is|documents are} left out',
  'knowledge-indexing': 'Indexing {name}: {done} of {total}',
  'knowledge-indexed':
    '{name}: {documents} {n|document|documents}, {passages} passages; {read} read, {removed} removed, in {time}',
  'knowledge-search/none': 'Nothing in “{name}” bears on that.',
} as const;
