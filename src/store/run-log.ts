import type { KeptResult } from '../engine/kept-result.ts';
import type { RunEvent } from '../engine/run-event.ts';
import type { Cell, Database, Row } from './database.ts';
import { eventOf } from './event-row.ts';
import { resultOf } from './result-row.ts';

/** Texts are read as bytes: what is damaged in them stops no reader, see `textIn`. */
const EVENT = `SELECT CAST(seq AS INTEGER) AS seq, CAST(at AS INTEGER) AS at,
    CAST(type AS BLOB) AS type, CAST(body AS BLOB) AS body
  FROM events WHERE run = (SELECT n FROM runs WHERE id = ?)`;

/**
 * What a run has told from an event on, in order, as far as it can be read. `limit`: no more rows than so many; -1: all.
 * Throws what the database throws.
 */
export function eventsOf(database: Database, id: string, from: number, limit: number): RunEvent[] {
  const sql = `${EVENT} AND seq >= ? ORDER BY seq LIMIT ?`;
  return readable(database.prepare(sql).all(id, from, limit), id);
}

/** The last that a run has told. Throws what the database throws. */
export function lastEventOf(database: Database, id: string): RunEvent | undefined {
  return readable(database.prepare(`${EVENT} ORDER BY seq DESC LIMIT 1`).all(id), id)[0];
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

/** The numbers of events that are missing between others, or before them, as first and last. */
export function gapsIn(events: readonly RunEvent[]): (readonly [number, number])[] {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const { seq } of events) {
    if (seq > next) gaps.push([next, seq - 1]);
    next = seq + 1;
  }
  return gaps;
}

function readable(rows: readonly Row[], id: string): RunEvent[] {
  return rows.flatMap((row) => eventOf(row, id) ?? []);
}
