import { isObject, type Value } from '../flow/value.ts';
import type { Cell, Row } from './database.ts';
import { timeOf, valueIn } from './event-row.ts';
import { identityFrom, type ProcessIdentity } from './process-identity.ts';
import type { RunRecord, RunSession, RunSummary, StoredStatus } from './run-record.ts';

/** Columns without which no run is written. */
const needed = ['id', 'flow', 'file', 'status', 'sessions'] as const;

/** What a row of the table of runs tells, with how the run was begun. */
export function recordOf(row: Row, isAlive: (owner: ProcessIdentity) => boolean): RunRecord {
  const origin = valueIn(row.origin);
  const summary = summaryOf(row, isAlive);
  if (isObject(origin)) return { ...summary, origin };
  return { ...summary, damaged: [...(summary.damaged ?? []), 'origin'], origin: {} };
}

/** What a row of the table of runs tells; its `sessions` are lists of owner, start and first event. */
export function summaryOf(row: Row, isAlive: (owner: ProcessIdentity) => boolean): RunSummary {
  const owner = identityFrom(valueIn(row.owner));
  const isDead = row.status === 'running' && !(owner && isAlive(owner));
  const started = timeOf(row.started_at);
  const ended = timeOf(row.ended_at);
  const error = valueIn(row.error);
  const questions = valueIn(row.questions);
  const damaged: string[] = needed.filter((column) => typeof row[column] !== 'string');
  if (typeof row.status === 'string' && !statuses.includes(row.status)) damaged.push('status');
  if (started === undefined) damaged.push('started_at');
  if (row.status === 'failed' && !isObject(error)) damaged.push('error');
  if (row.status === 'waiting' && !Array.isArray(questions)) damaged.push('questions');
  return {
    id: textOf(row.id),
    flow: textOf(row.flow),
    file: textOf(row.file),
    status: isDead ? 'interrupted' : statusOf(row.status),
    started_at: started ?? '',
    ...(ended !== undefined && { ended_at: ended }),
    ...(typeof row.duration_ms === 'number' && { duration_ms: row.duration_ms }),
    ...(isObject(error) && { error: error as unknown as NonNullable<RunRecord['error']> }),
    ...(Array.isArray(questions) && {
      questions: questions,
    }),
    sessions: sessionsIn(valueIn(row.sessions)),
    ...(typeof row.user === 'string' && { user: row.user }),
    ...(typeof row.served === 'string' && { served: row.served }),
    ...(damaged.length > 0 && { damaged }),
  };
}

const statuses: readonly unknown[] = ['running', 'waiting', 'succeeded', 'failed', 'cancelled'];

/** Nobody knows how a run has ended whose end is damaged. */
function statusOf(cell: Cell | undefined): StoredStatus {
  return statuses.includes(cell) ? (cell as StoredStatus) : 'interrupted';
}

/** A damaged text is shown as an empty one. */
function textOf(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell : '';
}

function sessionsIn(list: Value | undefined): RunSession[] {
  if (!Array.isArray(list)) return [];
  return (list as Value[][]).map(([owner, started, first]) => {
    const { pid = 0, host = '' } =
      identityFrom(valueIn(typeof owner === 'string' ? owner : null)) ?? {};
    const started_at = timeOf(Number(started)) ?? '';
    return { pid, host, started_at, first_seq: Number(first) };
  });
}
