import type { Driver } from './database.ts';
import { nodeSqlite } from './node-sqlite.ts';

/** Neither the runtime nor the installation has SQLite. */
export class DriverMissing extends Error {
  override name = 'DriverMissing';
}

/** The way to SQLite that there is: `node:sqlite` (Node 22.13 and later), else libsql. Rejects with DriverMissing. */
export async function findDriver(): Promise<Driver> {
  const own = nodeSqlite();
  if (own) return own;
  try {
    const { libsql } = await import('./libsql.ts');
    return libsql;
  } catch (cause) {
    throw new DriverMissing('no SQLite', { cause });
  }
}
