import {
  dictEntries,
  dictGet,
  isDict,
  isText,
  itemsOf,
  Sequence,
  typeWord,
  type Datum,
} from './datum.ts';
import { hashOf } from './compare.ts';
import { missingKey } from './missing-key.ts';
import { intOf } from './number.ts';
import type { Run } from './run.ts';

const SURROGATE = /[\ud800-\udfff]/;

/** Whether each UTF-16 unit of a text is a character of its own. */
export function isFlat(text: string): boolean {
  return !SURROGATE.test(text);
}

/** Python's `len` of a text: code points. */
export function lengthOfText(text: string): number {
  if (isFlat(text)) return text.length;
  let length = 0;
  for (let at = 0; at < text.length; at += unitsAt(text, at)) length++;
  return length;
}

/** UTF-16 units of the code point at an offset. */
export function unitsAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** What a `for` would go through. Throws for what it can't. */
export function iterate(datum: Datum, run: Run): readonly Datum[] {
  const items = itemsOf(datum);
  if (items) {
    run.spend(items.length);
    return items;
  }
  if (isText(datum)) {
    run.spend(datum.length);
    return Array.from(datum);
  }
  if (!isDict(datum)) run.fail('expression-type/iterate', { type: typeWord(datum) });
  const keys = dictEntries(datum).map(([key]) => key);
  run.spend(keys.length);
  return keys;
}

type Items = readonly Datum[];

/** `of[index]`. Throws for a missing key, an index beyond the end, and what has no items. */
export function itemAt(of: Datum, index: Datum, run: Run): Datum {
  if (isDict(of)) {
    const value = dictGet(of, hashOf(index, run));
    return value === undefined ? missingKey(of, index, run) : value;
  }
  const items = indexable(of, run);
  const type = typeWord(of);
  const place = intOf(index);
  if (place === undefined) run.fail('expression-type/index', { type, index: typeWord(index) });
  if (typeof items === 'string') run.spendText(items.length);
  const characters = typeof items === 'string' && !isFlat(items) ? Array.from(items) : items;
  const found = characters[Number(place) < 0 ? Number(place) + characters.length : Number(place)];
  if (found === undefined) {
    run.fail('expression-key/index', { type, index: String(place), length: characters.length });
  }
  return found;
}

function indexable(of: Datum, run: Run): string | Items {
  if (isText(of)) return of;
  const items = itemsOf(of);
  if (!items || (of instanceof Sequence && of.type.startsWith('dict_'))) {
    run.fail('expression-type/no-items', { type: typeWord(of) });
  }
  return items;
}

/** `of[from:to:step]`; null where a part is left out. */
export function slice(of: Datum, from: Datum, to: Datum, step: Datum, run: Run): Datum {
  if (isDict(of)) run.fail('expression-type/hash', { type: 'slice' });
  const items = indexable(of, run);
  const by = sliceIndex(step, run) ?? 1;
  if (by === 0) run.fail('expression-value/slice-step');
  if (typeof items === 'string') {
    const flat = isFlat(items);
    const characters = flat ? items : Array.from(items);
    const [start, count] = sliceRange(characters.length, from, to, by, run);
    run.makeText(items.length);
    if (by === 1 && flat) return items.slice(start, start + count);
    return Array.from({ length: count }, (_, n) => characters[start + n * by]).join('');
  }
  const [start, count] = sliceRange(items.length, from, to, by, run);
  run.spend(count);
  const type = of instanceof Sequence ? of.type : 'list';
  if (by === 1) return new Sequence(type, items.slice(start, start + count));
  const taken = Array.from({ length: count }, (_, n) => items[start + n * by] as Datum);
  return new Sequence(type, taken);
}

/** First index and number of items of a slice, as Python's `slice.indices` bounds it. */
function sliceRange(
  length: number,
  from: Datum,
  to: Datum,
  by: number,
  run: Run,
): readonly [start: number, count: number] {
  const [low, high] = by > 0 ? [0, length] : [-1, length - 1];
  const bound = (index: number | undefined, otherwise: number): number => {
    if (index === undefined) return otherwise;
    return Math.min(Math.max(index < 0 ? index + length : index, low), high);
  };
  const start = bound(sliceIndex(from, run), by > 0 ? low : high);
  const stop = bound(sliceIndex(to, run), by > 0 ? high : low);
  return [start, Math.max(0, Math.ceil((stop - start) / by))];
}

/** A part of a slice; an int beyond 2^53 is as good as 2^53. */
function sliceIndex(datum: Datum, run: Run): number | undefined {
  if (datum === null) return undefined;
  const int = intOf(datum);
  if (int === undefined) run.fail('expression-type/slice', { type: typeWord(datum) });
  return Math.min(Math.max(Number(int), -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

/** Where `start` and `end` of a method such as `find` lie: within 0 and the length, but start may be beyond. */
export function searchRange(
  length: number,
  from: Datum | undefined,
  to: Datum | undefined,
  run: Run,
): readonly [start: number, end: number] {
  const at = (datum: Datum | undefined): number | undefined => {
    const index = sliceIndex(datum ?? null, run);
    return index !== undefined && index < 0 ? Math.max(0, index + length) : index;
  };
  return [at(from) ?? 0, Math.min(at(to) ?? length, length)];
}
