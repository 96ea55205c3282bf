import type { Parameter } from '../flow.ts';
import { matchesPattern } from './pattern.ts';
import type { ParameterType } from '../tree.ts';
import { isObject, toJson, type Value } from '../value.ts';

/** How a value breaks the rules of its parameter; the names are variants in the catalogue. */
export type ValueProblem =
  | { readonly kind: 'type' | 'enum' | 'pattern' | 'slow' }
  | { readonly kind: 'min' | 'max' | 'min-length' | 'max-length'; readonly limit: number };

/** Whether a value is of a parameter's type. A whole number is a number; null is of no type. */
export function isOfType(value: Value, type: ParameterType): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'number':
      return typeof value === 'bigint' || typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
  }
}

/** The type of a value; undefined for null. */
export function typeOfValue(value: Value): ParameterType | undefined {
  const types: readonly ParameterType[] = [
    'string',
    'integer',
    'number',
    'boolean',
    'list',
    'object',
  ];
  return types.find((type) => isOfType(value, type));
}

/** The first rule of a parameter that a value breaks. `min` and `max` limit a number, or the length of a text or list. */
export function valueProblem(
  value: Value,
  parameter: Pick<Parameter, 'type' | 'enum' | 'min' | 'max' | 'pattern'>,
): ValueProblem | undefined {
  if (!isOfType(value, parameter.type)) return { kind: 'type' };
  const { min = -Infinity, max = Infinity, pattern } = parameter;
  if (parameter.enum && !parameter.enum.some((allowed) => toJson(allowed) === toJson(value))) {
    return { kind: 'enum' };
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (value < min) return { kind: 'min', limit: min };
    if (value > max) return { kind: 'max', limit: max };
  } else if (min !== -Infinity || max !== Infinity) {
    const length = lengthOf(value);
    if (length !== undefined && length < min) return { kind: 'min-length', limit: min };
    if (length !== undefined && length > max) return { kind: 'max-length', limit: max };
  }
  if (pattern === undefined || typeof value !== 'string') return undefined;
  const matches = matchesPattern(pattern, value);
  return matches ? undefined : { kind: matches === false ? 'pattern' : 'slow' };
}

/** Items of a list, characters (code points) of a text. */
function lengthOf(value: Value): number | undefined {
  if (typeof value === 'string') return Array.from(value).length;
  return Array.isArray(value) ? value.length : undefined;
}
