/** Messages about knowledge bases: folders of documents that flows search. */
export const knowledge = {
  'knowledge-missing': 'There is no knowledge base “{name}”.',
  'knowledge-missing/known':
    'There are: {names}. For a new one make the folder knowledge/{name}/ and put documents into it.',
  'knowledge-missing/none': 'Make the folder knowledge/{name}/ and put documents into it.',
  'knowledge-empty': 'The knowledge base “{name}” has no documents that can be read in {folder}.',
  'knowledge-empty/hint': 'Put documents there; these are read: {endings}.',
  'knowledge-none': 'Nothing in the knowledge base “{base}” bears on the question.',
  'knowledge-none/below':
    'No passage of the knowledge base “{base}” reaches “similarity_threshold” {threshold}: the nearest, {source}, scores {score}.',
  'knowledge-file/binary':
    '“{file}” in the knowledge base “{base}” is left out: it is no text. Convert it, or take it away.',
  'knowledge-file/broken':
    '“{file}” in the knowledge base “{base}” is left out: it is damaged. Save it anew, or take it away.',
  'knowledge-file/encoding':
    '“{file}” in the knowledge base “{base}” is left out: it is neither UTF-8 nor UTF-16 nor GB18030 text. Save it as UTF-8.',
  'knowledge-file/empty': '“{file}” in the knowledge base “{base}” is left out: it has no text.',
  'knowledge-file/heavy':
    '“{file}” in the knowledge base “{base}” is left out: to read it takes more than {seconds} seconds or {memory} MB of memory. Split it, or save it as text.',
  'knowledge-file/large':
    '“{file}” in the knowledge base “{base}” is left out: it is larger than {limit} MB.',
  'knowledge-file/locked':
    '“{file}” in the knowledge base “{base}” is left out: it is protected by a password. Save it without one.',
  'knowledge-file/long':
    '“{file}” in the knowledge base “{base}” is left out: it has more than {millions} million characters or {blocks} paragraphs and rows. Split it.',
  'knowledge-file/nested':
    '“{file}” in the knowledge base “{base}” is left out: its tags are nested more than {depth} deep. Save it as text.',
  'knowledge-file/outside':
    '“{file}” in the knowledge base “{base}” is left out: it is a link that leads out of the project. Put the document itself into the folder.',
  'knowledge-file/scanned':
    '“{file}” in the knowledge base “{base}” is left out: no text can be read from its pages (pictures, or fonts that are not embedded). Save it as a PDF with text, or as DOCX.',
  'knowledge-file/unpacked':
    '“{file}” in the knowledge base “{base}” is left out: what is packed in it is larger than {limit} MB.',
  'knowledge-file/unreadable':
    '“{file}” in the knowledge base “{base}” is left out: it can’t be opened. Check its permissions.',
  'knowledge-left-out':
    '{n} {n|document|documents} of “{base}” can’t be read and {n|is|are} left out: “bisheng knowledge index {base}” says why.',
  'knowledge-unsaved': 'The index of “{name}” can’t be kept in {folder} ({reason}).',
  'knowledge-name':
    'A knowledge base can’t be called “{name}”: its name is that of a folder below knowledge/.',
  'knowledge-lexical': 'Searched by words only. {problem}',
  'knowledge-others': '“{name}”: {n} {n|file is|files are} not read ({endings}).',
  'knowledge-loose':
    '{n} {n|document lies|documents lie} straight in {folder}, where no knowledge base is: move {n|it|them} into a folder below, such as {folder}docs/.',
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
  'knowledge-search/empty': 'There is no question: what should be looked for?',
  'knowledge-search/none': 'Nothing in “{name}” bears on that.',
} as const;
