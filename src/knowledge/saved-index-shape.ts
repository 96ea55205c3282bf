import type { StoredPassage } from './cut-passages.ts';
import type { IndexedDocument } from './index-content.ts';
import { unreadableReasons } from './read/document.ts';

/** What stands before the numbers of a saved index: a line of JSON. */
export interface SavedHead {
  readonly next: number;
  readonly documents: readonly (readonly [string, IndexedDocument])[];
  readonly passages: readonly (readonly [number, StoredPassage])[];
  readonly terms: readonly string[];
  /** How many terms each passage has. */
  readonly lengths: readonly number[];
}

/** Whether a value from a file is such a head, its passages and documents belonging together. */
export function isSavedHead(value: unknown): value is SavedHead {
  if (!isRecord(value)) return false;
  const { next, documents, passages, terms, lengths } = value;
  if (!isCount(next) || !isTexts(terms) || !isCounts(lengths)) return false;
  if (!isPairs(documents) || !isPairs(passages) || passages.length !== lengths.length) return false;
  const unowned = new Set<unknown>();
  for (const [id, passage] of passages) {
    if (!isCount(id) || id >= next || !isPassage(passage)) return false;
    unowned.add(id);
  }
  if (unowned.size !== passages.length) return false;
  for (const [file, document] of documents) {
    if (typeof file !== 'string' || !isDocument(document)) return false;
    for (const id of document.passages) if (!unowned.delete(id)) return false;
  }
  return unowned.size === 0;
}

function isDocument(value: unknown): value is IndexedDocument {
  if (!isRecord(value)) return false;
  const { size, changed, read, hash, passages, problem } = value;
  return (
    [size, changed, read].every((number) => typeof number === 'number') &&
    typeof hash === 'string' &&
    isCounts(passages) &&
    (problem === undefined || unreadableReasons.some((reason) => reason === problem))
  );
}

function isPassage(value: unknown): value is StoredPassage {
  if (!isRecord(value) || typeof value.text !== 'string' || !isRecord(value.source)) return false;
  const { file, headings, page, line } = value.source;
  return (
    typeof file === 'string' &&
    isTexts(headings) &&
    (page === null || isCount(page)) &&
    (line === null || isCount(line))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isPairs(value: unknown): value is readonly (readonly [unknown, unknown])[] {
  return Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isCount);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
