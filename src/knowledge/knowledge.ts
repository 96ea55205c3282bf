import type { Message } from '../messages/message.ts';
import type { DiagnosticCode } from '../diagnostics/codes.ts';

/** The knowledge bases that a project can search: folders of documents, by the name of the folder. */
export interface Knowledge {
  /** Names for suggestions, sorted. */
  names(): readonly string[];
  /** Whether there is a knowledge base of this name. */
  has(base: string): boolean;
  /**
   * The passages of a base that bear on a question, the best first. The index is made or brought up to date as needed.
   * Rejects with a {@link KnowledgeFailure}, a ModelFailure where a model for embeddings fails, or the signal's reason.
   */
  search(base: string, query: string, options: SearchOptions): Promise<readonly Passage[]>;
  /** What was changed in a base before that is in what a search finds: milliseconds since 1970. */
  asOf(base: string): number;
}

export const searchMethods = ['lexical', 'embedding', 'both'] as const;
/** By words, by the meaning that a model for embeddings sees, or by both together. */
export type SearchMethod = (typeof searchMethods)[number];

export interface SearchOptions {
  /** How many passages at most. */
  readonly topK: number;
  /** 0 to 1: the least {@link Passage.score}. */
  readonly threshold: number;
  /** Without it by both where a model for embeddings is configured, else lexical. */
  readonly method?: SearchMethod;
  readonly signal: AbortSignal;
  /** Hears of an index that is being made: files done of all. */
  progress?(done: number, total: number): void;
  /** Hears of texts that a model for embeddings is about to be given. What it throws ends the search. */
  embedding?(texts: readonly string[]): void;
  /** Hears of documents that can't be read, once for each state of the base. */
  warn?(code: DiagnosticCode, message: Message): void;
}

/** A stretch of a document, short enough to be read as one. */
export interface Passage {
  readonly text: string;
  /** 0 to 1: how much of what was asked it has. */
  readonly score: number;
  readonly source: PassageSource;
}

/** Where a passage stands. */
export interface PassageSource {
  /** The document's path below the folder of the base, with `/`. */
  readonly file: string;
  /** The headings above it, the outermost first. A sheet of a workbook is one. */
  readonly headings: readonly string[];
  /** From 1, where the document has pages. */
  readonly page: number | null;
  /** From 1: the line of a text, the row of a table. */
  readonly line: number | null;
}

/** A search that can't be made, in the user's words. */
export class KnowledgeFailure extends Error {
  override name = 'KnowledgeFailure';
  readonly code: DiagnosticCode;
  readonly text: Message;
  readonly hint: Message | undefined;
  constructor(code: DiagnosticCode, text: Message, hint?: Message, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.text = text;
    this.hint = hint;
  }
}
