/** A paragraph, list, table row or piece of code of a document, with where it stands. */
export interface Block {
  readonly text: string;
  /** The headings above it, the outermost first. */
  readonly headings: readonly string[];
  readonly page?: number;
  readonly line?: number;
  /** It is an entry of its own, such as a row of a table, and not to be joined with its neighbours. */
  readonly alone?: boolean;
}

/** Why a document has no text for us; the catalogue's `knowledge-file/<reason>`. */
export const unreadableReasons = [
  'binary',
  'broken',
  'encoding',
  'empty',
  'heavy',
  'large',
  'locked',
  'long',
  'nested',
  'outside',
  'scanned',
  'unpacked',
  'unreadable',
] as const;

export type UnreadableReason = (typeof unreadableReasons)[number];

export class UnreadableDocument extends Error {
  override name = 'UnreadableDocument';
  readonly reason: UnreadableReason;
  constructor(reason: UnreadableReason, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}
