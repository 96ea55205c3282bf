import { message } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { duration } from '../../reporters/text/numbers.ts';
import { themeFor } from '../../reporters/text/theme.ts';
import type { RunSummary } from '../../store/run-record.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { localTime } from './local-time.ts';

/** Runs for a person, a line each: their ids, statuses, flows, when they began and how long they took. */
export function runTable(runs: readonly RunSummary[], { say, unicode }: Terminal): string {
  const columns = ['id', 'status', 'flow', 'started', 'duration'] as const;
  const heads = columns.map((column) => say(message(`runs-list/${column}`)));
  const { symbols } = themeFor({ color: false, unicode });
  const rows = runs.map(({ id, status, flow, started_at, duration_ms, error, damaged }) => [
    // Enough of it for the other commands.
    foreign(id.slice(0, 8)) || '?',
    say(message(`run-status/${status}`)),
    foreign(flow) || '?',
    started_at === '' ? '?' : localTime(started_at),
    duration_ms === undefined ? '' : duration(duration_ms, say),
    damaged
      ? `${symbols.failed} ${say(message('runs-list/is-damaged', { parts: damaged }))}`
      : error && error.code !== status
        ? `${symbols.failed} ${foreign(error.code)}`
        : '',
  ]);
  return table([heads, ...rows]);
}
