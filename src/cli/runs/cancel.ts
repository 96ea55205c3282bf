import { hostname } from 'node:os';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import type { RunOwner, RunRecord } from '../../store/run-record.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { note, type Terminal } from '../terminal.ts';
import { reportUsageError } from '../usage-report.ts';
import { oneRun, withRuns, type RunsOptions } from './open-runs.ts';

export interface RunsCancelOptions extends RunsOptions {
  readonly force?: boolean;
}

/**
 * `bisheng runs cancel`: asks the process of a run that goes on to end it, as Ctrl-C does; closes one that waits or was
 * interrupted, so that it is never gone on with.
 */
export function runsCancel(
  text: string,
  options: RunsCancelOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withRuns(options, terminal, (store) => {
    const run = oneRun(store, text);
    const id = foreign(run.id);
    if (!isOpen(run)) {
      note(
        terminal,
        message('runs-cancel/ended', { id, status: message(`run-status/${run.status}`) }),
      );
      return exitCode.ok;
    }
    const held = store?.cancel(run.id, { force: options.force === true });
    if (!held) {
      note(terminal, message('runs-cancel/closed', { id }));
      return exitCode.ok;
    }
    return askToEnd(held, terminal);
  });
}

function isOpen({ status }: RunRecord): boolean {
  return status === 'running' || status === 'waiting' || status === 'interrupted';
}

function askToEnd({ id, owner, life }: RunOwner, terminal: Terminal): ExitCode {
  const { pid, host } = owner;
  const values = { id: foreign(id), pid, host: foreign(host) };
  if (life === 'unknown') {
    const elsewhere = host === hostname() ? 'run-held/container' : 'run-held/host';
    const hint = message('runs-cancel/force');
    reportUsageError(new UsageError(message(elsewhere, values), hint), terminal);
    return exitCode.failed;
  }
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    reportUsageError(new UsageError(message('runs-cancel/not-allowed', values)), terminal);
    return exitCode.failed;
  }
  note(terminal, message('runs-cancel/asked', values));
  return exitCode.ok;
}
