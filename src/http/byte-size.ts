const units = ['bytes', 'KB', 'MB', 'GB'];

/** More than this fits into no text of JavaScript's, base64 included. */
export const largestSize = 256 * 1024 * 1024;

/** A number of bytes, or a text like `500KB`, `1.5 MB` (of 1024 each); undefined for anything else. */
export function parseByteSize(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const match = /^\s*(\d+(?:\.\d+)?)\s*(?:([KMG])i?)?(?:B|bytes)?\s*$/i.exec(text);
  if (!match) return undefined;
  const unit = ['', 'K', 'M', 'G'].indexOf((match[2] ?? '').toUpperCase());
  const size = Math.round(Number(match[1]) * 1024 ** unit);
  return size > 0 && size <= largestSize ? size : undefined;
}

/** A number of bytes as a person writes it: `10 MB`. */
export function readableSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Number.isInteger(size) ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}
