import type { Value } from '../flow/value.ts';
import { ItemStream } from './item-stream.ts';

/** Hands out items in batches, from a list or from a stream of which it reads one item more than it hands out. */
export class ItemFeed {
  readonly total: number | null;
  readonly #list: readonly Value[] | undefined;
  readonly #iterator: AsyncIterator<Value> | undefined;
  #ahead: Value[] = [];
  #ended = false;
  #taken = 0;

  constructor(items: readonly Value[] | ItemStream) {
    if (items instanceof ItemStream) {
      this.total = items.count;
      this.#iterator = items[Symbol.asyncIterator]();
    } else {
      this.total = items.length;
      this.#list = items;
    }
  }

  /** Items handed out so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Items not handed out yet; null where nobody knows. */
  get left(): number | null {
    return this.total === null ? null : this.total - this.#taken;
  }

  get hasMore(): boolean {
    return this.#list ? this.#taken < this.#list.length : this.#ahead.length > 0;
  }

  /** Whether a batch can be taken at once, and then be said whether there is more. */
  ready(size: number): boolean {
    return this.#list !== undefined || this.#ended || this.#ahead.length > size;
  }

  /** Reads ahead until {@link ready}. Rejects with what is wrong with the stream. */
  async fill(size: number): Promise<void> {
    while (this.#iterator && !this.ready(size)) {
      const next = await this.#iterator.next();
      if (next.done) this.#ended = true;
      else this.#ahead.push(next.value);
    }
  }

  take(size: number): Value[] {
    const batch = this.#list
      ? this.#list.slice(this.#taken, this.#taken + size)
      : this.#ahead.splice(0, size);
    this.#taken += batch.length;
    return batch;
  }

  /** Closes the stream's file. What goes wrong with that is of no interest: nothing more is read. */
  async close(): Promise<void> {
    try {
      await this.#iterator?.return?.();
    } catch {
      // See above.
    }
  }
}
