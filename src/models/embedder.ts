import { isObject, own, type Value } from '../flow/value.ts';
import type { Asked } from './explain.ts';
import { ModelFailure } from './model-failure.ts';

/** As many texts go into one request: some servers take no more than ten. */
const BATCH = 10;
/** Requests at once. */
const AT_ONCE = 4;

/** Asks for vectors, in batches, and checks that they can be compared with each other. */
export class Embedder {
  readonly #values: { readonly name: string; readonly host: string };
  /** How many numbers a vector of this model has. */
  #length: number | undefined;

  constructor({ name, baseUrl }: Asked) {
    this.#values = { name, host: new URL(baseUrl).host };
  }

  /** The vectors of texts, in their order. `ask` gives what the server answers to a batch. Rejects with a ModelFailure. */
  async embed(
    texts: readonly string[],
    ask: (batch: string[]) => Promise<Value | undefined>,
  ): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    const starts = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, n) => n * BATCH);
    const work = async (): Promise<void> => {
      for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
        const batch = texts.slice(start, start + BATCH);
        const found = this.#vectorsOf(await ask(batch), batch);
        for (const [n, vector] of found.entries()) vectors[start + n] = vector;
      }
    };
    const done = Array.from({ length: AT_ONCE }, () =>
      work().finally(() => {
        // After a failure nothing more is asked.
        starts.length = 0;
      }),
    );
    await Promise.all(done);
    return vectors;
  }

  /** The vectors of a batch; the servers number them, and need not keep the order. */
  #vectorsOf(answer: Value | undefined, batch: readonly string[]): Float32Array[] {
    const data = isObject(answer) ? own(answer, 'data') : undefined;
    if (!Array.isArray(data)) throw this.#invalid();
    const found = new Map(
      (data as readonly Value[]).map((one, n) => {
        if (!isObject(one)) throw this.#invalid();
        return [own(one, 'index') ?? n, own(one, 'embedding')];
      }),
    );
    return batch.map((text, n) => this.#vector(found.get(n), text));
  }

  #vector(numbers: Value | undefined, text: string): Float32Array {
    if (!Array.isArray(numbers) || numbers.length === 0) throw this.#invalid();
    const vector = Float32Array.from(numbers as readonly Value[], Number);
    const isWhole = (numbers as readonly Value[]).every((number) => typeof number === 'number');
    if (!isWhole || !vector.every(Number.isFinite)) throw this.#invalid();
    this.#length ??= vector.length;
    if (vector.length !== this.#length) {
      const values = { ...this.#values, before: this.#length, now: vector.length };
      throw new ModelFailure('model-embedding/length', values);
    }
    // Such a vector is near nothing: its text would never be found.
    if (text.trim() !== '' && vector.every((number) => number === 0)) {
      throw new ModelFailure('model-embedding/zero', this.#values);
    }
    return vector;
  }

  #invalid(): ModelFailure {
    return new ModelFailure('model-embedding', this.#values);
  }
}
