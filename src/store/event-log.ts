import type { RunEvent } from '../engine/run-event.ts';
import type { Database } from './database.ts';
import { rowsOf, readableIn } from './run-log.ts';

/** So many rows are read at once, unless they are large; then as many as take about so many characters. */
const ROWS = 2_000;
const CHARACTERS = 4_000_000;
/** Of the first rows nobody knows yet how large they are. */
const FIRST = 20;

/**
 * What a run has told, in order, as far as it can be read: each time that it is gone through it is read anew, a page at a time, so
 * that no run is too long for the memory. Throws what the database throws.
 */
export class EventLog implements Iterable<RunEvent> {
  readonly #database: Database;
  readonly #id: string;

  constructor(database: Database, id: string) {
    this.#database = database;
    this.#id = id;
  }

  *[Symbol.iterator](): Generator<RunEvent, undefined> {
    let limit = FIRST;
    for (let from = 0; ;) {
      const rows = rowsOf(this.#database, this.#id, from, limit);
      yield* readableIn(rows, this.#id);
      const last = rows.at(-1);
      if (!last || rows.length < limit) return undefined;
      from = Number(last.seq) + 1;
      const characters = rows.reduce((sum, { body }) => sum + String(body).length, 0);
      const fitting = Math.trunc((CHARACTERS / Math.max(characters, 1)) * rows.length);
      limit = Math.min(ROWS, Math.max(1, fitting));
    }
  }
}
