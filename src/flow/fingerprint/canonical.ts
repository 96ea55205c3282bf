import type { Value, ValueObject } from '../value.ts';

/**
 * A text that two values share exactly when they are the same; unlike JSON it tells -0, NaN and whole numbers beyond
 * 2^53 apart. `sorted`: the order of keys makes no difference, as in a config; without it, it does.
 */
export function canonical(value: Value, sorted: boolean): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) {
    const list = value as readonly Value[];
    return `[${list.map((item) => canonical(item, sorted)).join(',')}]`;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  const object = value as ValueObject;
  const keys = Object.keys(object);
  if (sorted) keys.sort();
  const entries = keys.map(
    (key) => `${JSON.stringify(key)}:${canonical(object[key] ?? null, sorted)}`,
  );
  return `{${entries.join(',')}}`;
}
