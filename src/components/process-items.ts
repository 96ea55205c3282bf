import { setImmediate } from 'node:timers/promises';
import { NodeError, type Context, type MaybePromise } from '../engine/component.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { objectOf, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';

/** What is done with each item, and with one that fails. */
export interface ItemWork {
  process(item: Value, index: number): MaybePromise<Value>;
  readonly onError: 'fail' | 'skip' | 'keep';
  /** How many items at once; at least 1. */
  readonly concurrency: number;
}

/** Work that never waits gives way to everything else after this many milliseconds. */
const SLICE = 10;

/**
 * The results of all items, in the items' order. When one fails and that is not to be borne, no further one is begun,
 * those begun are awaited, and the failure of the first of them is thrown: it is the same one every time.
 */
export async function processItems(
  items: readonly Value[] | ItemStream,
  work: ItemWork,
  context: Context,
): Promise<Value[]> {
  const processing = new Processing(items, work, context);
  const workers = Array.from({ length: work.concurrency }, () => processing.worker());
  await Promise.all(workers);
  return processing.end();
}

/** Stands for the end of the items. */
const END = Symbol('end');

class Processing {
  readonly #work: ItemWork;
  readonly #context: Context;
  readonly #list: readonly Value[] | undefined;
  readonly #stream: AsyncIterator<Value> | undefined;
  readonly #total: number | null;
  readonly #step: number;
  /** By index; undefined for an item that was left out. */
  readonly #results: (Value | undefined)[] = [];
  #next = 0;
  #done = 0;
  #skipped = 0;
  #firstSkipped: NodeError | undefined;
  #failure: { readonly index: number; readonly error: unknown } | undefined;
  #since = performance.now();

  constructor(items: readonly Value[] | ItemStream, work: ItemWork, context: Context) {
    this.#work = work;
    this.#context = context;
    if (items instanceof ItemStream) this.#stream = items[Symbol.asyncIterator]();
    else this.#list = items;
    this.#total = items instanceof ItemStream ? items.count : items.length;
    this.#step = this.#total === null ? 100 : Math.max(1, Math.ceil(this.#total / 100));
  }

  /** Does one item after the other until there are no more. Never rejects. */
  async worker(): Promise<void> {
    while (!this.#failure && !this.#context.signal.aborted) {
      const index = this.#next++;
      try {
        const taken = this.#take(index);
        const item = taken instanceof Promise ? await taken : taken;
        if (item === END) return;
        const result = this.#attempt(item, index);
        const waits = result instanceof Promise;
        this.#results[index] = waits ? await result : result;
        this.#tell(waits);
      } catch (error) {
        this.#fail(index, error);
        return;
      }
      if (performance.now() - this.#since > SLICE) {
        await setImmediate();
        this.#since = performance.now();
      }
    }
  }

  /** The results. Throws what made an end to it. */
  async end(): Promise<Value[]> {
    await this.#stream?.return?.();
    this.#context.signal.throwIfAborted();
    if (this.#failure) throw this.#failure.error;
    if (this.#firstSkipped) {
      const values = { count: this.#skipped, problem: this.#firstSkipped.text };
      this.#context.warn('items-skipped', message('items-skipped', values));
    }
    return this.#results.filter((result) => result !== undefined);
  }

  #take(index: number): MaybePromise<Value | typeof END> {
    const list = this.#list;
    if (list) return index < list.length ? (list[index] ?? null) : END;
    return this.#readOn();
  }

  async #readOn(): Promise<Value | typeof END> {
    const next = await this.#stream?.next();
    return next && !next.done ? next.value : END;
  }

  /** The result for an item; undefined where it failed and is left out. */
  #attempt(item: Value, index: number): MaybePromise<Value | undefined> {
    try {
      const result = this.#work.process(item, index);
      if (!(result instanceof Promise)) return result;
      return result.catch((error: unknown) => this.#spare(error, item, index));
    } catch (error) {
      return this.#spare(error, item, index);
    }
  }

  /** What an item's failure leaves behind. Throws where it fails the node; so does all that is no failure of an item. */
  #spare(error: unknown, item: Value, index: number): Value | undefined {
    if (!(error instanceof NodeError) || this.#context.signal.aborted) throw error;
    switch (this.#work.onError) {
      case 'fail':
        throw ofItem(error, item, index);
      case 'keep':
        return objectOf([
          ['error', this.#context.failure(error)],
          ['item', item],
        ]);
      case 'skip':
        this.#skipped++;
        this.#firstSkipped ??= ofItem(error, item, index);
        return undefined;
    }
  }

  #fail(index: number, error: unknown): void {
    if (!this.#failure || index < this.#failure.index) this.#failure = { index, error };
  }

  /** Work that waits may be slow, so each hundredth part of it is told; of the other kind a hundred items at least. */
  #tell(waits: boolean): void {
    this.#done++;
    const step = waits ? this.#step : Math.max(100, this.#step);
    if (this.#done % step === 0 && this.#done !== this.#total) {
      this.#context.progress(this.#done, this.#total);
    }
  }
}

function ofItem(error: NodeError, item: Value, index: number): NodeError {
  const { code, hint, location, details } = error;
  return new NodeError(code, message('item-processor-item', { index, problem: error.text }), {
    details: objectOf([...Object.entries(details), ['index', index], ['item', item]]),
    cause: error,
    ...(hint && { hint }),
    ...(location && { location }),
  });
}
