import { isObject, toJson, type Value } from '../../flow/value.ts';

/**
 * The beginning of a value's JSON, at most about so many characters. However large the value is, only as much of
 * it is looked at as can be shown.
 */
export function excerpt(value: Value, length: number): string {
  let text = '';
  const add = (part: string): boolean => {
    text += part;
    return text.length <= length;
  };
  const complete = append(value, length, add);
  return complete && text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
}

/** False once there is enough. A part opens at least one character, so `length` bounds the depth as well. */
function append(value: Value, length: number, add: (part: string) => boolean): boolean {
  if (typeof value === 'string') return add(JSON.stringify(value.slice(0, length + 1)));
  if (Array.isArray(value)) {
    const list = value as readonly Value[];
    if (!add('[')) return false;
    for (let at = 0; at < list.length; at++) {
      if (at > 0 && !add(', ')) return false;
      if (!append(list[at] ?? null, length, add)) return false;
    }
    return add(']');
  }
  if (!isObject(value)) return add(toJson(value));
  if (!add('{')) return false;
  let first = true;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (!add(first ? `${JSON.stringify(key)}: ` : `, ${JSON.stringify(key)}: `)) return false;
    if (!append(value[key] ?? null, length, add)) return false;
    first = false;
  }
  return add('}');
}
