import { toJson } from '../flow/value.ts';
import type { Cell, Database, Row } from './database.ts';
import { lifeOf, type ProcessIdentity } from './process-identity.ts';
import { recordOf, summaryOf } from './record-of.ts';
import type { RunFilter, RunRecord, RunSummary } from './run-record.ts';

/**
 * Texts are read as bytes, and numbers as such: what is damaged in them stops no reader, see `textIn`. What is no text or number
 * in a list would end the whole query.
 */
const SUMMARY = [
  ...['id', 'flow', 'file', 'status', 'error', 'questions', 'owner', 'user', 'served'].map(
    (column) => `CAST(${column} AS BLOB) AS ${column}`,
  ),
  "CASE typeof(started_at) WHEN 'integer' THEN started_at END AS started_at",
  'CAST(ended_at AS INTEGER) AS ended_at',
  'CAST(duration_ms AS REAL) AS duration_ms',
  `CAST((SELECT json_group_array(json_array(
      CAST(s.owner AS TEXT), CAST(s.started_at AS INTEGER), CAST(s.first_seq AS INTEGER)
    )) FROM (SELECT * FROM sessions WHERE run = runs.n ORDER BY first_seq, started_at) s
  ) AS BLOB) AS sessions`,
].join(', ');
const RECORD = `${SUMMARY}, CAST(origin AS BLOB) AS origin`;

/** By its name, its file, or the name that its file has below `flows/`. */
const OF_FLOW = "(flow = ? OR file = ? OR '/' || file GLOB ?)";

/** What is behind a run in a list that begins with the newest. */
const BEFORE = '(started_at, n) < (SELECT started_at, n FROM runs WHERE id = ?)';
/** Who is alive, only the system knows; and what is damaged counts as interrupted. */
const NOT_ENDED = "status NOT IN (?, 'succeeded', 'failed', 'cancelled')";
const NEWEST = 'ORDER BY runs.started_at DESC, runs.n DESC';

type IsAlive = (owner: ProcessIdentity) => boolean;

/** The runs that a text means: an id, or the beginning of one (the newest first, at most ten). Throws what the database throws. */
export function recordsCalled(database: Database, text: string): RunRecord[] {
  const whole = read(database, RECORD, 'WHERE id = ?', [text], recordOf);
  if (whole.length > 0 || text === '') return whole;
  const where = `WHERE id >= ? AND id < ? ${NEWEST} LIMIT 10`;
  return read(database, RECORD, where, [text, `${text}\uffff`], recordOf);
}

/** The newest first. Throws what the database throws. */
export function recordsLike(database: Database, filter: RunFilter): RunRecord[] {
  return matching(database, filter, RECORD, recordOf);
}

/** The same without how they were begun, which is not even read. Throws what the database throws. */
export function summariesLike(database: Database, filter: RunFilter): RunSummary[] {
  return matching(database, filter, SUMMARY, summaryOf);
}

function matching<T extends RunSummary>(
  database: Database,
  { status, flow, since, user, served, session, before, limit = Infinity }: RunFilter,
  columns: string,
  shape: (row: Row, isAlive: IsAlive) => T,
): T[] {
  const isDerived = status === 'running' || status === 'interrupted';
  const terms: [string, ...Cell[]][] = [
    ...(status ? [isDerived ? [NOT_ENDED, 'waiting'] : ['status = ?', status]] : []),
    ...(since ? [['started_at >= ?', since.getTime()]] : []),
    ...(user === undefined ? [] : [['user = ?', user]]),
    ...(session === undefined ? [] : [['session = ?', session]]),
    ...(served === undefined ? [] : [['served = ?', served]]),
    ...(before === undefined ? [] : [[BEFORE, before]]),
    ...(flow === undefined
      ? []
      : [[OF_FLOW, flow, flow, `*/flows/${flow.replace(/[*?[]/g, '[$&]')}.[jy]*`]]),
  ] as [string, ...Cell[]][];
  const where = terms.length > 0 ? `WHERE ${terms.map(([term]) => term).join(' AND ')}` : '';
  const isBound = Number.isFinite(limit) && !isDerived;
  const bound = isBound ? ` LIMIT ${Math.max(0, Math.trunc(limit))}` : '';
  const cells = terms.flatMap(([, ...values]) => values);
  const found = read(database, columns, `${where} ${NEWEST}${bound}`, cells, shape);
  return isDerived ? found.filter((run) => run.status === status).slice(0, limit) : found;
}

function read<T>(
  database: Database,
  columns: string,
  rest: string,
  cells: readonly Cell[],
  shape: (row: Row, isAlive: IsAlive) => T,
): T[] {
  const lives = new Map<string, boolean>();
  const isAlive: IsAlive = (owner) => {
    const key = toJson({ ...owner });
    const known = lives.get(key) ?? lifeOf(owner) !== 'dead';
    lives.set(key, known);
    return known;
  };
  const rows = database.prepare(`SELECT ${columns} FROM runs ${rest}`).all(...cells);
  return rows.map((row) => shape(row, isAlive));
}
