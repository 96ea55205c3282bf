import { createHash } from 'node:crypto';

/** By which a server knows that it has been asked for the same before. */
const NAME = 'Idempotency-Key';
/** What repeating a request of these does twice (RFC 9110, 9.2.2; the others are idempotent themselves). */
const methods: readonly string[] = ['POST', 'PATCH'];

/**
 * The header that tells a repeated request from a new one, where the method needs it and the flow has none of its own.
 *
 * The value has the form of a random UUID: services that check it want one, some with the version that such have, and all
 * others take any text. It stands without the quotes that the draft (draft-ietf-httpapi-idempotency-key-header) has: those
 * who check the form refuse them.
 */
export function idempotencyHeader(
  method: string,
  headers: readonly (readonly [name: string, value: string])[],
  key: string,
): [string, string][] {
  if (!methods.includes(method.trim().toUpperCase())) return [];
  if (headers.some(([name]) => name.toLowerCase() === NAME.toLowerCase())) return [];
  return [[NAME, uuidOf(key)]];
}

/** The same UUID for the same text. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  // Version 4, variant 10 (RFC 9562, 5.4).
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const parts = [[0, 8], [8, 12], [12, 16], [16, 20], [20]] as const;
  return parts.map(([from, to]) => hex.slice(from, to)).join('-');
}
