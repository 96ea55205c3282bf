import type { Value } from '../flow/value.ts';

/** The text of a text, number or boolean, such as an id that looks like a number; undefined for anything else. */
export function scalarText(value: Value | undefined): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}
