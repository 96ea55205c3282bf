import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BaseIndex } from './base-index.ts';
import { cutPassages, type StoredPassage } from './cut-passages.ts';
import type { FoundDocument } from './find-documents.ts';
import type { IndexedDocument } from './index-content.ts';
import { UnreadableDocument } from './read/document.ts';
import { DocumentReader } from './read/document-reader.ts';
import { MAX_DOCUMENT } from './read/read-document.ts';
import type { TermVector } from './word-index.ts';

/** How often what is done so far is kept, in milliseconds: whoever is interrupted needn't begin anew. */
const KEPT = 5_000;
/** Of how many passages the words are found at a stretch. */
const AT_ONCE = 200;

/** What an update has done: numbers of documents. */
export interface IndexChanges {
  readonly read: number;
  readonly removed: number;
}

/**
 * Brings an index up to date with the documents that there are. One is read only where its bytes are others than before;
 * until it is, its passages of before can be found. `keep` is called now and then, and at the end, where something has changed;
 * `mask` takes out what the index may not hold.
 */
export async function updateIndex(
  index: BaseIndex,
  found: readonly FoundDocument[],
  progress: (done: number, total: number) => void,
  keep: () => Promise<void>,
  mask: (text: string) => string = (text) => text,
): Promise<IndexChanges> {
  const present = new Set(found.map(({ file }) => file));
  const gone = [...index.documents.keys()].filter((file) => !present.has(file));
  for (const file of gone) index.remove(file);
  const doubtful = found.filter(({ file, ...now }) => !isSame(now, index.documents.get(file)));
  let read = 0;
  let kept = performance.now();
  const reader = new DocumentReader();
  try {
    for (const [done, document] of doubtful.entries()) {
      progress(done, doubtful.length);
      if (await readAnew(document, index, reader, mask)) read++;
      if (performance.now() - kept > KEPT) {
        await keep();
        kept = performance.now();
      }
    }
  } finally {
    await reader.close();
  }
  if (doubtful.length > 0) progress(doubtful.length, doubtful.length);
  if (doubtful.length > 0 || gone.length > 0) await keep();
  return { read, removed: gone.length };
}

/** How many documents are new, changed or gone, as far as sizes and times tell. */
export function pendingDocuments(index: BaseIndex, found: readonly FoundDocument[]): number {
  const present = new Set(found.map(({ file }) => file));
  const gone = [...index.documents.keys()].filter((file) => !present.has(file)).length;
  return (
    gone + found.filter(({ file, ...now }) => !isUntouched(now, index.documents.get(file))).length
  );
}

/**
 * Whether a document is certainly the one that was read: same size, same time. One that was changed right before it was
 * read may have been changed again in the same tick of the file system's clock.
 */
function isSame(
  { size, changed, outside }: Omit<FoundDocument, 'file' | 'absolute'>,
  known: IndexedDocument | undefined,
): boolean {
  if (!known || known.problem === 'unreadable') return false;
  if (outside !== (known.problem === 'outside')) return false;
  return isUntouched({ size, changed }, known) && changed < known.read - 2_000;
}

function isUntouched(
  { size, changed }: Pick<FoundDocument, 'size' | 'changed'>,
  known: IndexedDocument | undefined,
): boolean {
  return known?.size === size && known.changed === changed;
}

/** Reads a document; false where it turns out to be the one that is known. */
async function readAnew(
  { file, absolute, size, changed, outside }: FoundDocument,
  index: BaseIndex,
  reader: DocumentReader,
  mask: (text: string) => string,
): Promise<boolean> {
  const read = Date.now();
  let hash = '';
  try {
    if (outside) throw new UnreadableDocument('outside');
    if (size > MAX_DOCUMENT) throw new UnreadableDocument('large');
    const bytes = await readFile(absolute);
    hash = createHash('sha256').update(bytes).digest('hex');
    const known = index.documents.get(file);
    if (known?.hash === hash) {
      index.documents.set(file, { ...known, size, changed, read });
      return false;
    }
    const blocks = (await reader.read(file, bytes)).map((block) => ({
      ...block,
      text: mask(block.text),
      headings: block.headings.map(mask),
    }));
    const passages = cutPassages(file, blocks);
    if (passages.length === 0) throw new UnreadableDocument('empty');
    const words = await wordsOf(index, passages);
    index.put(file, { size, changed, read, hash }, passages, words);
  } catch (error) {
    const problem = error instanceof UnreadableDocument ? error.reason : 'unreadable';
    index.put(file, { size, changed, read, hash, problem }, []);
  }
  return true;
}

/** The words of passages. What else goes on has its turn in between: a document may have tens of thousands. */
async function wordsOf(
  index: BaseIndex,
  passages: readonly StoredPassage[],
): Promise<TermVector[]> {
  const words: TermVector[] = [];
  for (const [n, passage] of passages.entries()) {
    if (n % AT_ONCE === 0) await nextTurn();
    words.push(index.wordsOf(passage));
  }
  return words;
}
