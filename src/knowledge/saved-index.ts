import type { StoredPassage } from './cut-passages.ts';
import type { IndexContent, IndexedDocument } from './index-content.ts';
import { WordIndex, type TermVector } from './word-index.ts';

/** To be raised whenever documents are read, cut or compared in another way: indexes of before are then made anew. */
const VERSION = 2;

/** What stands before the numbers: a line of JSON. */
interface Head {
  readonly version: number;
  readonly next: number;
  readonly documents: readonly (readonly [string, IndexedDocument])[];
  readonly passages: readonly (readonly [number, StoredPassage])[];
  readonly terms: readonly string[];
  /** How many terms each passage has. */
  readonly lengths: readonly number[];
}

/** An index as bytes. Numbers are as this machine has them: the file is for nobody else. */
export function savedIndex({ next, documents, passages, words }: IndexContent): Uint8Array {
  const { terms, vectors } = words.content;
  const kept = [...passages.keys()].map((id) => vectors.get(id) ?? none);
  const head: Head = {
    version: VERSION,
    next,
    documents: [...documents],
    passages: [...passages],
    terms,
    lengths: kept.map((vector) => vector.terms.length),
  };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...kept.map((vector) => bytesOf(vector.terms)),
    ...kept.map((vector) => vector.marks),
  ]);
}

const none: TermVector = { terms: new Uint32Array(), marks: new Uint8Array() };

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Takes back what {@link savedIndex} gave. Throws where it is of another version or not whole. */
export function readSavedIndex(bytes: Uint8Array): IndexContent {
  const end = bytes.indexOf(10);
  const head = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString()) as Head;
  if (head.version !== VERSION) throw new Error('another version');
  const total = head.lengths.reduce((sum, length) => sum + length, 0);
  const terms = new Uint32Array(total);
  const marks = bytes.subarray(end + 1 + total * 4);
  if (marks.length !== total) throw new Error('not whole');
  bytesOf(terms).set(bytes.subarray(end + 1, end + 1 + total * 4));
  const vectors: [number, TermVector][] = [];
  let at = 0;
  for (const [n, [id]] of head.passages.entries()) {
    const next = at + (head.lengths[n] ?? 0);
    vectors.push([id, { terms: terms.subarray(at, next), marks: marks.subarray(at, next) }]);
    at = next;
  }
  return {
    next: head.next,
    documents: new Map(head.documents),
    passages: new Map(head.passages),
    words: new WordIndex(head.terms, vectors),
  };
}
