import type { Explanations } from '../explanations.ts';

/** Explains findings about knowledge bases. */
export const knowledge = {
  'knowledge-missing': {
    means: 'There is no knowledge base of this name.',
    advice:
      'A knowledge base is a folder of documents below `knowledge/`; `bisheng knowledge list` shows them.',
  },
  'knowledge-empty': {
    means: 'A knowledge base has no document that can be read.',
    advice: 'Put documents into its folder: Markdown, text, PDF, DOCX, XLSX, CSV or HTML.',
  },
  'knowledge-none': {
    means: 'A search has found no passage, or none that is near enough to the question.',
    advice:
      'A model then answers without the documents. If the nearest passage that the message names does answer the question, lower `similarity_threshold`: 0.5 is a good start where a model sorts out the rest. `bisheng knowledge search` shows the scores.',
  },
  'knowledge-file': {
    means: 'A document of a knowledge base is left out.',
    advice:
      'Its text cannot be found by questions. The message says why: damaged, protected by a password, scanned pages without text, too large or too costly to read, a link that leads out of the project. Convert it, or take it away.',
  },
  'knowledge-left-out': {
    means: 'Documents of a knowledge base that were found to be unreadable before still are.',
    advice:
      'They are left out. `bisheng knowledge index NAME` names them and says why. Convert them, or take them away.',
  },
  'knowledge-lexical': {
    means: 'The model for embeddings failed, so the search went by words only.',
    advice:
      'The message says what failed. With `search_type: lexical` the model is not asked at all; with `search_type: embedding` the node fails instead.',
  },
  'knowledge-question': {
    means: 'A `KnowledgeRetriever` got a question that is no text.',
    advice: 'Bind the text itself: `inputs: {question: node.output}`.',
  },
  'context-passages': {
    means: 'A `ContextBuilder` got passages in a form that it does not know.',
    advice:
      'It reads the list that a `KnowledgeRetriever` gives: `inputs: {passages: retriever.passages}`.',
  },
  'context-question': {
    means: 'A `ContextBuilder` writes a question into its prompt and finds none.',
    advice:
      'The question comes from the retriever before it or from the run’s input. Bind it, or take `{question}` out of the template.',
  },
  'context-budget': {
    means: 'A prompt is larger than its token budget even without passages.',
    advice:
      'All passages are left out then, and the model answers without them. Raise `token_budget` or shorten the template.',
  },
} as const satisfies Explanations;
