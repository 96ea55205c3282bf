import type { Value } from '../flow/value.ts';
import { toJson } from '../flow/value.ts';
import type { Database } from './database.ts';
import { valueIn } from './event-row.ts';
import { transaction } from './transaction.ts';

/** Results that other runs may take over, by keys that say all that they depend on. All methods throw StoreError. */
export class CacheRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What is kept under a key; undefined where nothing is. It counts as used. */
  get(key: string): Value | undefined {
    const row = this.#database
      .prepare(
        'SELECT CAST(body AS BLOB) AS body, CAST(used_at AS INTEGER) AS used_at FROM cache WHERE key = ?',
      )
      .get(key);
    const value = valueIn(row?.body);
    const now = Date.now();
    // Not each use is worth a write.
    if (value !== undefined && now - Number(row?.used_at) > 60_000) {
      this.#database.prepare('UPDATE cache SET used_at = ? WHERE key = ?').run(now, key);
    }
    return value;
  }

  /** Keeps a value, in place of an earlier one. Gives its size in bytes. */
  put(key: string, value: Value): number {
    const body = toJson(value);
    const size = Buffer.byteLength(body) + key.length;
    this.#database
      .prepare('INSERT OR REPLACE INTO cache VALUES (?, ?, ?, ?)')
      .run(key, body, size, Date.now());
    return size;
  }

  /** Keeps several, or none of them. */
  putAll(entries: Iterable<readonly [string, Value]>): void {
    transaction(this.#database, () => {
      for (const [key, value] of entries) this.put(key, value);
    });
  }

  /** How many there are, and their bytes. */
  size(): { readonly entries: number; readonly bytes: number } {
    const sql = 'SELECT count(*) AS entries, coalesce(sum(size), 0) AS bytes FROM cache';
    const row = this.#database.prepare(sql).get();
    return { entries: Number(row?.entries ?? 0), bytes: Number(row?.bytes ?? 0) };
  }

  /** Drops those that nobody has used for longest, until no more than so many bytes are left. Gives how many. */
  trim(bytes: number): number {
    let { bytes: left } = this.size();
    if (left <= bytes) return 0;
    return transaction(this.#database, () => {
      const rows = this.#database
        .prepare('SELECT rowid AS n, CAST(size AS INTEGER) AS size FROM cache ORDER BY used_at')
        .all();
      let dropped = 0;
      for (const { n, size } of rows) {
        if (left <= bytes) break;
        this.#database.prepare('DELETE FROM cache WHERE rowid = ?').run(n ?? null);
        left -= Number(size);
        dropped++;
      }
      return dropped;
    });
  }

  /** Drops all. */
  clear(): void {
    this.#database.exec('DELETE FROM cache; PRAGMA incremental_vacuum');
  }
}
