import type { Cell, Database } from './database.ts';
import { valueIn } from './event-row.ts';
import { identityFrom, lifeOf } from './process-identity.ts';
import { transaction } from './transaction.ts';

const DAY = 86_400_000;

/** What goes of the runs that have ended; each that is given counts by itself. */
export interface PruneOptions {
  /** So many of the newest stay. */
  readonly keep?: number | undefined;
  /** Those begun before then go. */
  readonly before?: Date | undefined;
  /** Waiting and interrupted ones begun before then go, too. */
  readonly unfinishedBefore?: Date | undefined;
  /** The oldest go until what is in the file takes no more bytes. */
  readonly bytes?: number | undefined;
  /** Nothing is deleted. */
  readonly dryRun?: boolean | undefined;
}

/** What goes by itself. */
export interface UsualOptions {
  readonly keep: number;
  readonly before: Date;
  readonly unfinishedBefore: Date;
  readonly bytes: number;
}

/** What happens by itself: `keep` is overstepped by `slack`, so that not each run has to clear away another. */
export const usual = { keep: 200, days: 30, unfinishedDays: 90, bytes: 500_000_000, slack: 20 };

/** Clears away what is usual, where it is time. Throws StoreError. */
export function pruneUsually(database: Database, now = Date.now()): void {
  const options = usualOptions(database, now);
  if (options) prune(database, options);
}

/** What is usual to go; undefined where it isn't time yet. Throws what the database throws. */
export function usualOptions(database: Database, now: number): UsualOptions | undefined {
  const before = now - usual.days * DAY;
  const sql = `SELECT (SELECT count(*) FROM runs) AS runs, (SELECT CAST(min(started_at) AS INTEGER) FROM runs) AS oldest`;
  const { runs, oldest } = database.prepare(sql).get() ?? {};
  const isMuch = usedBytes(database) > usual.bytes;
  // A day's runs go together.
  const isOld = typeof oldest === 'number' && oldest < before - DAY;
  if (Number(runs) <= usual.keep + usual.slack && !isOld && !isMuch) return undefined;
  return {
    keep: usual.keep,
    before: new Date(before),
    unfinishedBefore: new Date(now - usual.unfinishedDays * DAY),
    bytes: usual.bytes,
  };
}

/** Deletes runs and gives their ids, the oldest first. Throws StoreError. */
export function prune(database: Database, options: PruneOptions): string[] {
  const { before, unfinishedBefore, bytes, dryRun } = options;
  const gone = transaction(database, () => {
    const found = new Map<number, string>();
    const add = (sql: string, ...cells: Cell[]): void => {
      for (const { n, id } of database.prepare(sql).all(...cells)) found.set(Number(n), String(id));
    };
    const keep = options.keep ?? -1;
    if (keep >= 0) add(`${ENDED} ORDER BY started_at DESC, n DESC LIMIT -1 OFFSET ?`, keep);
    if (before) add(`${ENDED} AND started_at < ?`, before.getTime());
    if (unfinishedBefore) addUnfinished(database, unfinishedBefore, found);
    const numbers = [...found.keys()].sort((a, b) => a - b);
    if (!dryRun) for (const n of numbers) remove(database, n);
    if (bytes !== undefined && !dryRun) {
      for (const { n, id } of database.prepare(`${ENDED} ORDER BY started_at, n`).all()) {
        if (usedBytes(database) <= bytes) break;
        remove(database, Number(n));
        found.set(Number(n), String(id));
      }
    }
    if (!dryRun) database.exec(UNUSED);
    return [...found].sort(([a], [b]) => a - b).map(([, id]) => id);
  });
  if (gone.length > 0 && !dryRun) database.exec('PRAGMA incremental_vacuum');
  return gone;
}

const ENDED = `SELECT n, CAST(id AS BLOB) AS id FROM runs WHERE status IN ('succeeded', 'failed', 'cancelled')`;
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
