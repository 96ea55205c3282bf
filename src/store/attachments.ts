import { createHash } from 'node:crypto';
import type { Database } from './database.ts';

/** Keeps a text under a name of a run; equal texts are kept once. Throws what the database throws. */
export function attach(database: Database, run: number, name: string, text: string): void {
  const hash = hashOf(text);
  keepBlob(database, hash, text);
  database.prepare('INSERT OR REPLACE INTO attachments VALUES (?, ?, ?)').run(run, name, hash);
}

/** By which a text is known in a store. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Keeps a text, unless it is there. Throws what the database throws. */
export function keepBlob(database: Database, hash: string, text: string): void {
  database.prepare('INSERT OR IGNORE INTO blobs VALUES (?, ?)').run(hash, text);
}
