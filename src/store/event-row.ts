import type { RunEvent } from '../engine/run-event.ts';
import { parseJson } from '../flow/json.ts';
import { isObject, toJson, type Value, type ValueObject } from '../flow/value.ts';
import type { Cell, Row } from './database.ts';

const columns = { seq: undefined, run_id: undefined, time: undefined, type: undefined };

/** An event's columns: seq, at, type, body. What has a column does not stand in the body. */
export function eventCells(event: RunEvent): Cell[] {
  const { seq, time, type } = event;
  // Object.assign takes a tenth of the time of what the bundler makes of a spread, and undefined is left out.
  const body = Object.assign({}, event, columns) as unknown as Value;
  return [seq, Date.parse(time), type, toJson(body)];
}

/** The event that a row of a run tells; undefined where the row is damaged. */
export function eventOf({ seq, at, type, body }: Row, run: string): RunEvent | undefined {
  const told = valueIn(body);
  if (typeof seq !== 'number' || typeof type !== 'string' || !isObject(told)) return undefined;
  if (type.startsWith('node_') && typeof told.node !== 'string') return undefined;
  const columns = { seq, run_id: run, time: timeOf(at) ?? '', type };
  return Object.assign(columns, told) as unknown as RunEvent;
}

/** An event without its outputs, which are too large to be read by whoever only follows a run. */
export type CutEvent = RunEvent & { readonly too_large: true };

/** The event that a row tells of whose body only the `head` and the `tail` were read; undefined where nothing was left out that is no outputs. */
export function cutEventOf({ head, tail, ...row }: Row, run: string): CutEvent | undefined {
  const [, before] = /^(\{.*?,?"outputs":)/s.exec(String(head)) ?? [];
  // What stands behind the outputs, at the end of a run.
  const [after] =
    /,"error":null,"single":(?:true|false),"duration_ms":[^{}]*(?:\{[^{}]*\})?\}$/.exec(
      Buffer.from(String(tail), 'hex').toString('latin1'),
    ) ?? ['}'];
  const event = before && eventOf({ ...row, body: `${before}{}${after}` }, run);
  return event ? { ...event, too_large: true } : undefined;
}

/** A time in ISO 8601, of milliseconds; undefined where it is none. */
export function timeOf(at: Cell | undefined): string | undefined {
  const isTime = typeof at === 'number' && Math.abs(at) <= 8.64e15;
  return isTime ? new Date(at).toISOString() : undefined;
}

/** The value of a cell that holds JSON; undefined where it holds none. */
export function valueIn(cell: Cell | undefined): Value | undefined {
  return typeof cell === 'string' ? parseJson(cell) : undefined;
}

export function objectIn(cell: Cell | undefined): ValueObject {
  const value = valueIn(cell);
  return isObject(value) ? value : {};
}
