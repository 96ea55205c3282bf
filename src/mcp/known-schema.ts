import { ANY_KIND, kind, type Known } from '../flow/checks/known.ts';
import { objectOf, type Value, type ValueObject } from '../flow/value.ts';

/**
 * JSON Schema of a value of which so much is known. A number may come as a text or as null: JSON has none for those beyond 2^53 that are whole,
 * nor for infinite ones.
 */
export function knownSchema({ kinds, values, from, to }: Known): ValueObject {
  if (kinds === ANY_KIND || kinds === 0) return objectOf([]);
  const mayBe = (one: number): boolean => (kinds & one) !== 0;
  const isBounded = isSafe(from) && isSafe(to);
  const types = new Set<string>();
  if (mayBe(kind.text)) types.add('string');
  if (mayBe(kind.number)) types.add('number');
  if (mayBe(kind.boolean)) types.add('boolean');
  if (mayBe(kind.list)) types.add('array');
  if (mayBe(kind.object)) types.add('object');
  if (mayBe(kind.none)) types.add('null');
  if (mayBe(kind.number) && !isBounded) types.add('string').add('null');
  const [only = '', ...others] = types;
  const isText = (kinds & ~kind.none) === kind.text;
  const choices: Value[] = [...(values ?? []), ...(mayBe(kind.none) ? [null] : [])];
  return objectOf([
    ['type', others.length === 0 ? only : [...types]],
    ...(isText && values ? [['enum', choices] as const] : []),
  ]);
}

function isSafe(bound: number | undefined): boolean {
  return bound !== undefined && Number.isSafeInteger(bound);
}
