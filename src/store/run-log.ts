import type { KeptResult } from '../engine/kept-result.ts';
import type { RunEvent } from '../engine/run-event.ts';
import { isObject, own, type ValueObject } from '../flow/value.ts';
import type { Cell, Database, Row } from './database.ts';
import { cutEventOf, eventOf, objectIn } from './event-row.ts';
import { resultOf } from './result-row.ts';

/** So many rows are read at once where only some are wanted. */
const ROWS = 1_000;
/** Of a body that is too large so many characters are read of its begin, and so many bytes of its end. */
const HEAD = 1_000;
const TAIL = 500;

/**
 * Texts are read as bytes: what is damaged in them stops no reader, see `textIn`. In ORDER BY a bare name would be what is selected, which no
 * index knows.
 */
const EVENT = `SELECT CAST(seq AS INTEGER) AS seq, CAST(at AS INTEGER) AS at,
    CAST(type AS BLOB) AS type, CAST(body AS BLOB) AS body
  FROM events WHERE run = (SELECT n FROM runs WHERE id = ?)`;

/**
 * What a run has told from an event on, in order, as far as it can be read. `limit`: no more rows than so many; -1: all.
 * Throws what the database throws.
 */
export function eventsOf(database: Database, id: string, from: number, limit: number): RunEvent[] {
  return readableIn(rowsOf(database, id, from, limit), id);
}

/** How much of a run's events is read at a time. */
export interface PageSize {
  readonly rows: number;
  readonly bytes: number;
  /** Of an event with more bytes its outputs are left out. */
  readonly most?: number;
}

/**
 * The next events of a run from one on, as far as they can be read: some of them, none only where there are no more. Not more than so many rows,
 * and not more than so many bytes, unless the first is larger. Throws what the database throws.
 */
export function pageOf(
  database: Database,
  id: string,
  from: number,
  { rows, bytes, most = Infinity }: PageSize,
): RunEvent[] {
  // Not of the CAST: how long a text is, SQLite knows without reading it.
  const sizes = database.prepare(`SELECT CAST(seq AS INTEGER) AS seq, octet_length(body) AS size
    FROM events WHERE run = (SELECT n FROM runs WHERE id = ?) AND seq >= ? ORDER BY events.seq LIMIT ?`);
  for (let next = from; ;) {
    const found = sizes.all(id, next, rows);
    let sum = 0;
    const over = found.findIndex(({ size }) => (sum += Number(size)) > bytes);
    const taken = over === -1 ? found.length : Math.max(1, over);
    if (taken === 0) return [];
    const isLarge = Number(found[0]?.size) > most;
    const cut = isLarge ? cutEvent(database, id, next) : [];
    // What has no outputs is read as a whole all the same.
    const events = cut.length > 0 ? cut : eventsOf(database, id, next, taken);
    // What can't be read is no end.
    if (events.length > 0) return events;
    next = Number(found[taken - 1]?.seq) + 1;
  }
}

function cutEvent(database: Database, id: string, seq: number): RunEvent[] {
  // Of a text the end is far away, of bytes it isn't; they may begin in the middle of a character, so they come as digits.
  const sql = `SELECT CAST(seq AS INTEGER) AS seq, CAST(at AS INTEGER) AS at, CAST(type AS BLOB) AS type,
      CAST(substr(body, 1, ${HEAD}) AS BLOB) AS head,
      CASE type WHEN 'run_finished' THEN hex(substr(CAST(body AS BLOB), -${TAIL})) ELSE '' END AS tail
    FROM events WHERE run = (SELECT n FROM runs WHERE id = ?) AND events.seq >= ? ORDER BY events.seq LIMIT 1`;
  return database
    .prepare(sql)
    .all(id, seq)
    .flatMap((row) => cutEventOf(row, id) ?? []);
}

