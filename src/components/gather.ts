import { Later } from '../engine/later.ts';
import type { PortValue } from '../engine/component.ts';
import { isObject, objectOf, type Value, type ValueObject } from '../flow/value.ts';

export const aggregationMethods = [
  'collect',
  'concat',
  'merge',
  'sum',
  'count',
  'first',
  'last',
] as const;
export type AggregationMethod = (typeof aggregationMethods)[number];

/**
 * What an aggregator has gathered so far. `result` may be asked for after every item: nothing is copied until
 * somebody reads it, and what was given out earlier stays as it was.
 */
export interface Gathering {
  /** Takes one more item; false where the method can't take such a value. */
  add(item: Value): boolean;
  result(): PortValue;
}

/** An empty gathering; `separator` stands between the texts of `concat`. */
export function gather(method: AggregationMethod, separator: string): Gathering {
  switch (method) {
    case 'collect':
      return new Collected();
    case 'concat':
      return new Concatenated(separator);
    case 'merge':
      return new Merged();
    case 'sum':
      return new Summed();
    case 'count':
      return new Counted();
    case 'first':
    case 'last':
      return new Kept(method);
  }
}

class Collected implements Gathering {
  readonly #items: Value[] = [];

  add(item: Value): boolean {
    this.#items.push(item);
    return true;
  }

  result(): PortValue {
    const length = this.#items.length;
    return new Later(() => this.#items.slice(0, length));
  }
}

/** Texts joined, or lists one after the other; None is passed over. */
class Concatenated implements Gathering {
  readonly #separator: string;
  readonly #texts: string[] = [];
  readonly #items: Value[] = [];
  #kind: 'texts' | 'lists' | undefined;

  constructor(separator: string) {
    this.#separator = separator;
  }

  add(item: Value): boolean {
    if (item === null) return true;
    const kind = typeof item === 'string' ? 'texts' : Array.isArray(item) ? 'lists' : undefined;
    this.#kind ??= kind;
    if (!kind || kind !== this.#kind) return false;
    if (typeof item === 'string') this.#texts.push(item);
    else for (const inner of item as readonly Value[]) this.#items.push(inner);
    return true;
  }

  result(): PortValue {
    if (this.#kind === 'lists') {
      const length = this.#items.length;
      return new Later(() => this.#items.slice(0, length));
    }
    const count = this.#texts.length;
    return new Later(() => this.#texts.slice(0, count).join(this.#separator));
  }
}

/** Objects made one, of equal keys the later; None is passed over. */
class Merged implements Gathering {
  /** Every entry as it came; a result is the first so many of them. */
  #log: [string, Value][] = [];
  readonly #keys = new Set<string>();

  add(item: Value): boolean {
    if (item === null) return true;
    if (!isObject(item)) return false;
    for (const [key, value] of Object.entries(item)) {
      this.#log.push([key, value]);
      this.#keys.add(key);
    }
    // A fresh array, because results given out earlier still read the old one.
    if (this.#log.length > 1_000 + 2 * this.#keys.size) this.#log = [...new Map(this.#log)];
    return true;
  }

  result(): PortValue {
    const log = this.#log;
    const length = log.length;
    return new Later((): ValueObject => objectOf(log.slice(0, length)));
  }
}

/** Numbers added up; None is passed over. Whole numbers stay exact. */
class Summed implements Gathering {
  #sum: number | bigint = 0;

  add(item: Value): boolean {
    if (item === null) return true;
    if (typeof item !== 'number' && typeof item !== 'bigint') return false;
    this.#sum = plus(this.#sum, item);
    return true;
  }

  result(): PortValue {
    return this.#sum;
  }
}

function plus(a: number | bigint, b: number | bigint): number | bigint {
  if (isFloat(a) || isFloat(b)) return Number(a) + Number(b);
  const sum = BigInt(a) + BigInt(b);
  return Number.isSafeInteger(Number(sum)) ? Number(sum) : sum;
}

function isFloat(value: number | bigint): boolean {
  return typeof value === 'number' && !Number.isSafeInteger(value);
}

class Counted implements Gathering {
  #count = 0;

  add(): boolean {
    this.#count++;
    return true;
  }

  result(): PortValue {
    return this.#count;
  }
}

/** The first or the last item; None before there is any. */
class Kept implements Gathering {
  readonly #which: 'first' | 'last';
  #item: Value | undefined;

  constructor(which: 'first' | 'last') {
    this.#which = which;
  }

  add(item: Value): boolean {
    if (this.#which === 'last' || this.#item === undefined) this.#item = item;
    return true;
  }

  result(): PortValue {
    return this.#item ?? null;
  }
}
