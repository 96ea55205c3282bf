import { isObject, type Value } from '../flow/value.ts';

/**
 * A value in a message, spelt as an expression spells it (`True`, `None`, `"text"`) and cut to about `length`
 * characters. However large or deep the value is, only what is shown is looked at.
 */
export function showValue(value: Value, length = 60): string {
  const text = write(value, length);
  return text.length > length ? `${cut(text, length)}…` : text;
}

/** Without half of a character that takes two units. */
function cut(text: string, length: number): string {
  const code = text.charCodeAt(length - 1);
  return text.slice(0, code >= 0xd800 && code < 0xdc00 ? length - 1 : length);
}

/** The spelling, or more than `room` characters of it. */
function write(value: Value, room: number): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return JSON.stringify(cut(value, room + 2));
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (room < 0) return '…';
  if (isObject(value)) {
    return `{${join(Object.keys(value), room, (key) => [`${JSON.stringify(key)}: `, value[key]])}}`;
  }
  return `[${join(value.keys(), room, (index) => ['', value[index]])}]`;
}

function join<K>(
  keys: Iterable<K>,
  room: number,
  entry: (key: K) => readonly [label: string, value: Value | undefined],
): string {
  let text = '';
  for (const key of keys) {
    if (text.length > room) break;
    const [label, value = null] = entry(key);
    text += (text === '' ? '' : ', ') + label;
    text += write(value, room - text.length - 1);
  }
  return text;
}
