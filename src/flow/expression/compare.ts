import type { Dict } from './datum.ts';
import {
  dictEntries,
  dictGet,
  dictSize,
  isDict,
  isText,
  itemsOf,
  Sequence,
  typeName,
  typeWord,
  type Datum,
  type Hash,
} from './datum.ts';
import { numberOf } from './number.ts';
import type { Run } from './run.ts';
import { indexesOf } from './substring.ts';
import type { ValueObject } from '../value.ts';

/** Python's `==`: by value and deep; values of different kinds are unequal. */
export function equals(a: Datum, b: Datum, run: Run, depth = 0): boolean {
  if (isText(a) && isText(b) && a.length === b.length) run.spendText(a.length);
  if (isText(a) || isText(b) || a === null || b === null) return a === b;
  const left = numberOf(a);
  const right = numberOf(b);
  // == and not ===: a bigint and a number are compared exactly.
  if (left !== undefined || right !== undefined) {
    return left !== undefined && right !== undefined && left == right;
  }
  run.checkDepth(depth);
  const leftItems = itemsOf(a);
  const rightItems = itemsOf(b);
  if (leftItems && rightItems) {
    return sameSequenceType(a, b, run) && equalItems(leftItems, rightItems, run, depth + 1);
  }
  return isDict(a) && isDict(b) && equalDicts(a, b, run, depth + 1);
}

function sameSequenceType(a: Datum, b: Datum, run: Run): boolean {
  const left = typeName(a);
  const right = typeName(b);
  const views = [left, right].filter((name) => name.startsWith('dict_'));
  // Python compares these as sets.
  if (views.length === 2) run.fail('expression-unsupported/views');
  return left === right;
}

function equalItems(a: readonly Datum[], b: readonly Datum[], run: Run, depth: number): boolean {
  return a.length === b.length && firstDifference(a, b, run, depth) === a.length;
}

/** The number of items that are equal at the start of two lists. */
function firstDifference(
  a: readonly Datum[],
  b: readonly Datum[],
  run: Run,
  depth: number,
): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    run.spend(1);
    if (!equals(a[index] as Datum, b[index] as Datum, run, depth)) return index;
  }
  return length;
}

function equalDicts(
  a: ValueObject | Dict,
  b: ValueObject | Dict,
  run: Run,
  depth: number,
): boolean {
  const size = dictSize(a);
  run.spend(size);
  if (size !== dictSize(b)) return false;
  return dictEntries(a).every(([key, value]) => {
    const other = dictGet(b, hashOf(key, run));
    return other !== undefined && equals(value, other, run, depth);
  });
}

/**
 * What a key is found by in a dict; undefined for a tuple and `d.values()`, which are possible keys in Python but none
 * that a dict here has. Throws for what can be no key.
 */
export function hashOf(key: Datum, run: Run): Hash | undefined {
  if (typeof key === 'string' || key === null) return key;
  const number = numberOf(key);
  if (typeof number === 'number') {
    return Number.isInteger(number) && !Number.isSafeInteger(number) ? BigInt(number) : number;
  }
  if (number !== undefined) {
    const safe = Number(number);
    return Number.isSafeInteger(safe) ? safe : number;
  }
  const type = typeName(key);
  if (type === 'tuple') for (const item of itemsOf(key) ?? []) hashOf(item, run);
  else if (type !== 'dict_values') run.fail('expression-type/hash', { type: typeWord(key) });
  return undefined;
}

export type Ordering = '<' | '<=' | '>' | '>=';

/** Python's ordering: of numbers, of texts, of two lists, of two tuples. Throws for anything else. */
export function ordered(operator: Ordering, a: Datum, b: Datum, run: Run, depth = 0): boolean {
  const left = numberOf(a);
  const right = numberOf(b);
  if (left !== undefined && right !== undefined) return holds(operator, left, right);
  if (isText(a) && isText(b)) {
    run.spendText(Math.min(a.length, b.length));
    return holds(operator, compareTexts(a, b), 0);
  }
  run.checkDepth(depth);
  const type = typeName(a);
  const leftItems = itemsOf(a);
  const rightItems = itemsOf(b);
  if (leftItems && rightItems && type === typeName(b) && (type === 'list' || type === 'tuple')) {
    const index = firstDifference(leftItems, rightItems, run, depth + 1);
    const x = leftItems[index];
    const y = rightItems[index];
    return x === undefined || y === undefined
      ? holds(operator, leftItems.length, rightItems.length)
      : ordered(operator, x, y, run, depth + 1);
  }
  run.fail('expression-type/order', { operator, left: typeWord(a), right: typeWord(b) });
}

function holds(operator: Ordering, a: number | bigint, b: number | bigint): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

/** Order by code points; JavaScript's own, by UTF-16 units, puts emoji before the last characters of the first plane. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/** Python's `needle in haystack`. */
export function contains(haystack: Datum, needle: Datum, run: Run): boolean {
  if (isText(haystack)) {
    if (!isText(needle)) run.fail('expression-type/in-text', { type: typeWord(needle) });
    return needle === '' || indexesOf(haystack, needle, run, 1).length > 0;
  }
  if (isDict(haystack)) return dictGet(haystack, hashOf(needle, run)) !== undefined;
  const items = itemsOf(haystack);
  if (!items) run.fail('expression-type/in', { type: typeWord(haystack) });
  if (haystack instanceof Sequence && haystack.type === 'dict_keys') hashOf(needle, run);
  return items.some((item) => {
    run.spend(1);
    return equals(item, needle, run);
  });
}
