/** How many bytes a value has as JSON, without what its texts are escaped with: counted only until it is more than `most`. */
export function jsonSizeWithin(value: unknown, most: number): number {
  if (typeof value === 'string') return 2 + Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return String(value).length;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += 1 + jsonSizeWithin(item, most - size);
      if (size > most) break;
    }
    return size;
  }
  for (const key in value) {
    size += 4 + key.length + jsonSizeWithin((value as Record<string, unknown>)[key], most - size);
    if (size > most) break;
  }
  return size;
}