/** The rows of a run's events from one on, not more than `limit`; -1: all. Throws what the database throws. */
export function rowsOf(database: Database, id: string, from: number, limit: number): Row[] {
  return database
    .prepare(`${EVENT} AND events.seq >= ? ORDER BY events.seq LIMIT ?`)
    .all(id, from, limit);
}

/** The last that a run has told, as far as it can be read. Throws what the database throws. */
export function lastEventOf(database: Database, id: string): RunEvent | undefined {
  const before = database.prepare(`${EVENT} AND events.seq < ? ORDER BY events.seq DESC LIMIT ?`);
  // Almost always it is the first.
  for (let end = Number.MAX_SAFE_INTEGER, limit = 1; ; limit = 100) {
    const rows = before.all(id, end, limit);
    const [last] = readableIn(rows, id);
    if (last ?? rows.length < limit) return last;
    end = Number(rows.at(-1)?.seq);
  }
}

/** How many bytes the last that a run has told has in the store; 0 where there is none. Throws what the database throws. */
export function lastSizeOf(database: Database, id: string): number {
  const row = database
    .prepare(
      `SELECT octet_length(body) AS size FROM events WHERE run = (SELECT n FROM runs WHERE id = ?)
       ORDER BY events.seq DESC LIMIT 1`,
    )
    .get(id);
  return Number(row?.size ?? 0);
}

/**
 * What executions were given, by the number of the event that tells their end: of those in `wanted`. Throws what the database throws.
 */
export function inputsOf(
  database: Database,
  id: string,
  wanted: ReadonlySet<number>,
): Map<number, ValueObject> {
  const sql = `SELECT n, CAST(seq AS INTEGER) AS seq, CAST(body AS BLOB) AS body FROM results
    WHERE run = (SELECT n FROM runs WHERE id = ?) AND n > ? AND seq IS NOT NULL ORDER BY n LIMIT ?`;
  const found = new Map<number, ValueObject>();
  for (let after = -1; ;) {
    const rows = database.prepare(sql).all(id, after, ROWS);
    for (const { seq, body } of rows) {
      if (typeof seq !== 'number' || !wanted.has(seq)) continue;
      const inputs = own(objectIn(body), 'inputs');
      if (isObject(inputs)) found.set(seq, inputs);
    }
    const last = rows.at(-1);
    if (!last || rows.length < ROWS) return found;
    after = Number(last.n);
  }
}

/**
 * The results that a run has kept, in the order in which they came about; of each key the last. Those that can't be read are
 * there as `damaged`. Throws what the database throws.
 */
export function resultsOf(database: Database, id: string): KeptResult[] {
  const sql = `SELECT CAST(r.key AS BLOB) AS key, r.seq IS NOT NULL AS told, CAST(r.seq AS INTEGER) AS seq,
      CAST(r.body AS BLOB) AS body, CAST(e.type AS BLOB) AS type, CAST(e.body AS BLOB) AS event
    FROM results r LEFT JOIN events e ON e.run = r.run AND e.seq = r.seq
    WHERE r.run = (SELECT n FROM runs WHERE id = ?) ORDER BY r.n`;
  const byKey = new Map<string, KeptResult>();
  for (const row of database.prepare(sql).all(id)) {
    const result = resultOf(row);
    byKey.delete(result.key);
    byKey.set(result.key, result);
  }
  return [...byKey.values()];
}

/** A text that belongs to a run. Throws what the database throws. */
export function attachmentOf(database: Database, id: string, name: string): string | undefined {
  const sql = `SELECT CAST(body AS BLOB) AS body FROM blobs WHERE hash = (SELECT hash FROM attachments
    WHERE run = (SELECT n FROM runs WHERE id = ?) AND name = ?)`;
  const cell: Cell | undefined = database.prepare(sql).all(id, name)[0]?.body;
  return typeof cell === 'string' ? cell : undefined;
}

/** The events that rows tell, as far as they can be read. */
export function readableIn(rows: readonly Row[], id: string): RunEvent[] {
  return rows.flatMap((row) => eventOf(row, id) ?? []);
}
