import { toJson, type Value } from '../flow/value.ts';

/** A value as a text: one that is no text as JSON, null as nothing. */
export function textOf(value: Value): string {
  return typeof value === 'string' ? value : value === null ? '' : toJson(value);
}
