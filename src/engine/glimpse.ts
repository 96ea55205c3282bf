import { objectOf, toJson, type Value, type ValueObject } from '../flow/value.ts';
import type { PortValues } from './component.ts';
import { withoutStream } from './without-stream.ts';

/** Larger values are shown by their beginnings: what they are stands whole where they came from. Characters. */
const WHOLE = 300;
const BEGINNING = 150;
/** More inputs than this nobody looks at. */
const MOST = 20;

/**
 * What a node was given, for those who look at its run later: of each input the `value`, or how it `begins` where it is large;
 * `characters` is then the length of a text.
 */
export function glimpse(inputs: PortValues): ValueObject {
  const entries = Object.entries(inputs).slice(0, MOST);
  return objectOf(entries.map(([name, value]) => [name, glimpseOf(withoutStream(value))]));
}

function glimpseOf(value: Value): ValueObject {
  if (typeof value === 'string' && value.length > WHOLE) {
    return { begins: `${beginning(value)}…`, characters: value.length };
  }
  if (room(value, WHOLE) >= 0) return { value };
  return { begins: `${beginning(jsonStart(value, WHOLE))}…` };
}

/** The JSON text of a value, or more than `room` characters of its beginning: no more of it is looked at. */
function jsonStart(value: Value, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, Math.max(0, room) + 2));
  if (typeof value !== 'object' || value === null) return toJson(value);
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  for (const key of isList ? value.keys() : Object.keys(value)) {
    if (text.length > room) return text;
    if (text.length > 1) text += ',';
    if (typeof key === 'string') text += `${JSON.stringify(key.slice(0, room + 2))}:`;
    text += jsonStart((value as Record<string | number, Value>)[key] ?? null, room - text.length);
  }
  return text + (isList ? ']' : '}');
}

/** What is left of some room once a value has been written into it; below 0 nobody looks further. */
function room(value: Value, left: number): number {
  if (typeof value === 'string') return left - value.length - 2;
  if (typeof value !== 'object' || value === null) return left - String(value).length;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value as ValueObject);
  for (const [key, item] of entries) {
    if (left < 0) break;
    left = room(item as Value, left - (typeof key === 'string' ? key.length + 4 : 2));
  }
  return left - 2;
}

/** Without half of a character that takes two units. */
function beginning(text: string): string {
  const last = text.charCodeAt(BEGINNING - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? BEGINNING - 1 : BEGINNING);
}
