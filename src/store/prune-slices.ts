import type { Cell, Database } from './database.ts';
import { addUnfinished, remove, usedBytes } from './prune.ts';
import { transaction } from './transaction.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * What goes by itself: of each user all but the newest `keep` (with those of the last `hours`: an idempotency key holds as long as its run is
 * there), what is old, and what is too much for the file. `keep` is overstepped by `slack`, so that not each run has to clear away another.
 */
export const usual = {
  keep: 200,
  hours: 1,
  days: 30,
  unfinishedDays: 90,
  bytes: 500_000_000,
  slack: 20,
};

/** What one slice deletes at most: rows, and bytes of texts unless a single row has more. */
const ROWS = 500;
const BYTES = 4_000_000;
/** What a run itself costs, with what belongs to it besides its events and results. Rows. */
const RUN = 10;
/** Pages that are given back to the system at a time. */
const PAGES = 500;

/** Where something else is usual. */
export interface SliceLimits {
  /** What is younger is never too many, unless the command line ran it. Milliseconds. */
  readonly grace?: number;
  /** What the file may hold. */
  readonly bytes?: number;
}

/**
 * Clears away what is usual, where it is time, a little with each step: a process that serves others has to do other things in between.
 * A run that is half gone when that ends is the first to go the next time. Throws what the database throws.
 */
export function* pruneSlices(
  database: Database,
  { grace = usual.hours * HOUR, bytes = usual.bytes }: SliceLimits = {},
): Generator<undefined> {
  const limits = { grace, bytes, now: Date.now() };
  if (!isTime(database, limits)) return;
  const victims = new Victims(database, limits);
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

type Limits = Required<SliceLimits> & { readonly now: number };

/** Whether there is something to clear away. */
function isTime(database: Database, { bytes, now }: Limits): boolean {
  if (usedBytes(database) > bytes) return true;
  const sql = `SELECT CAST(min(started_at) AS INTEGER) AS oldest FROM runs`;
  const { oldest } = database.prepare(sql).get() ?? {};
  // A day's runs go together.
  if (typeof oldest === 'number' && oldest < now - (usual.days + 1) * DAY) return true;
  const many = 'SELECT 1 FROM runs GROUP BY user HAVING count(*) > ? LIMIT 1';
  return database.prepare(many).get(usual.keep + usual.slack) !== undefined;
}

/** What a user has kept. */
interface Share {
  /** Null: of the command line. */
  readonly user: Cell;
  /** So many of the runs that have ended are too many. */
  surplus: number;
  /** About. Bytes. */
  bytes: number;
}

/** A run that goes. */
interface Victim {
  readonly n: number;
  readonly at: number;
  readonly bytes: number;
  readonly share?: Share;
}

/** The runs that go, one after the other. What one user has too much of costs nobody else's runs. */
class Victims {
  readonly #database: Database;
  readonly #limits: Limits;
  readonly #unfinished: number[];
  readonly #shares: readonly Share[];
  #victim: Victim | undefined;

  constructor(database: Database, limits: Limits) {
    this.#database = database;
    this.#limits = limits;
    const found = new Map<number, string>();
    addUnfinished(database, new Date(limits.now - usual.unfinishedDays * DAY), found);
    this.#unfinished = [...found.keys()];
    const sql = `SELECT CAST(user AS BLOB) AS user, total(${ENDED}) AS ended, total(size) AS bytes
      FROM runs GROUP BY user`;
    this.#shares = database
      .prepare(sql)
      .all()
      .map(({ user = null, ended, bytes }) => {
        return { user, surplus: Number(ended) - usual.keep, bytes: Number(bytes) };
      });
  }

  /** The same again until it is {@link gone}. */
  next(): number | undefined {
    this.#victim ??= this.#find();
    return this.#victim?.n;
  }

  gone(): void {
    const { share, bytes } = this.#victim ?? {};
    this.#victim = undefined;
    if (!share) return;
    share.surplus--;
    share.bytes -= bytes ?? 0;
  }

  #find(): Victim | undefined {
    const unfinished = this.#unfinished.shift();
    if (unfinished !== undefined) return { n: unfinished, at: 0, bytes: 0 };
    return this.#tooMany() ?? this.#tooOld() ?? this.#tooLarge();
  }

  #tooMany(): Victim | undefined {
    const { now, grace } = this.#limits;
    for (const share of this.#shares) {
      const victim = share.surplus > 0 ? this.#oldestOf(share) : undefined;
      if (victim && (share.user === null || victim.at < now - grace)) return victim;
      share.surplus = Math.min(0, share.surplus);
    }
    return undefined;
  }

  #tooOld(): Victim | undefined {
    const victim = this.#oldest(ENDED, []);
    return victim && victim.at < this.#limits.now - usual.days * DAY ? victim : undefined;
  }

  /** Of whoever has the most in the file: what has ended, else what waits. */
  #tooLarge(): Victim | undefined {
    if (usedBytes(this.#database) <= this.#limits.bytes) return undefined;
    const shares = [...this.#shares].sort((a, b) => b.bytes - a.bytes);
    for (const share of shares) {
      const victim = this.#oldestOf(share) ?? this.#oldestOf(share, "status = 'waiting'");
      if (victim) return victim;
    }
    return undefined;
  }

  #oldestOf(share: Share, which = ENDED): Victim | undefined {
    const victim = this.#oldest(`${which} AND user IS ?`, [share.user]);
    return victim && { ...victim, share };
  }

  #oldest(where: string, cells: readonly Cell[]): Victim | undefined {
    const sql = `SELECT n, CAST(started_at AS INTEGER) AS at, size FROM runs WHERE ${where}
      ORDER BY started_at, n LIMIT 1`;
    const { n, at, size } = this.#database.prepare(sql).get(...cells) ?? {};
    return n === undefined ? undefined : { n: Number(n), at: Number(at), bytes: Number(size) };
  }
}

const ENDED = `status IN ('succeeded', 'failed', 'cancelled')`;

function freePages(database: Database): number {
  return Number(database.prepare('PRAGMA freelist_count').get()?.freelist_count ?? 0);
}
