import type { Database } from './database.ts';
import { storeError, type StoreError } from './store-error.ts';
import type { StoredRun } from './stored-run.ts';
import { transaction } from './transaction.ts';

/** What is not written at once waits so long for more of its kind. Milliseconds. */
const BATCH = 100;
/** More than this is not kept waiting. */
const FULL = 1_000;

/**
 * Writes what many runs give it: all of one turn of the event loop together, because it is the waiting for the disk that
 * costs. Where that fails, each run is written by itself, so that one that can't be does not take others along.
 */
export class WriteQueue {
  readonly #database: Database;
  readonly #file: string;
  #rows = new Map<StoredRun, (() => void)[]>();
  #count = 0;
  #soon: NodeJS.Immediate | undefined;
  #later: NodeJS.Timeout | undefined;

  constructor(database: Database, file: string) {
    this.#database = database;
    this.#file = file;
  }

  add(run: StoredRun, write: () => void, isUrgent: boolean): void {
    const rows = this.#rows.get(run);
    if (rows) rows.push(write);
    else this.#rows.set(run, [write]);
    this.#count++;
    if (isUrgent || this.#count >= FULL) this.#soon ??= setImmediate(() => this.flush());
    else this.#later ??= setTimeout(() => this.flush(), BATCH).unref();
  }

  /** Writes now what waits, and tells the runs. Never throws. */
  flush(): void {
    clearImmediate(this.#soon);
    clearTimeout(this.#later);
    this.#soon = this.#later = undefined;
    const rows = this.#rows;
    this.#rows = new Map();
    this.#count = 0;
    if (rows.size === 0) return;
    const failures = this.#write(rows) ? this.#writeEach(rows) : undefined;
    for (const run of rows.keys()) run.written(failures?.get(run));
  }

  /** Why they could not be written together. */
  #write(rows: ReadonlyMap<StoredRun, readonly (() => void)[]>): StoreError | undefined {
    try {
      transaction(this.#database, () => {
        for (const writes of rows.values()) for (const write of writes) write();
      });
      return undefined;
    } catch (error) {
      return storeError(error, this.#file);
    }
  }

  #writeEach(
    rows: ReadonlyMap<StoredRun, readonly (() => void)[]>,
  ): ReadonlyMap<StoredRun, StoreError> {
    const failures = new Map<StoredRun, StoreError>();
    for (const [run, writes] of rows) {
      const failure = this.#write(new Map([[run, writes]]));
      if (failure) failures.set(run, failure);
    }
    return failures;
  }
}
