import type { Value } from '../flow/value.ts';

/**
 * A list of items that is read only as far as it is needed: a file of a million lines never stands in memory. It can
 * be read several times where `open` can.
 */
export class ItemStream {
  /** How many items there are; null where nobody knows before the end. */
  readonly count: number | null;
  /** What a person calls it: the file's path. */
  readonly source: string;
  readonly #open: () => AsyncIterable<Value>;

  constructor(source: string, count: number | null, open: () => AsyncIterable<Value>) {
    this.source = source;
    this.count = count;
    this.#open = open;
  }

  [Symbol.asyncIterator](): AsyncIterator<Value> {
    return this.#open()[Symbol.asyncIterator]();
  }

  /** Reads all of it into memory; no further as soon as `stopped` says so. */
  async toList(stopped: () => boolean = () => false): Promise<Value[]> {
    const items: Value[] = [];
    for await (const item of this) {
      if (stopped()) break;
      items.push(item);
    }
    return items;
  }
}
