import { hashOf, keepBlob } from './attachments.ts';
import { BulkInsert } from './bulk-insert.ts';
import type { Cell, Database } from './database.ts';
import { storeError, type StoreError } from './store-error.ts';
import { transaction } from './transaction.ts';

/** What is not written at once waits so long for more of its kind. Milliseconds. */
const BATCH = 100;
/** More than this is not kept waiting. */
const FULL = 1_000;
/** So many hashes of texts are remembered. */
const HASHES = 64;

/** The tables that belong to a run, by whose number each row begins; and how many columns follow it. */
const tables = { events: 4, results: 4, sessions: 3, attachments: 2 } as const;
type Table = keyof typeof tables;

/** A new run's row without its number. */
export interface NewRow {
  readonly columns: {
    id: string;
    flow: string;
    file: string;
    status: string;
    started_at: number;
    ended_at: number | null;
    duration_ms: number | null;
    error: string | null;
    questions: string | null;
    origin: string;
    owner: string | null;
    user: string | null;
    served: string | null;
    session: string | null;
    size: number | null;
  };
  /** Is told the number that the row got. */
  readonly numbered: (n: number) => void;
}

/** A run that is written by a queue. */
export interface QueuedRun {
  /** Its number in the store. */
  readonly number: number;
  /** What it gave the queue is on the disk, or could not be written. */
  written(failure: StoreError | undefined): void;
}

/** What one run has to write. */
interface Pending {
  begin: NewRow | undefined;
  /** Texts by their hashes. */
  readonly blobs: Map<string, string>;
  readonly rows: { readonly table: Table; readonly cells: readonly Cell[] }[];
  /** Done before the rows are written. */
  readonly writes: (() => void)[];
}

type Batch = ReadonlyMap<QueuedRun, Pending>;

/**
 * Writes what many runs give it: all of one turn of the event loop together, many rows in one statement, because it is
 * the waiting for the disk and the calls of the database that cost. Where that fails, each run is written by itself, so that one that
 * can't be does not take others along.
 */
export class WriteQueue {
  readonly #database: Database;
  readonly #file: string;
  readonly #runs: BulkInsert;
  readonly #inserts: Readonly<Record<Table, BulkInsert>>;
  /** Of texts that were attached lately: those of flows come again and again. */
  readonly #hashes = new Map<string, string>();
  #pending = new Map<QueuedRun, Pending>();
  #count = 0;
  #soon: NodeJS.Immediate | undefined;
  #later: NodeJS.Timeout | undefined;

  constructor(database: Database, file: string) {
    this.#database = database;
    this.#file = file;
    const of = (table: Table): BulkInsert =>
      new BulkInsert(database, `INSERT OR REPLACE INTO ${table} VALUES`, tables[table] + 1);
    this.#inserts = {
      events: new BulkInsert(database, 'INSERT INTO events VALUES', tables.events + 1),
      results: of('results'),
      sessions: of('sessions'),
      attachments: of('attachments'),
    };
    const columns = `n, id, flow, file, status, started_at, ended_at, duration_ms, error, questions, origin, owner, user, served, session, size`;
    this.#runs = new BulkInsert(database, `INSERT INTO runs (${columns}) VALUES`, 16);
  }

  /** A run begins. */
  begin(run: QueuedRun, row: NewRow): void {
    this.#of(run).begin = row;
    this.#schedule(true);
  }

  /** The row of a run that is not written yet: what changes in it can be changed in place. */
  begun(run: QueuedRun): NewRow | undefined {
    return this.#pending.get(run)?.begin;
  }

  /** `cells`: without the run's number, which comes first. */
  insert(run: QueuedRun, table: Table, cells: readonly Cell[], isUrgent: boolean): void {
    this.#of(run).rows.push({ table, cells });
    this.#schedule(isUrgent);
  }

  /** A text that belongs to a run, in place of an earlier one of that name. */
  attach(run: QueuedRun, name: string, text: string): void {
    let hash = this.#hashes.get(text);
    if (hash === undefined) {
      hash = hashOf(text);
      if (this.#hashes.size >= HASHES) this.#hashes.clear();
      this.#hashes.set(text, hash);
    }
    this.#of(run).blobs.set(hash, text);
    this.insert(run, 'attachments', [name, hash], false);
  }

  /** Something else that is to be written. */
  add(run: QueuedRun, write: () => void, isUrgent: boolean): void {
    this.#of(run).writes.push(write);
    this.#schedule(isUrgent);
  }

  /** Writes now what waits, and tells the runs. Never throws. */
  flush(): void {
    clearImmediate(this.#soon);
    clearTimeout(this.#later);
    this.#soon = this.#later = undefined;
    const pending = this.#pending;
    this.#pending = new Map();
    this.#count = 0;
    if (pending.size === 0) return;
    const failures = this.#write(pending) ? this.#writeEach(pending) : undefined;
    for (const run of pending.keys()) run.written(failures?.get(run));
  }

  #of(run: QueuedRun): Pending {
    let pending = this.#pending.get(run);
    if (!pending) {
      pending = { begin: undefined, blobs: new Map(), rows: [], writes: [] };
      this.#pending.set(run, pending);
    }
    return pending;
  }

  #schedule(isUrgent: boolean): void {
    this.#count++;
    if (isUrgent || this.#count >= FULL) this.#soon ??= setImmediate(() => this.flush());
    else this.#later ??= setTimeout(() => this.flush(), BATCH).unref();
  }

  /** Why they could not be written together. */
  #write(batch: Batch): StoreError | undefined {
    try {
      transaction(this.#database, () => this.#writeAll(batch));
      return undefined;
    } catch (error) {
      return storeError(error, this.#file);
    }
  }

  #writeAll(batch: Batch): void {
    this.#writeBegins([...batch.values()].flatMap(({ begin }) => begin ?? []));
    const rows = { events: [], results: [], sessions: [], attachments: [] } as Record<
      Table,
      Cell[][]
    >;
    const blobs = new Map<string, string>();
    for (const [run, pending] of batch) {
      for (const [hash, text] of pending.blobs) blobs.set(hash, text);
      for (const write of pending.writes) write();
      for (const { table, cells } of pending.rows) rows[table].push([run.number, ...cells]);
    }
    for (const [hash, text] of blobs) keepBlob(this.#database, hash, text);
    for (const table of Object.keys(tables) as Table[]) this.#inserts[table].run(rows[table]);
  }

  #writeBegins(rows: readonly NewRow[]): void {
    if (rows.length === 0) return;
    const sql = 'SELECT coalesce(max(n), 0) AS last FROM runs';
    // Nobody else writes meanwhile.
    const last = Number(this.#database.prepare(sql).get()?.last ?? 0);
    const cells = rows.map(({ columns, numbered }, index) => {
      const n = last + 1 + index;
      numbered(n);
      return [n, ...Object.values(columns)];
    });
    this.#runs.run(cells);
  }

  #writeEach(batch: Batch): ReadonlyMap<QueuedRun, StoreError> {
    const failures = new Map<QueuedRun, StoreError>();
    for (const [run, pending] of batch) {
      const failure = this.#write(new Map([[run, pending]]));
      if (failure) failures.set(run, failure);
    }
    return failures;
  }
}
