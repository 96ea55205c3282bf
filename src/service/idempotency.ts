import { createHash } from 'node:crypto';
import { canonical } from '../flow/fingerprint/canonical.ts';
import { objectOf, type Value } from '../flow/value.ts';
import type { StartRequest } from './run-request.ts';

/** A run's id that only this user's key leads to. */
export function idOfKey(user: string, key: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([user, key]))
    .digest('hex');
  // A UUID of version 8 (RFC 9562): its bits are our own.
  const variant = ((parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`];
  return [...parts, variant + hash.slice(17, 20), hash.slice(20, 32)].join('-');
}

/** What two requests for the same have in common, and no others. */
export function requestHash({
  flow,
  alone,
  inputs,
  parameters = {},
  timeout,
}: StartRequest): string {
  const asked: Value = objectOf([
    ['flow', flow],
    ...(alone ? [['config', alone.config] as const] : []),
    ['inputs', inputs],
    ['parameters', parameters],
    ['timeout', timeout ?? null],
  ]);
  return createHash('sha256').update(canonical(asked, false)).digest('hex');
}
