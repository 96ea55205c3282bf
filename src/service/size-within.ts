/** What a value takes besides its text, about. Bytes. */
const EACH = 16;

/** How many bytes a value takes in memory, about: counted only until it is more than `most`. */
export function sizeWithin(value: unknown, most: number): number {
  if (typeof value === 'string') return EACH + value.length;
  if (typeof value !== 'object' || value === null) return EACH;
  let size = EACH;
  for (const key in value) {
    size += key.length + sizeWithin((value as Record<string, unknown>)[key], most - size);
    if (size > most) break;
  }
  return size;
}
