import type { Comparison } from '../expression/syntax.ts';
import { kind, NUMERIC, type Constant, type Known } from './known.ts';

type Order = '<' | '<=' | '>' | '>=';

/** Whether two values can be ordered at all: numbers, texts, lists among themselves. */
export function canOrder(a: Known, b: Known): boolean {
  const both = a.kinds & b.kinds;
  if ((both & (kind.text | kind.list)) !== 0) return true;
  return (a.kinds & NUMERIC) !== 0 && (b.kinds & NUMERIC) !== 0;
}

/** What an ordering of two numbers comes to, where their bounds tell. */
export function orderTruth(operator: Order, a: Known, b: Known): boolean | undefined {
  const isSure = (known: Known): boolean => (known.kinds & ~(NUMERIC | kind.none)) === 0;
  if (!isSure(a) || !isSure(b)) return undefined;
  switch (operator) {
    case '<':
      return below(a, b, true);
    case '<=':
      return below(a, b, false);
    case '>':
      return below(b, a, true);
    case '>=':
      return below(b, a, false);
  }
}

/** `a < b`, or `a <= b`. */
function below(a: Known, b: Known, strictly: boolean): boolean | undefined {
  const { from, to } = boundsOf(a);
  const { from: least, to: most } = boundsOf(b);
  if (strictly ? to < least : to <= least) return true;
  return (strictly ? from >= most : from > most) ? false : undefined;
}

/** False and True count as 0 and 1. */
function boundsOf(known: Known): { readonly from: number; readonly to: number } {
  const { kinds, from = -Infinity, to = Infinity } = known;
  if ((kinds & kind.boolean) === 0) return { from, to };
  return (kinds & kind.number) === 0
    ? { from: 0, to: 1 }
    : { from: Math.min(from, 0), to: Math.max(to, 1) };
}

/** Why two values are never equal; undefined where they may be. */
export type Apart = 'kinds' | 'values' | 'range';

/** Why two values are never equal, as far as is known. That both may be None is no reason to compare them. */
export function apart(a: Known, b: Known): Apart | undefined {
  const numeric = (a.kinds & NUMERIC) !== 0 && (b.kinds & NUMERIC) !== 0;
  const both = a.kinds & b.kinds;
  if (both === 0 && !numeric) return 'kinds';
  if (both !== kind.text && !(numeric && (both & ~NUMERIC) === 0)) return undefined;
  if (a.values && b.values && !a.values.some((value) => b.values?.some((v) => equal(v, value)))) {
    return 'values';
  }
  return numeric && (orderTruth('<', a, b) === true || orderTruth('>', a, b) === true)
    ? 'range'
    : undefined;
}

/** Whether two values are one and the same constant. */
export function areEqual(a: Known, b: Known): boolean {
  const [x, ...moreOfA] = a.values ?? [];
  const [y, ...moreOfB] = b.values ?? [];
  const isOne = moreOfA.length === 0 && moreOfB.length === 0 && x !== undefined && y !== undefined;
  return isOne && ((a.kinds | b.kinds) & kind.none) === 0 && equal(x, y);
}

/** Python's equality: True is 1. */
function equal(a: Constant, b: Constant): boolean {
  const plain = (value: Constant): Constant => (typeof value === 'boolean' ? Number(value) : value);
  return plain(a) === plain(b);
}

/** Whether an operator orders. */
export function isOrder(operator: Comparison): operator is Order {
  return operator.startsWith('<') || operator.startsWith('>');
}
