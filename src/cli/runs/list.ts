import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import type { StoredStatus } from '../../store/run-record.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { note, type Terminal } from '../terminal.ts';
import { withRuns, type RunsOptions } from './open-runs.ts';
import { runTable } from './run-table.ts';
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
    if (runs.length > 0) terminal.stdout.write(runTable(runs, terminal));
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

function limitOf(text: string | undefined): number {
  if (text === undefined) return USUAL_LIMIT;
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && Number.isSafeInteger(limit)) return limit;
  throw new UsageError(message('flag-count/one', { flag: '--limit', value: text }));
}
