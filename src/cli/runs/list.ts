import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { duration } from '../../reporters/text/numbers.ts';
import { themeFor } from '../../reporters/text/theme.ts';
import type { RunSummary, StoredStatus } from '../../store/run-record.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { table } from '../table.ts';
import { note, type Terminal } from '../terminal.ts';
import { localTime } from './local-time.ts';
import { withRuns, type RunsOptions } from './open-runs.ts';
import { timeBefore } from './time-before.ts';

export interface RunsListOptions extends RunsOptions {
  readonly status?: StoredStatus;
  readonly flow?: string;
  readonly since?: string;
  readonly limit?: string;
}

const USUAL_LIMIT = 20;

/** `bisheng runs list`: the runs that are kept, the newest first. */
export function runsList(options: RunsListOptions, terminal: Terminal): Promise<ExitCode> {
  const { status, flow } = options;
  const limit = limitOf(options.limit);
  const since = options.since === undefined ? undefined : timeBefore('--since', options.since);
  return withRuns(options, terminal, (store) => {
    // One more tells whether there are others.
    const found = store?.summaries({ status, flow, since, limit: limit + 1 }) ?? [];
    const runs = found.slice(0, limit);
    if (options.json) {
      const document = { format_version: 1, runs };
      terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      return exitCode.ok;
    }
    if (runs.length > 0) terminal.stdout.write(asTable(runs, terminal));
    else {
      const filtered = [status, flow, since].some((one) => one !== undefined);
      note(terminal, message(filtered ? 'runs-list/none-such' : 'runs-list/none'));
    }
    const damaged = runs.filter((one) => one.damaged).length;
    if (damaged > 0) note(terminal, message('runs-list/damaged', { n: damaged }));
    if (found.length > runs.length) note(terminal, message('runs-list/more', { limit }));
    return exitCode.ok;
  });
}

function asTable(runs: readonly RunSummary[], { say, unicode }: Terminal): string {
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

function limitOf(text: string | undefined): number {
  if (text === undefined) return USUAL_LIMIT;
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && Number.isSafeInteger(limit)) return limit;
  throw new UsageError(message('flag-count/one', { flag: '--limit', value: text }));
}
