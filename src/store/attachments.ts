import { createHash } from 'node:crypto';
import type { Database } from './database.ts';

/** Keeps a text under a name of a run; equal texts are kept once. Throws what the database throws. */
export function attach(database: Database, run: number, name: string, text: string): void {
  const hash = createHash('sha256').update(text).digest('hex');
  database.prepare('INSERT OR IGNORE INTO blobs VALUES (?, ?)').run(hash, text);
  database.prepare('INSERT OR REPLACE INTO attachments VALUES (?, ?, ?)').run(run, name, hash);
}
