import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stateFolder } from '../../store/store-place.ts';
import type { Environment } from '../language.ts';

const FILE = 'fingerprint.key';

/**
 * The key under which secrets go into hashes: whoever has a store alone can't try out what a short one was. It is made from
 * BISHENG_SECRET_KEY, or is a random one in this user's own state folder, not in the project. Where none can be kept, it
 * is good for this process only: then what rests on a secret is done again. Never throws.
 */
export function secretKey(environment: Environment): string {
  const given = environment.BISHENG_SECRET_KEY;
  if (given !== undefined && given !== '') return hmac(given, 'fingerprints');
  const file = path.join(stateFolder({ ...environment }, process.platform), FILE);
  const known = keys.get(file) ?? keptKey(file);
  keys.set(file, known);
  return known;
}

const keys = new Map<string, string>();

/** A hash that only who has the key can make. */
export function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function keptKey(file: string): string {
  const made = randomBytes(32).toString('hex');
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, made, { flag: 'wx', mode: 0o600 });
    return made;
  } catch {
    return readKey(file) ?? made;
  }
}

/** Another process may just be about to write it: an empty one is none. */
function readKey(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return /^[\da-f]{64}$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
