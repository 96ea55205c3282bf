import type { Cell, Database } from './database.ts';
import { valueIn } from './event-row.ts';
import { identityFrom, lifeOf } from './process-identity.ts';
import { transaction } from './transaction.ts';

/** What goes of the runs that have ended; each that is given counts by itself. */
export interface PruneOptions {
  /** So many of the newest of each user stay; those of the command line are one user's. */
  readonly keep?: number | undefined;
  /** Those begun before then go. */
  readonly before?: Date | undefined;
  /** Waiting and interrupted ones begun before then go, too. */
  readonly unfinishedBefore?: Date | undefined;
  /** Nothing is deleted. */
  readonly dryRun?: boolean | undefined;
}

/** Deletes runs and gives their ids, the oldest first. Throws StoreError. */
export function prune(database: Database, options: PruneOptions): string[] {
  const { before, unfinishedBefore, dryRun } = options;
  const gone = transaction(database, () => {
    const found = new Map<number, string>();
    const add = (sql: string, ...cells: Cell[]): void => {
      for (const { n, id } of database.prepare(sql).all(...cells)) found.set(Number(n), String(id));
    };
    const keep = options.keep ?? -1;
    if (keep >= 0) add(`SELECT n, id FROM (${RANKED}) WHERE rank > ?`, keep);
    if (before) add(`${ENDED} AND started_at < ?`, before.getTime());
    if (unfinishedBefore) addUnfinished(database, unfinishedBefore, found);
    const numbers = [...found.keys()].sort((a, b) => a - b);
    if (!dryRun) for (const n of numbers) remove(database, n);
    if (!dryRun) database.exec(UNUSED);
    return [...found].sort(([a], [b]) => a - b).map(([, id]) => id);
  });
  if (gone.length > 0 && !dryRun) database.exec('PRAGMA incremental_vacuum');
  return gone;
}

const ENDED = `SELECT n, CAST(id AS BLOB) AS id FROM runs WHERE status IN ('succeeded', 'failed', 'cancelled')`;
const RANKED = `SELECT n, CAST(id AS BLOB) AS id, row_number() OVER (
    PARTITION BY user ORDER BY started_at DESC, n DESC
  ) AS rank FROM runs WHERE status IN ('succeeded', 'failed', 'cancelled')`;
const UNUSED = 'DELETE FROM blobs WHERE hash NOT IN (SELECT hash FROM attachments)';

/** Adds unfinished runs begun before a time whose processes are there no more, by number. */
export function addUnfinished(database: Database, before: Date, found: Map<number, string>): void {
  const sql = `SELECT n, CAST(id AS BLOB) AS id, CAST(owner AS BLOB) AS owner FROM runs
    WHERE status IN ('waiting', 'running') AND started_at < ?`;
  for (const { n, id, owner } of database.prepare(sql).all(before.getTime())) {
    const identity = identityFrom(valueIn(owner));
    if (!identity || lifeOf(identity) === 'dead') found.set(Number(n), String(id));
  }
}

/** Deletes a run with all that belongs to it. */
export function remove(database: Database, n: number): void {
  const texts = database
    .prepare('SELECT CAST(hash AS BLOB) AS hash FROM attachments WHERE run = ?')
    .all(n);
  for (const table of ['events', 'results', 'sessions', 'attachments']) {
    database.prepare(`DELETE FROM ${table} WHERE run = ?`).run(n);
  }
  database.prepare('DELETE FROM runs WHERE n = ?').run(n);
  const sql =
    'DELETE FROM blobs WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM attachments WHERE hash = ?1)';
  for (const { hash } of texts) database.prepare(sql).run(hash ?? null);
}

/** What the file would take without its empty pages. */
export function usedBytes(database: Database): number {
  const pragma = (name: string): number =>
    Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
}
