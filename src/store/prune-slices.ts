import type { Database } from './database.ts';
import { addUnfinished, remove, usedBytes, usualOptions, type UsualOptions } from './prune.ts';
import { transaction } from './transaction.ts';

/** What one slice deletes at most: rows, and bytes of texts unless a single row has more. */
const ROWS = 500;
const BYTES = 4_000_000;
/** What a run itself costs, with what belongs to it besides its events and results. Rows. */
const RUN = 10;
/** Pages that are given back to the system at a time. */
const PAGES = 500;

/**
 * Clears away what is usual, where it is time, a little with each step: a process that serves others has to do other things in between.
 * A run that is half gone when that ends is the first to go the next time. Throws what the database throws.
 */
export function* pruneSlices(database: Database, now = Date.now()): Generator<undefined> {
  const options = usualOptions(database, now);
  if (!options) return;
  const victims = new Victims(database, options);
  while (transaction(database, () => slice(database, victims))) yield;
  for (let left = freePages(database); left > 0;) {
    yield;
    database.exec(`PRAGMA incremental_vacuum(${PAGES})`);
    const now = freePages(database);
    if (now >= left) return;
    left = now;
  }
}

/** Gives whether there is more to delete. */
function slice(database: Database, victims: Victims): boolean {
  const budget = { rows: ROWS, bytes: BYTES };
  while (budget.rows > 0 && budget.bytes > 0) {
    const run = victims.next();
    if (run === undefined) return false;
    if (shorten(database, run, budget)) {
      remove(database, run);
      victims.gone();
      budget.rows -= RUN;
    }
  }
  return true;
}

/** Deletes of a run's rows what the budget allows; gives whether so few are left that the run itself can go. */
function shorten(
  database: Database,
  run: number,
  budget: { rows: number; bytes: number },
): boolean {
  for (const [table, number] of [
    ['events', 'seq'],
    ['results', 'n'],
  ] as const) {
    // How long a text is, SQLite knows without reading it.
    const sql = `SELECT CAST(${number} AS INTEGER) AS number, octet_length(body) AS size FROM ${table} WHERE run = ? ORDER BY ${table}.${number} LIMIT ?`;
    const rows = database.prepare(sql).all(run, budget.rows + 1);
    let last: number | undefined;
    for (const row of rows) {
      if (budget.rows <= 0 || budget.bytes <= 0) break;
      budget.rows--;
      budget.bytes -= Number(row.size);
      last = Number(row.number);
    }
    if (last !== undefined) {
      database.prepare(`DELETE FROM ${table} WHERE run = ? AND ${number} <= ?`).run(run, last);
    }
    if (budget.rows <= 0 || budget.bytes <= 0) return false;
  }
  return true;
}

/** The runs that go, one after the other. */
class Victims {
  readonly #database: Database;
  readonly #options: UsualOptions;
  readonly #unfinished: number[];
  /** So many of those that have ended are too many. */
  #surplus: number;

  constructor(database: Database, options: UsualOptions) {
    this.#database = database;
    this.#options = options;
    const found = new Map<number, string>();
    addUnfinished(database, options.unfinishedBefore, found);
    this.#unfinished = [...found.keys()];
    const sql = `SELECT count(*) AS runs FROM runs WHERE ${ENDED}`;
    this.#surplus = Number(database.prepare(sql).get()?.runs) - options.keep;
  }

  /** The same again until it is {@link gone}. */
  next(): number | undefined {
    const [unfinished] = this.#unfinished;
    if (unfinished !== undefined) return unfinished;
    const sql = `SELECT n, CAST(started_at AS INTEGER) AS at FROM runs WHERE ${ENDED} ORDER BY started_at, n LIMIT 1`;
    const { n, at } = this.#database.prepare(sql).get() ?? {};
    if (n === undefined) return undefined;
    const { before, bytes } = this.#options;
    const isTooMuch = this.#surplus > 0 || Number(at) < before.getTime();
    return isTooMuch || usedBytes(this.#database) > bytes ? Number(n) : undefined;
  }

  gone(): void {
    if (this.#unfinished.shift() === undefined) this.#surplus--;
  }
}

const ENDED = `status IN ('succeeded', 'failed', 'cancelled')`;

function freePages(database: Database): number {
  return Number(database.prepare('PRAGMA freelist_count').get()?.freelist_count ?? 0);
}
