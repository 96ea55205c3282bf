import type { Database } from './database.ts';

/** Does work that is written all at once or not at all; others wait that long. Throws what the work throws. */
export function transaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // SQLite has undone it by itself, as where the disk is full.
    }
    throw error;
  }
}
