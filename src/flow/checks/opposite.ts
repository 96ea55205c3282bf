import { Float } from '../expression/datum.ts';
import type { Span } from '../expression/expression.ts';
import type { Comparison, Syntax } from '../expression/syntax.ts';

const opposites: Partial<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
};

/** So many operands of one `and` or `or` are compared with each other. */
const MOST_COMPARED = 20;

type IsFilled = (span: Span) => boolean;

/**
 * Whether of some operands one is true exactly where another is false: `x == a` and `x != a`, `x` and `not x`. Orders are
 * left out, because some values are neither less nor more. `isFilled`: whether a parameter has put in what stands there;
 * tomorrow two of those may differ.
 */
export function haveOpposites(operands: readonly Syntax[], isFilled: IsFilled): boolean {
  const compared = operands.slice(0, MOST_COMPARED);
  return compared.some((a) => compared.some((b) => a !== b && areOpposite(a, b, isFilled)));
}

function areOpposite(a: Syntax, b: Syntax, isFilled: IsFilled): boolean {
  if (a.kind === 'not') return isSame(a.of, b, isFilled);
  if (a.kind !== 'chain' || b.kind !== 'chain') return false;
  const [one, ...more] = a.rest;
  const [other, ...others] = b.rest;
  if (!one || !other || more.length > 0 || others.length > 0) return false;
  return (
    opposites[one.operator] === other.operator &&
    isSame(a.first, b.first, isFilled) &&
    isSame(one.operand, other.operand, isFilled)
  );
}

/** Whether two simple expressions mean the same whatever their names stand for. */
function isSame(a: Syntax, b: Syntax, isFilled: IsFilled): boolean {
  if (a.kind === 'constant') {
    return b.kind === 'constant' && isEqual(a.value, b.value) && !isFilled(a) && !isFilled(b);
  }
  if (a.kind === 'name' || a.kind === 'placeholder') return b.kind === a.kind && a.name === b.name;
  if (a.kind === 'attribute') {
    return b.kind === 'attribute' && a.name === b.name && isSame(a.of, b.of, isFilled);
  }
  if (a.kind === 'index') {
    return b.kind === 'index' && isSame(a.of, b.of, isFilled) && isSame(a.index, b.index, isFilled);
  }
  if (a.kind === 'list' || a.kind === 'tuple') {
    return b.kind === a.kind && areSame(a.items, b.items, isFilled);
  }
  if (a.kind === 'call') {
    if (b.kind !== 'call' || a.name !== b.name) return false;
    const ofA = a.of ? [a.of] : [];
    const ofB = b.of ? [b.of] : [];
    const isPlain = a.keywords.length === 0 && b.keywords.length === 0;
    return (
      isPlain &&
      areSame([...ofA, ...a.positional], [...ofB, ...b.positional], isFilled) &&
      ofA.length === ofB.length
    );
  }
  return false;
}

function areSame(a: readonly Syntax[], b: readonly Syntax[], isFilled: IsFilled): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return other !== undefined && isSame(one, other, isFilled);
    })
  );
}

function isEqual(a: unknown, b: unknown): boolean {
  return a instanceof Float ? b instanceof Float && a.value === b.value : a === b;
}
