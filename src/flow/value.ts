/**
 * What flows between nodes: JSON's values, and whole numbers beyond 2^53 as bigint. Objects that we build have no
 * prototype, so that `__proto__` and `constructor` are ordinary keys; objects from elsewhere are read with
 * {@link own} only.
 */
export type Value = null | boolean | number | bigint | string | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

/** Whether a value is an object (not a list, not null). */
export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object's own value for a key, or undefined. */
export function own(object: ValueObject, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** An object without prototype from its entries; a later entry wins. */
export function objectOf(entries: Iterable<readonly [string, Value]>): ValueObject {
  const object = Object.create(null) as Record<string, Value>;
  for (const [key, value] of entries) object[key] = value;
  return object;
}

/** JSON text of a value. A bigint is written digit by digit, NaN and infinities as null (as JSON has none). */
export function toJson(value: Value, indent = 0): string {
  let text: string;
  try {
    text = JSON.stringify(value, null, indent);
  } catch {
    // JSON.stringify refuses a bigint: it goes in as a text that nobody else can have, then the quotes come off.
    const mark = `int:${crypto.randomUUID()}:`;
    const marked = (_: string, v: Value): Value => (typeof v === 'bigint' ? mark + String(v) : v);
    text = JSON.stringify(value, marked, indent).replace(
      new RegExp(`"${mark}(-?\\d+)"`, 'g'),
      '$1',
    );
  }
  return text;
}

/** Python's truth of a value: false, None, zero and all that is empty are false. */
export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return Number.isNaN(value) || Boolean(value);
}
