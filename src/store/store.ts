import type { KeptResult } from '../engine/kept-result.ts';
import type { RunEvent } from '../engine/run-event.ts';
import { isObject, objectOf, toJson, type ValueObject } from '../flow/value.ts';
import { attach } from './attachments.ts';
import { CacheRows } from './cache-rows.ts';
import type { Database, Row } from './database.ts';
import { EventLog } from './event-log.ts';
import { eventCells, valueIn } from './event-row.ts';
import { identityFrom, lifeOf, thisProcess } from './process-identity.ts';
import { pruneSlices, type SliceLimits } from './prune-slices.ts';
import { prune, type PruneOptions } from './prune.ts';
import { isAt, putAside } from './put-aside.ts';
import {
  attachmentOf,
  eventsOf,
  inputsOf,
  lastEventOf,
  lastSizeOf,
  pageOf,
  resultsOf,
  type PageSize,
} from './run-log.ts';
import { recordsCalled, recordsLike, summariesLike } from './run-rows.ts';
import type { NewRun, RunFilter, RunOwner, RunRecord, RunSummary } from './run-record.ts';
import { storeError } from './store-error.ts';
import { StoredRun } from './stored-run.ts';
import { transaction } from './transaction.ts';
import { WriteQueue } from './write-queue.ts';

/** What became of the wish to take over a run: it is ours, somebody has it, or there is none. */
export type TakenOver =
  | { readonly run: StoredRun }
  | { readonly taken: RunOwner }
  /** Somebody has gone on with it in the meantime. */
  | { readonly moved: true }
  | undefined;

/** How a run is taken over. */
export interface TakeOver {
  readonly force?: boolean;
  readonly forget?: readonly string[];
  /** The number of its next event, as far as is known. */
  readonly next?: number;
  /** With what other runs of this process it is written. */
  readonly queue?: WriteQueue;
  /** What its origin says otherwise from now on, key by key. */
  readonly asked?: ValueObject;
}

/**
 * The runs of a project, in a file that several processes use at once. All methods throw StoreError. {@link openStore}
 * makes one.
 */
export class Store {
  readonly file: string;
  readonly cache: CacheRows;
  readonly #database: Database;
  readonly #seen: bigint | undefined;
  /** This process, which can't become another. */
  #owner: string | undefined;

  /** `seen`: which file it is, as {@link fileAt} tells it. */
  constructor(database: Database, file: string, seen: bigint | undefined) {
    this.#database = database;
    this.file = file;
    this.#seen = seen;
    this.cache = new CacheRows(database);
  }

