import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { message } from '../messages/message.ts';
import { BaseIndex } from './base-index.ts';
import { cutPassages } from './cut-passages.ts';
import { findDocuments, type FoundDocument } from './find-documents.ts';
import type { IndexedDocument } from './index-content.ts';
import { KnowledgeFailure, type Passage, type SearchOptions } from './knowledge.ts';
import { UnreadableDocument, type Block } from './read/document.ts';
import { documentEndings, MAX_DOCUMENT, readDocument } from './read/read-document.ts';

/** How long an index is taken to be up to date, in milliseconds. */
const FRESH = 1_000;

type Listener = Pick<SearchOptions, 'progress' | 'warn'>;

/** A folder of documents with its index. */
export class KnowledgeBase {
  readonly name: string;
  readonly folder: string;
  /** Where the index is kept, if it is. */
  readonly #file: string | undefined;
  readonly #listeners = new Set<Listener>();
  #index: BaseIndex | undefined;
  #updating: Promise<BaseIndex> | undefined;
  #checked = 0;

  constructor(name: string, folder: string, file: string | undefined) {
    this.name = name;
    this.folder = folder;
    this.#file = file;
  }

  /** See {@link Knowledge.search}. The first search waits for the index; later ones use it while it is brought up to date. */
  async search(query: string, options: SearchOptions): Promise<Passage[]> {
    const index = this.#usable() ?? (await this.update(options.signal, options));
    if (index.documents.size === 0) throw this.#empty();
    const { topK, threshold } = options;
    const found: Passage[] = [];
    for (const { id, score } of index.search(query, topK)) {
      if (score < threshold || found.length >= topK) break;
      const passage = index.passages.get(id);
      if (passage) found.push({ text: passage.text, score, source: passage.source });
    }
    return found;
  }

  /** Brings the index up to date with the documents. */
  async update(signal: AbortSignal, listener: Listener = {}): Promise<BaseIndex> {
    this.#listeners.add(listener);
    try {
      this.#updating ??= this.#bringUpToDate().finally(() => (this.#updating = undefined));
      return await unlessAborted(this.#updating, signal);
    } finally {
      this.#listeners.delete(listener);
    }
  }

  #usable(): BaseIndex | undefined {
    if (this.#index && !this.#updating && performance.now() - this.#checked > FRESH) {
      // Whoever searches next will have what has changed; a folder that is gone meanwhile is told by the next run.
      this.update(new AbortController().signal).catch(() => undefined);
    }
    return this.#index;
  }

  async #bringUpToDate(): Promise<BaseIndex> {
    const index =
      this.#index ??
      (this.#file === undefined ? BaseIndex.empty() : await BaseIndex.load(this.#file));
    const found = await this.#documents();
    const present = new Set(found.map(({ file }) => file));
    const gone = [...index.documents.keys()].filter((file) => !present.has(file));
    for (const file of gone) index.remove(file);
    const changed = found.filter(
      (document) => !isKnown(document, index.documents.get(document.file)),
    );
    let isChanged = gone.length > 0;
    for (const [done, document] of changed.entries()) {
      this.#tell((listener) => listener.progress?.(done, changed.length));
      if (await this.#read(document, index)) isChanged = true;
    }
    if (changed.length > 0) {
      this.#tell((listener) => listener.progress?.(changed.length, changed.length));
    }
    if (!this.#index) this.#warnOfProblems(index);
    if (this.#file !== undefined && (isChanged || changed.length > 0)) {
      // A project that can't be written to is read anew each time.
      await index.save(this.#file).catch(() => undefined);
    }
    this.#index = index;
    this.#checked = performance.now();
    return index;
  }

  async #documents(): Promise<FoundDocument[]> {
    try {
      return await findDocuments(this.folder);
    } catch (error) {
      throw new KnowledgeFailure(
        'knowledge-missing',
        message('knowledge-missing', { name: this.name }),
        undefined,
        error,
      );
    }
  }

  /** Reads a document anew; false where it turns out to be the one that is known. */
  async #read(
    { file, absolute, size, changed }: FoundDocument,
    index: BaseIndex,
  ): Promise<boolean> {
    const read = Date.now();
    let hash = '';
    try {
      if (size > MAX_DOCUMENT) throw new UnreadableDocument('large');
      const bytes = await readFile(absolute);
      hash = createHash('sha256').update(bytes).digest('hex');
      const known = index.documents.get(file);
      if (known?.hash === hash) {
        index.documents.set(file, { ...known, size, changed, read });
        return false;
      }
      const passages = cutPassages(file, filled(await readDocument(file, bytes)));
      await nextTurn();
      index.put(file, { size, changed, read, hash }, passages);
    } catch (error) {
      const problem = error instanceof UnreadableDocument ? error.reason : 'unreadable';
      index.put(file, { size, changed, read, hash, problem }, []);
    }
    return true;
  }

  #warnOfProblems(index: BaseIndex): void {
    for (const [file, { problem }] of index.documents) {
      if (problem === undefined) continue;
      const text = message(`knowledge-file/${problem}`, {
        base: this.name,
        file,
        limit: MAX_DOCUMENT / 2 ** 20,
      });
      this.#tell((listener) => listener.warn?.('knowledge-file', text));
    }
  }

  #tell(about: (listener: Listener) => void): void {
    for (const listener of this.#listeners) about(listener);
  }

  #empty(): KnowledgeFailure {
    const name = this.name;
    const hint = message('knowledge-empty/hint', { endings: documentEndings });
    return new KnowledgeFailure('knowledge-empty', message('knowledge-empty', { name }), hint);
  }
}

/**
 * Whether a document is certainly the one that was read: same size, same time. One that was changed right before it was
 * read may have been changed again in the same tick of the file system's clock.
 */
function isKnown({ size, changed }: FoundDocument, known: IndexedDocument | undefined): boolean {
  if (!known) return false;
  return known.size === size && known.changed === changed && changed < known.read - 2_000;
}

function filled(blocks: readonly Block[]): readonly Block[] {
  if (blocks.length === 0) throw new UnreadableDocument('empty');
  return blocks;
}

/** Work that goes on for others is left, not ended, by who loses patience. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let leave = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    leave = resolve;
    signal.addEventListener('abort', leave);
  });
  try {
    await Promise.race([work, aborted]);
    signal.throwIfAborted();
    return await work;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
