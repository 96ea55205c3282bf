import path from 'node:path';
import { message, type Message } from '../messages/message.ts';
import { BaseIndex } from './base-index.ts';
import { findDocuments, type FoundDocuments } from './find-documents.ts';
import {
  KnowledgeFailure,
  type Passage,
  type SearchMethod,
  type SearchOptions,
} from './knowledge.ts';
import { ModelFailure } from '../models/model-failure.ts';
import { PassageVectors, type EmbeddingModel } from './passage-vectors.ts';
import { documentLimits } from './read/document-limits.ts';
import { documentEndings } from './read/read-document.ts';
import { UnsavedIndex } from './unsaved-index.ts';
import { unlessAborted } from './unless-aborted.ts';
import { pendingDocuments, updateIndex, type IndexChanges } from './update-index.ts';

/** How long an index is taken to be up to date, in milliseconds. */
const FRESH = 1_000;
/** How long a search waits for documents that have changed to be read, in milliseconds; after that it finds what there was. */
const PATIENCE = 2_000;

export interface BaseSetup {
  readonly name: string;
  /** Of its documents, absolute. */
  readonly folder: string;
  /** Of the project, absolute: links that lead out of it are not followed. */
  readonly within: string;
  /** The file, without an ending, in which its index is kept; none where it is not. */
  readonly file?: string;
  /** What is done to a document's text before it is indexed. */
  readonly mask?: (text: string) => string;
  readonly models?: EmbeddingModel;
}

/** What can be said of a base without reading its documents. */
export interface BaseState {
  readonly documents: number;
  /** In the index. */
  readonly passages: number;
  /** Documents that could not be read. */
  readonly unreadable: number;
  /** How many files there are that nobody reads, by their endings. */
  readonly others: ReadonlyMap<string, number>;
  /** Documents that are new, gone or perhaps changed since the index was made. */
  readonly pending: number;
}

type Listener = Pick<SearchOptions, 'progress' | 'warn'>;

/** A folder of documents with its index. */
export class KnowledgeBase {
  readonly #setup: BaseSetup;
  readonly #listeners = new Set<Listener>();
  #index: BaseIndex | undefined;
  /** Why the index could not be kept the last time. */
  #unsaved: { readonly error: unknown } | undefined;
  #updating: Promise<IndexChanges> | undefined;
  #checked = 0;
  #asOf = 0;
  #vectors: Promise<PassageVectors> | undefined;
  #embedding: Promise<void> | undefined;
  /** All passages had a vector once; what is new since then is no reason to wait. */
  #wasComplete = false;

  constructor(setup: BaseSetup) {
    this.#setup = setup;
  }

  /**
   * See {@link Knowledge.search}. The first search waits until the index is up to date; later ones wait for what has changed since,
   * but not long.
   */
  async search(query: string, options: SearchOptions): Promise<Passage[]> {
    const index = await this.#usable(options);
    if (index.passages.size === 0) throw this.#empty();
    const { topK, threshold, method = this.#method() } = options;
    const hits = new Map<number, { score: number; both: number }>();
    const put = (id: number, score: number): void => {
      const before = hits.get(id);
      const best = Math.max(score, before?.score ?? 0);
      hits.set(id, { score: best, both: score + (before?.both ?? 0) });
    };
    if (method !== 'embedding') {
      for (const { id, score } of index.search(query, topK)) put(id, score);
    }
    if (method !== 'lexical') {
      const near = this.#byMeaning(query, index, options);
      const found = method === 'both' ? await orNone(near, options) : await near;
      for (const [id, score] of found) put(id, score);
    }
    const ranked = [...hits].sort(([, a], [, b]) => b.score - a.score || b.both - a.both);
    return ranked
      .filter(([, { score }]) => score > 0 && score >= threshold)
      .slice(0, topK)
      .flatMap(([id, { score }]) => {
        const passage = index.passages.get(id);
        return passage ? { text: passage.text, score, source: passage.source } : [];
      });
  }

  /**
   * Brings the index up to date with the documents, and with the model for embeddings where one is used. Tells each document
   * that can't be read, new or not. Rejects with an {@link UnsavedIndex} where the index can't be kept.
   */
  async update(signal: AbortSignal, listener: Listener = {}): Promise<IndexChanges> {
    const { warn, ...others } = listener;
    const changes = await this.#updateWords(signal, others);
    if (this.#index && warn)
      this.#problems(this.#index).forEach(([, text]) => warn('knowledge-file', text));
    const { name, file = '' } = this.#setup;
    if (this.#unsaved) throw new UnsavedIndex(name, path.dirname(file), this.#unsaved.error);
    if (this.#index && this.#method() !== 'lexical') {
      await this.#completeVectors(this.#index, { signal, ...listener });
    }
    return changes;
  }

  /** See {@link Knowledge.asOf}. */
  get asOf(): number {
    return this.#asOf;
  }

  /** Says how it stands with the index. */
  async state(): Promise<BaseState> {
    const index = this.#index ?? (await this.#load());
    const documents = [...index.documents.values()];
    const { documents: found, others } = await this.#documents();
    const unreadable = documents.filter(({ problem }) => problem !== undefined).length;
    return {
      documents: found.length,
      passages: index.passages.size,
      unreadable,
      others,
      pending: pendingDocuments(index, found),
    };
  }

  #method(): SearchMethod {
    return this.#setup.models?.embedding === undefined ? 'lexical' : 'both';
  }

  async #usable(options: SearchOptions): Promise<BaseIndex> {
    const index = this.#index;
    if (!index) {
      await this.#updateWords(options.signal, options);
    } else if (performance.now() - this.#checked > FRESH) {
      // It goes on behind a search that waits no longer; a folder that is gone meanwhile is told by the next run.
      const updated = this.#updateWords(forever(), {}).catch(() => undefined);
      await unlessAborted(soon(updated, PATIENCE), options.signal);
    }
    return this.#index ?? BaseIndex.empty();
  }

  async #updateWords(signal: AbortSignal, listener: Listener): Promise<IndexChanges> {
    this.#listeners.add(listener);
    try {
      this.#updating ??= this.#bringUpToDate().finally(() => (this.#updating = undefined));
      return await unlessAborted(this.#updating, signal);
    } finally {
      this.#listeners.delete(listener);
    }
  }

  async #bringUpToDate(): Promise<IndexChanges> {
    const since = Date.now();
    const isFirst = this.#index === undefined;
    const index = this.#index ?? (await this.#load());
    const told = new Set(this.#problems(index).map(([key]) => key));
    const changes = await updateIndex(
      index,
      (await this.#documents()).documents,
      (done, total) => {
        for (const { progress } of this.#listeners) progress?.(done, total);
      },
      async () => {
        const { file } = this.#setup;
        // A project that can't be written to is read anew each time.
        if (file === undefined) return;
        this.#unsaved = await index.save(`${file}.index`).then(
          () => undefined,
          (error: unknown) => ({ error }),
        );
      },
      this.#setup.mask,
    );
    if (isFirst) this.#warnOfProblems(index, told);
    this.#index = index;
    this.#checked = performance.now();
    this.#asOf = since;
    return changes;
  }

  async #load(): Promise<BaseIndex> {
    const { file } = this.#setup;
    return file === undefined ? BaseIndex.empty() : BaseIndex.load(`${file}.index`);
  }

  async #documents(): Promise<FoundDocuments> {
    const { name, folder, within } = this.#setup;
    try {
      return await findDocuments(folder, within);
    } catch (error) {
      const text = message('knowledge-missing', { name });
      throw new KnowledgeFailure('knowledge-missing', text, undefined, error);
    }
  }