  /** Begins a run, which belongs to this process. */
  begin(run: NewRun): StoredRun {
    const { id } = run;
    const insert = this.#inserting(run, toJson({ ...thisProcess() }));
    // Others see it at once. On the disk it must be only when something follows, which takes it along.
    this.#database.exec('PRAGMA synchronous = NORMAL');
    const n = transaction(this.#database, insert);
    this.#database.exec('PRAGMA synchronous = FULL');
    return new StoredRun(this.#database, this.file, { id, n, results: 0 });
  }

  /** For a process that keeps many runs at once: what they write in one turn of the event loop is written together. */
  queue(): WriteQueue {
    return new WriteQueue(this.#database, this.file);
  }

  /** Begins a run with others: it is there once the queue has written it. */
  beginIn(queue: WriteQueue, run: NewRun): StoredRun {
    this.#owner ??= toJson({ ...thisProcess() });
    const place = { id: run.id, n: -1, results: 0 };
    const stored = new StoredRun(this.#database, this.file, place, queue);
    const { id, flow, file, user = null, origin, attachments = {} } = run;
    const { served = null, session = null } = run;
    const now = Date.now();
    stored.begin({
      ...{ id, flow, file, status: 'running', started_at: now, ended_at: null, duration_ms: null },
      ...{ error: null, questions: null, origin: toJson(origin), owner: this.#owner, user },
      ...{ served, session, size: null },
    });
    queue.insert(stored, 'sessions', [0, this.#owner, now], true);
    for (const [name, text] of Object.entries(attachments)) stored.attach(name, text);
    return stored;
  }

  /**
   * Makes a run that is not going on belong to this process: it is `running` again, in a new session. Not one whose
   * process is alive, nor one of a process that can't be seen from here, unless `force` says that it is gone. `forget`: keys of
   * results that hold no longer.
   */
  takeOver(id: string, how: TakeOver = {}): TakenOver {
    const { force = false, forget = [], next, queue, asked } = how;
    return transaction(this.#database, (): TakenOver => {
      const row = this.#row(id);
      if (!row) return undefined;
      const owner = identityFrom(valueIn(row.owner));
      const life = owner ? lifeOf(owner) : 'dead';
      if (owner && (life === 'alive' || (life === 'unknown' && !force))) {
        return { taken: { id, owner, life } };
      }
      const n = Number(row.n);
      if (next !== undefined && this.#next('events', 'seq', n) !== next) {
        if (next > this.#next('events', 'seq', n) || this.events(id, next).length > 0) {
          return { moved: true };
        }
        // What stands there can't be read by anybody: the log goes on in its place.
        this.#database.prepare('DELETE FROM events WHERE run = ? AND seq >= ?').run(n, next);
      }
      const mine = toJson({ ...thisProcess() });
      this.#database
        .prepare(
          `UPDATE runs SET status = 'running', owner = ?, ended_at = NULL, error = NULL, questions = NULL
           WHERE n = ?`,
        )
        .run(mine, n);
      if (asked) this.#askedAnew(n, asked);
      for (const key of forget) {
        this.#database.prepare('DELETE FROM results WHERE run = ? AND key = ?').run(n, key);
      }
      this.#session(n, this.#next('events', 'seq', n), mine, Date.now());
      const place = { id, n, results: this.#next('results', 'n', n) };
      return { run: new StoredRun(this.#database, this.file, place, queue) };
    });
  }

  /** Closes a run that is not going on, as cancelled. Gives whose it is where it is somebody's. */
  cancel(id: string, { force = false } = {}): RunOwner | undefined {
    return transaction(this.#database, () => {
      const owner = this.owner(id);
      if (owner && (owner.life === 'alive' || !force)) return owner;
      this.#tellCancelled(id);
      this.#database
        .prepare(
          `UPDATE runs SET status = 'cancelled', ended_at = ?, questions = NULL, owner = NULL WHERE id = ?`,
        )
        .run(Date.now(), id);
      return undefined;
    });
  }

  /** A log ends with the end of its run. */
  #tellCancelled(id: string): void {
    const n = Number(this.#row(id)?.n ?? Number.NaN);
    const last = this.lastEvent(id);
    if (Number.isNaN(n) || last?.type === 'run_finished') return;
    const event: RunEvent = {
      ...{ seq: this.#next('events', 'seq', n), run_id: id, time: new Date().toISOString() },
      ...{ type: 'run_finished', status: 'cancelled', outputs: {}, single: false, error: null },
      duration_ms: last?.type === 'run_waiting' ? last.duration_ms : 0,
    };
    const insert = this.#database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?)');
    insert.run(n, ...eventCells(event));
  }

  /** The process that a run belongs to; undefined where it belongs to none, or to one that is there no more. */
  owner(id: string): RunOwner | undefined {
    const owner = identityFrom(valueIn(this.#row(id)?.owner));
    if (!owner) return undefined;
    const life = lifeOf(owner);
    return life === 'dead' ? undefined : { id, owner, life };
  }

  /** The runs that a text means: an id, the beginning of one (the newest first, at most ten), or `latest`. */
  find(text: string): RunRecord[] {
    if (text === 'latest') return this.list({ limit: 1 });
    return recordsCalled(this.#database, text);
  }

  /** The newest first. */
  list(filter: RunFilter = {}): RunRecord[] {
    return recordsLike(this.#database, filter);
  }

  /** The same without how they were begun, which is not even read: that may be much. */
  summaries(filter: RunFilter = {}): RunSummary[] {
    return summariesLike(this.#database, filter);
  }

  /**
   * All that a run has told, in order, as far as it can be read; empty where there is no such run. `from`: only what comes from this number on, `limit` events
   * of it at most.
   */
  events(id: string, from = 0, limit = -1): RunEvent[] {
    return eventsOf(this.#database, id, from, limit);
  }

  /**
   * The next of them from a number on, for who takes them in pages: none where there are no more. At most so many rows and so many
   * bytes, unless the first is larger.
   */
  page(id: string, from: number, size: PageSize): RunEvent[] {
    return pageOf(this.#database, id, from, size);
  }

  /** The same for a run that may be long: read while it is gone through, as often as that is done. */
  log(id: string): Iterable<RunEvent> {
    return new EventLog(this.#database, id);
  }

  /** The last that a run has told, as far as it can be read. */
  lastEvent(id: string): RunEvent | undefined {
    return lastEventOf(this.#database, id);
  }

  /** How many bytes the last that a run has told has in the store, without reading it. */
  lastSize(id: string): number {
    return lastSizeOf(this.#database, id);
  }

  /** The results that a run has kept, with their outputs, in the order in which they came about; of each key the last. */
  results(id: string): KeptResult[] {
    return resultsOf(this.#database, id);
  }

  /** What executions were given, by the number of the event that tells their end: of those in `wanted`. */
  inputs(id: string, wanted: ReadonlySet<number>): Map<number, ValueObject> {
    return inputsOf(this.#database, id, wanted);
  }

  /** A text that belongs to a run. */
  attachment(id: string, name: string): string | undefined {
    return attachmentOf(this.#database, id, name);
  }

  /** Deletes runs that have ended; gives the ids of those, the oldest first. */
  prune(options: PruneOptions): string[] {
    return prune(this.#database, options);
  }

  /** The same as it is usual (see the page on runs), where it is time; cheap where it isn't. */
  pruneUsually(): void {
    const slices = this.pruneSlices();
    while (slices.next().done !== true);
  }

  /** The same a little with each step, for a process that has other things to do. */
  pruneSlices(limits?: SliceLimits): Generator<undefined> {
    return pruneSlices(this.#database, limits);
  }

  /** A run of this process is not going on any more, though its end could not be written: whoever likes can take it over. */
  letGo(id: string): void {
    const sql = `UPDATE runs SET owner = NULL WHERE id = ? AND status = 'running' AND owner = ?`;
    this.#database.prepare(sql).run(id, this.#owner ?? null);
  }

  /** Whether its file is still where it was, and the same. */
  isThere(): boolean {
    return isAt(this.file, this.#seen);
  }

  /** Lets go of a file that has turned out to be damaged, and puts it aside. Gives its new path, undefined where another process was faster. */
  putAside(): string | undefined {
    try {
      this.close();
    } catch {
      // It is damaged.
    }
    try {
      return putAside(this.file, this.#seen);
    } catch (error) {
      throw storeError(error, this.file);
    }
  }

  /** Brings all that stands in the log beside the file into the file itself: then it can be copied alone. */
  checkpoint(): void {
    this.#database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  }

  /** Lets go of the file. */
  close(): void {
    this.#database.close();
  }

  /** What writes a new run and gives its number. */
  #inserting(run: NewRun, owner: string): () => number {
    const { id, flow, file, user = null, origin, attachments = {} } = run;
    const now = Date.now();
    const text = toJson(origin);
    return () => {
      const row = this.#database
        .prepare(
          `INSERT INTO runs (id, flow, file, status, started_at, origin, owner, user)
           VALUES (?, ?, ?, 'running', ?, ?, ?, ?) RETURNING n`,
        )
        .get(id, flow, file, now, text, owner, user);
      const n = Number(row?.n);
      this.#session(n, 0, owner, now);
      for (const [name, body] of Object.entries(attachments)) attach(this.#database, n, name, body);
      return n;
    };
  }

  #row(id: string): Row | undefined {
    return this.#database
      .prepare('SELECT n, CAST(owner AS BLOB) AS owner FROM runs WHERE id = ?')
      .get(id);
  }

  #askedAnew(n: number, asked: ValueObject): void {
    const read = 'SELECT CAST(origin AS BLOB) AS origin FROM runs WHERE n = ?';
    const origin = valueIn(this.#database.prepare(read).get(n)?.origin);
    // A damaged one stays as it is.
    if (!isObject(origin)) return;
    const anew = objectOf([...Object.entries(origin), ...Object.entries(asked)]);
    this.#database.prepare('UPDATE runs SET origin = ? WHERE n = ?').run(toJson(anew), n);
  }

  #next(table: 'events' | 'results', column: 'seq' | 'n', n: number): number {
    const sql = `SELECT coalesce(max(${column}) + 1, 0) AS next FROM ${table} WHERE run = ?`;
    return Number(this.#database.prepare(sql).get(n)?.next ?? 0);
  }

  #session(n: number, firstSeq: number, owner: string, now: number): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?)')
      .run(n, firstSeq, owner, now);
  }
}
