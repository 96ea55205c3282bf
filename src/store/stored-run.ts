import type { KeptResult } from '../engine/kept-result.ts';
import type { RunEvent } from '../engine/run-event.ts';
import { toJson, type Value } from '../flow/value.ts';
import type { Cell, Database } from './database.ts';
import { eventCells } from './event-row.ts';
import { attach } from './attachments.ts';
import { resultCells } from './result-row.ts';
import { storeError, type StoreError } from './store-error.ts';
import { transaction } from './transaction.ts';
import type { NewRow, WriteQueue } from './write-queue.ts';

/** What is not written at once waits so long for more of its kind. Milliseconds. */
const BATCH = 100;
/** More than this is not kept waiting. */
const FULL = 1_000;

/** Where a run is in its store. */
export interface RunPlace {
  readonly id: string;
  /** Its number there. */
  readonly n: number;
  /** How many results it has kept. */
  readonly results: number;
}

/**
 * Whether an event must be on the disk before anybody is told of it. Of the others the last tenth of a second may be lost
 * when the power fails.
 */
export function isDurable({ type }: RunEvent): boolean {
  return durable.has(type);
}

const durable: ReadonlySet<RunEvent['type']> = new Set([
  'node_finished',
  'node_failed',
  'node_skipped',
  'node_retrying',
  'run_waiting',
  'run_finished',
]);

/**
 * A run that this process writes down. What comes in one turn of the event loop is written together, at its end. Once
 * something could not be written, nothing more is: `failure` says why, and what was written before stays.
 */
export class StoredRun {
  readonly id: string;
  readonly #database: Database;
  readonly #file: string;
  readonly #queue: WriteQueue | undefined;
  #n: number;
  #results: number;
  /** Of the texts of events and results that were not counted yet. */
  #size = 0;
  #rows: (() => void)[] = [];
  #soon: NodeJS.Immediate | undefined;
  #later: NodeJS.Timeout | undefined;
  #failure: StoreError | undefined;
  #closed = false;
  /** Called after each attempt to write: all that was added until then is on the disk, or `failure` is set. */
  onFlush: (() => void) | undefined;

  /** `queue`: what this run writes is written together with what others do. */
  constructor(database: Database, file: string, place: RunPlace, queue?: WriteQueue) {
    this.#queue = queue;
    this.id = place.id;
    this.#database = database;
    this.#file = file;
    this.#n = place.n;
    this.#results = place.results;
  }

  get failure(): StoreError | undefined {
    return this.#failure;
  }

  /** Its number in the store. */
  get number(): number {
    return this.#n;
  }

  /** The run itself is written with what follows, in a queue's next turn. Never throws. */
  begin(columns: NewRow['columns']): void {
    this.#queue?.begin(this, { columns, numbered: (n) => (this.#n = n) });
  }

  /** Takes the run's next event. Never throws. */
  add(event: RunEvent): void {
    const isLast = event.type === 'run_finished' || event.type === 'run_waiting';
    this.#insert('events', eventCells(event), isDurable(event));
    if (isLast) this.#end(event);
  }

  /** Takes the result of an execution; it is written with the event that it belongs to. Never throws. */
  keep(result: KeptResult): void {
    this.#insert('results', [this.#results++, ...resultCells(result)], true);
  }

  /** Keeps a text that belongs to the run, in place of an earlier one of that name. Never throws. */
  attach(name: string, text: string): void {
    if (this.#queue && !this.#closed && !this.#failure) this.#queue.attach(this, name, text);
    else this.#take(() => attach(this.#database, this.#n, name, text), false);
  }

  /** Writes now what waits. Never throws: see `failure`. */
  flush(): void {
    if (this.#queue) {
      this.#queue.flush();
      return;
    }
    clearImmediate(this.#soon);
    clearTimeout(this.#later);
    this.#soon = this.#later = undefined;
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length > 0 && !this.#failure) {
      try {
        transaction(this.#database, () => rows.forEach((write) => write()));
      } catch (error) {
        this.#failure = storeError(error, this.#file);
      }
    }
    this.onFlush?.();
  }

  /** The queue has written what this run gave it, or could not. */
  written(failure: StoreError | undefined): void {
    this.#failure ??= failure;
    this.onFlush?.();
  }

  /** Writes what waits and takes no more. A run that has not told its end counts as interrupted once its process is gone. */
  close(): void {
    if (this.#closed) return;
    if (!this.#queue) this.flush();
    this.#closed = true;
  }

  /** `cells`: without the run's number, which comes first. Both tables have five columns. */
  #insert(table: 'events' | 'results', cells: readonly Cell[], isUrgent: boolean): void {
    const body = cells.at(-1);
    if (typeof body === 'string') this.#size += body.length;
    if (this.#queue && !this.#closed && !this.#failure) {
      this.#queue.insert(this, table, cells, isUrgent);
    } else {
      const sql = `INSERT INTO ${table} VALUES (?, ?, ?, ?, ?)`;
      this.#take(() => this.#database.prepare(sql).run(this.#n, ...cells), isUrgent);
    }
  }

  #take(write: () => void, isUrgent: boolean): void {
    if (this.#closed) return;
    if (this.#queue) {
      if (!this.#failure) this.#queue.add(this, write, isUrgent);
      else if (isUrgent) setImmediate(() => this.onFlush?.());
      return;
    }
    this.#rows.push(write);
    if (isUrgent || this.#rows.length >= FULL) this.#soon ??= setImmediate(() => this.flush());
    else this.#later ??= setTimeout(() => this.flush(), BATCH).unref();
  }

  #end(event: Extract<RunEvent, { type: 'run_finished' | 'run_waiting' }>): void {
    const waits = event.type === 'run_waiting';
    const error = waits ? null : event.error;
    const ended = {
      status: waits ? 'waiting' : event.status,
      ended_at: Date.parse(event.time),
      duration_ms: event.duration_ms,
      error: error && toJson(error as unknown as Value),
      questions: waits ? toJson(event.questions as unknown as Value) : null,
    };
    const size = this.#size;
    this.#size = 0;
    const unwritten = this.#queue?.begun(this);
    if (unwritten) {
      const { origin } = unwritten.columns;
      Object.assign(unwritten.columns, ended, { owner: null, size: origin.length + size });
      return;
    }
    const sql = `UPDATE runs SET status = ?, ended_at = ?, duration_ms = ?, error = ?, questions = ?, owner = NULL,
       size = coalesce(size, octet_length(origin)) + ? WHERE n = ?`;
    const cells = [...Object.values(ended), size];
    this.#take(() => this.#database.prepare(sql).run(...cells, this.#n), true);
  }
}
