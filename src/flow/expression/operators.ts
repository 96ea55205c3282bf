import { hashOf } from './compare.ts';
import {
  Dict,
  isText,
  itemsOf,
  Sequence,
  typeName,
  typeWord,
  type Datum,
  type Hash,
} from './datum.ts';
import {
  arithmetic,
  countOf,
  floatFrom,
  floatOf,
  intOf,
  numberOf,
  toFloat,
  type ArithmeticOperator,
} from './number.ts';
import type { Run } from './run.ts';

/** Python's `left operator right`. Throws where the types have no such operator. */
export function calculate(
  operator: ArithmeticOperator,
  left: Datum,
  right: Datum,
  run: Run,
): Datum {
  const a = intOf(left);
  const b = intOf(right);
  if (a !== undefined && b !== undefined) return arithmetic[operator].ints(a, b, run);
  const x = numberOf(left);
  const y = numberOf(right);
  if (x !== undefined && y !== undefined) {
    return arithmetic[operator].floats(floatFrom(x, run), floatFrom(y, run), run);
  }
  return (
    (operator === '+' ? join(left, right, run) : undefined) ??
    (operator === '*' ? (repeat(left, right, run) ?? repeat(right, left, run)) : undefined) ??
    refuse(operator, left, right, run)
  );
}

function refuse(operator: ArithmeticOperator, left: Datum, right: Datum, run: Run): never {
  if (operator === '%' && isText(left)) run.fail('expression-unsupported/format');
  const values = { operator, left: typeWord(left), right: typeWord(right) };
  if (operator === '+' && (isText(left) || isText(right))) {
    run.fail('expression-type/operator', values, { key: 'expression-type/operator/hint' });
  }
  run.fail('expression-type/operator', values);
}

/** Two texts, two lists or two tuples one after the other. */
function join(left: Datum, right: Datum, run: Run): Datum | undefined {
  if (isText(left) && isText(right)) {
    run.makeText(left.length + right.length);
    return left + right;
  }
  const a = itemsOf(left);
  const b = itemsOf(right);
  const type = typeName(left);
  if (!a || !b || type !== typeName(right) || (type !== 'list' && type !== 'tuple')) {
    return undefined;
  }
  run.spend(a.length + b.length);
  return new Sequence(type, a.concat(b));
}

/** A text, list or tuple several times. */
function repeat(of: Datum, times: Datum, run: Run): Datum | undefined {
  const count = intOf(times);
  if (count === undefined) return undefined;
  const copies = Math.max(0, countOf(count, run));
  if (isText(of)) {
    if (of === '') return of;
    run.makeText(of.length * copies);
    return of.repeat(copies);
  }
  const items = itemsOf(of);
  const type = typeName(of);
  if (!items || (type !== 'list' && type !== 'tuple')) return undefined;
  if (items.length === 0) return new Sequence(type, []);
  run.spend(items.length * copies);
  const length = items.length * copies;
  const all = Array.from({ length }, (_, n) => items[n % items.length] as Datum);
  return new Sequence(type, all);
}

/** `-x`. */
export function negative(of: Datum, run: Run): Datum {
  const int = intOf(of);
  if (int !== undefined) return arithmetic['-'].ints(0, int, run);
  const float = floatOf(of);
  if (float === undefined) run.fail('expression-type/sign', { operator: '-', type: typeWord(of) });
  return toFloat(-float);
}

/** `+x`. */
export function positive(of: Datum, run: Run): Datum {
  const int = intOf(of);
  if (int === undefined && floatOf(of) === undefined) {
    run.fail('expression-type/sign', { operator: '+', type: typeWord(of) });
  }
  return int ?? of;
}

/** A dict from its entries; a later one wins, at the place of the first. */
export function makeDict(entries: readonly (readonly [Datum, Datum])[], run: Run): Dict {
  const map = new Map<Hash, { key: Datum; value: Datum }>();
  for (const [key, value] of entries) {
    const hash = hashOf(key, run);
    if (hash === undefined) run.fail('expression-unsupported/tuple-key');
    map.set(hash, { key: map.get(hash)?.key ?? key, value });
  }
  return new Dict(map);
}
