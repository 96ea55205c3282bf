import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Models } from '../models/models.ts';
import type { StoredPassage } from './cut-passages.ts';
import { headingsOf } from './headings-of.ts';
import type { SearchOptions } from './knowledge.ts';
import { replaceFile } from '../files/replace-file.ts';

export type EmbeddingModel = Pick<Models, 'embedding' | 'embed'>;

/** So many passages are embedded before what is done is kept. */
const KEPT = 200;
/** Its vector shows whether the model is still the one that made the others. */
const PROBE = 'bisheng 毕昇';
/** Two runs of one model differ by less. */
const SAME = 0.99;

interface Head {
  readonly size: number;
  readonly keys: readonly string[];
}

/** What a model for embeddings makes of passages, kept by their text: a passage that moves needs no other. */
export class PassageVectors {
  readonly #file: string | undefined;
  readonly #model: EmbeddingModel;
  #vectors: Map<string, Float32Array>;

  private constructor(
    model: EmbeddingModel,
    file: string | undefined,
    vectors: Map<string, Float32Array>,
  ) {
    this.#model = model;
    this.#file = file;
    this.#vectors = vectors;
  }

  /** The vectors that a file holds; none where there is no such file, or it is not whole. */
  static async open(model: EmbeddingModel, file: string | undefined): Promise<PassageVectors> {
    const bytes = file === undefined ? undefined : await readFile(file).catch(() => undefined);
    return new PassageVectors(model, file, bytes ? readVectors(bytes) : new Map<string, never>());
  }

  /** How near each passage is to a question, 0 to 1 (the cosine), by its number. Those without a vector are left out. */
  async scores(
    question: string,
    passages: ReadonlyMap<number, StoredPassage>,
    signal: AbortSignal,
  ): Promise<Map<number, number>> {
    const [asked] = await this.#embed([question], signal);
    const scores = new Map<number, number>();
    for (const [id, passage] of passages) {
      const vector = this.#vectors.get(keyOf(textOf(passage)));
      if (vector && asked) scores.set(id, Math.max(0, product(vector, asked)));
    }
    return scores;
  }

  /** Whether some passages have no vector yet. */
  isIncomplete(passages: Iterable<StoredPassage>): boolean {
    for (const passage of passages) if (!this.#vectors.has(keyOf(textOf(passage)))) return true;
    return false;
  }

  /** Has the vectors made that are missing, and forgets those of no passage. Rejects with a ModelFailure. */
  async complete(
    passages: Iterable<StoredPassage>,
    signal: AbortSignal,
    listener: Pick<SearchOptions, 'progress' | 'embedding'>,
  ): Promise<void> {
    await this.#checkModel(signal);
    const texts = new Map(
      [...passages].map((passage) => [keyOf(textOf(passage)), textOf(passage)]),
    );
    const missing = [...texts].filter(([key]) => !this.#vectors.has(key));
    for (const key of this.#vectors.keys()) {
      if (!texts.has(key) && key !== keyOf(PROBE)) this.#vectors.delete(key);
    }
    for (let done = 0; done < missing.length; done += KEPT) {
      listener.progress?.(done, missing.length);
      const batch = missing.slice(done, done + KEPT);
      const wanted = batch.map(([, text]) => text);
      listener.embedding?.(wanted);
      const vectors = await this.#embed(wanted, signal);
      for (const [n, [key]] of batch.entries()) {
        const vector = vectors[n];
        if (vector) this.#vectors.set(key, vector);
      }
      await this.#keep();
    }
    if (missing.length > 0) listener.progress?.(missing.length, missing.length);
  }

  /** Another model may have been given the name: then all vectors of before say nothing. */
  async #checkModel(signal: AbortSignal): Promise<void> {
    const [probe] = await this.#embed([PROBE], signal);
    if (!probe) return;
    const before = this.#vectors.get(keyOf(PROBE));
    if (before?.length !== probe.length || product(before, probe) < SAME) this.#vectors = new Map();
    this.#vectors.set(keyOf(PROBE), probe);
  }

  async #embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const vectors = await this.#model.embed(texts, signal);
    return vectors.map((vector) => {
      const length = Math.sqrt(product(vector, vector));
      return length === 0 ? vector : vector.map((number) => number / length);
    });
  }

  async #keep(): Promise<void> {
    // A project that can't be written to has them made anew each time.
    if (this.#file !== undefined) {
      await replaceFile(this.#file, savedVectors(this.#vectors)).catch(() => undefined);
    }
  }
}

/** What is embedded: a passage says more below its headings. */
function textOf(passage: StoredPassage): string {
  return `${headingsOf(passage)}\n${passage.text}`;
}

const keys = new Map<string, string>();

/** Kept while it is used: a base is gone through with each question. */
function keyOf(text: string): string {
  let key = keys.get(text);
  if (key === undefined) {
    key = createHash('sha256').update(text).digest('base64').slice(0, 22);
    if (keys.size > 200_000) keys.clear();
    keys.set(text, key);
  }
  return key;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += (a[n] ?? 0) * (b[n] ?? 0);
  return sum;
}

function savedVectors(vectors: ReadonlyMap<string, Float32Array>): Uint8Array {
  const size = vectors.values().next().value?.length ?? 0;
  const head: Head = { size, keys: [...vectors.keys()] };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...[...vectors.values()].map(
      ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
    ),
  ]);
}

function readVectors(bytes: Uint8Array): Map<string, Float32Array> {
  try {
    const end = bytes.indexOf(10);
    const { size, keys: names } = JSON.parse(
      Buffer.from(bytes.subarray(0, end)).toString(),
    ) as Head;
    // A copy: the numbers must begin at a multiple of four.
    const numbers = Uint8Array.from(bytes.subarray(end + 1));
    if (numbers.length !== names.length * size * 4) return new Map();
    const all = new Float32Array(numbers.buffer);
    return new Map(names.map((key, n) => [key, all.subarray(n * size, (n + 1) * size)]));
  } catch {
    return new Map();
  }
}
