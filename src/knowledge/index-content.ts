import type { StoredPassage } from './cut-passages.ts';
import type { UnreadableReason } from './read/document.ts';
import type { WordIndex } from './word-index.ts';

/** What is known of a document that was read. */
export interface IndexedDocument {
  readonly size: number;
  /** Milliseconds: when it was changed, and when it was read. */
  readonly changed: number;
  readonly read: number;
  readonly hash: string;
  /** The numbers of its passages. */
  readonly passages: readonly number[];
  /** Why it has none. */
  readonly problem?: UnreadableReason;
}

/** What an index is made of. */
export interface IndexContent {
  /** The number of the next passage. */
  readonly next: number;
  readonly documents: ReadonlyMap<string, IndexedDocument>;
  readonly passages: ReadonlyMap<number, StoredPassage>;
  readonly words: WordIndex;
}