  async #byMeaning(
    query: string,
    index: BaseIndex,
    options: SearchOptions,
  ): Promise<Map<number, number>> {
    const vectors = await this.#openVectors();
    if (!this.#wasComplete) await this.#completeVectors(index, options);
    else if (vectors.isIncomplete(index.passages.values())) {
      this.#completeVectors(index, { ...options, signal: forever() }).catch(() => undefined);
    }
    options.embedding?.([query]);
    return vectors.scores(query, index.passages, options.signal);
  }

  #openVectors(): Promise<PassageVectors> {
    const { models, file } = this.#setup;
    const none: EmbeddingModel = { embedding: undefined, embed: () => Promise.resolve([]) };
    const place = file === undefined ? undefined : `${file}.vectors`;
    this.#vectors ??= PassageVectors.open(models ?? none, place);
    return this.#vectors;
  }

  /** One at a time; what came in meanwhile is done by the next. */
  async #completeVectors(
    index: BaseIndex,
    { signal, ...listener }: Pick<SearchOptions, 'signal' | 'progress' | 'embedding'>,
  ): Promise<void> {
    const vectors = await this.#openVectors();
    this.#embedding ??= vectors
      .complete(index.passages.values(), forever(), listener)
      .then(() => void (this.#wasComplete = true))
      .finally(() => (this.#embedding = undefined));
    await unlessAborted(this.#embedding, signal);
  }

  /** What was told when it was indexed is later only counted. */
  #warnOfProblems(index: BaseIndex, told: ReadonlySet<string>): void {
    const problems = this.#problems(index);
    const fresh = problems.filter(([key]) => !told.has(key));
    const n = problems.length - fresh.length;
    const known = message('knowledge-left-out', { base: this.#setup.name, n });
    for (const { warn } of this.#listeners) {
      for (const [, text] of fresh) warn?.('knowledge-file', text);
      if (n > 0) warn?.('knowledge-left-out', known);
    }
  }

  /** The documents that can't be read, each with a key that says which of its states that is. */
  #problems({ documents }: BaseIndex): [key: string, text: Message][] {
    return [...documents].flatMap(([file, { problem, hash }]) => {
      if (problem === undefined) return [];
      const values = { base: this.#setup.name, file, ...documentLimits };
      return [[JSON.stringify([file, hash]), message(`knowledge-file/${problem}`, values)]];
    });
  }

  #empty(): KnowledgeFailure {
    const { name } = this.#setup;
    const hint = message('knowledge-empty/hint', { endings: documentEndings });
    return new KnowledgeFailure(
      'knowledge-empty',
      message('knowledge-empty', { name, folder: `knowledge/${name}/` }),
      hint,
    );
  }
}

/** Where words have been searched already, a model for embeddings that fails is no reason to find nothing. */
async function orNone(
  near: Promise<ReadonlyMap<number, number>>,
  { warn }: Listener,
): Promise<ReadonlyMap<number, number>> {
  try {
    return await near;
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    warn?.('knowledge-lexical', message('knowledge-lexical', { problem: error.text }));
    return new Map();
  }
}

/** For work that several wait for: one of them may leave. */
function forever(): AbortSignal {
  return new AbortController().signal;
}

/** Waits for work, but no longer than so many milliseconds. */
async function soon(work: Promise<unknown>, most: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, most)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}
