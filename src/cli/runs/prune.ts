import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { usual } from '../../store/prune-slices.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { note, type Terminal } from '../terminal.ts';
import { withRuns, type RunsOptions } from './open-runs.ts';
import { runTable } from './run-table.ts';
import { timeBefore } from './time-before.ts';

export interface RunsPruneOptions extends RunsOptions {
  readonly keep?: string;
  readonly olderThan?: string;
  readonly unfinished?: boolean;
  readonly dryRun?: boolean;
}

/** `bisheng runs prune`: deletes old runs; without flags those that would go by themselves one day. */
export function runsPrune(options: RunsPruneOptions, terminal: Terminal): Promise<ExitCode> {
  const { olderThan, unfinished, dryRun } = options;
  const isUsual = options.keep === undefined && olderThan === undefined;
  const keep = isUsual ? usual.keep : keepOf(options.keep);
  const before = isUsual
    ? timeBefore('', `${usual.days}d`)
    : olderThan === undefined
      ? undefined
      : timeBefore('--older-than', olderThan);
  const unfinishedBefore = unfinished ? (before ?? new Date()) : undefined;
  return withRuns(options, terminal, (store) => {
    const gone = store?.prune({ keep, before, unfinishedBefore, dryRun }) ?? [];
    if (options.json) {
      const document = { format_version: 1, dry_run: dryRun === true, runs: gone };
      terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      return exitCode.ok;
    }
    if (dryRun && gone.length > 0) {
      const known = new Map(store?.summaries().map((run) => [run.id, run]));
      const runs = gone.flatMap((id) => known.get(id) ?? []);
      terminal.stdout.write(runTable(runs, terminal));
    }
    note(terminal, message(dryRun ? 'runs-prune/would' : 'runs-prune/done', { n: gone.length }));
    return exitCode.ok;
  });
}

function keepOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(message('flag-count', { flag: '--keep', value: text }));
}
