import { createHash } from 'node:crypto';
import type { IndexContent } from './index-content.ts';
import { isSavedHead, type SavedHead } from './saved-index-shape.ts';
import { WordIndex, type TermVector } from './word-index.ts';

/** To be raised whenever documents are read, cut or compared in another way: indexes of before are then made anew. */
const VERSION = 3;

/**
 * An index as bytes: a line with the version and the checksum of what follows, a line of JSON, numbers. Those are as this
 * machine has them: the file is for nobody else.
 */
export function savedIndex({ next, documents, passages, words }: IndexContent): Uint8Array {
  const { terms, vectors } = words.content;
  const kept = [...passages.keys()].map((id) => vectors.get(id) ?? none);
  const head: SavedHead = {
    next,
    documents: [...documents],
    passages: [...passages],
    terms,
    lengths: kept.map((vector) => vector.terms.length),
  };
  const body = Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...kept.map((vector) => bytesOf(vector.terms)),
    ...kept.map((vector) => vector.marks),
  ]);
  return Buffer.concat([Buffer.from(`${sealOf(body)}\n`), body]);
}

function sealOf(body: Uint8Array): string {
  return `${VERSION} ${createHash('sha256').update(body).digest('hex')}`;
}

const none: TermVector = { terms: new Uint32Array(), marks: new Uint8Array() };

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Takes back what {@link savedIndex} gave. Throws where it is of another version, not whole, or was changed by others. */
export function readSavedIndex(bytes: Uint8Array): IndexContent {
  const start = bytes.indexOf(10) + 1;
  const body = bytes.subarray(start);
  if (textOf(bytes.subarray(0, start)) !== `${sealOf(body)}\n`) throw new Error('not ours');
  const end = body.indexOf(10);
  const head: unknown = JSON.parse(textOf(body.subarray(0, end)));
  if (!isSavedHead(head)) throw new Error('no index');
  const total = head.lengths.reduce((sum, length) => sum + length, 0);
  const marks = body.subarray(end + 1 + total * 4);
  if (marks.length !== total) throw new Error('not whole');
  const terms = new Uint32Array(total);
  bytesOf(terms).set(body.subarray(end + 1, end + 1 + total * 4));
  if (terms.some((term) => term >= head.terms.length)) throw new Error('a term without a name');
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

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
