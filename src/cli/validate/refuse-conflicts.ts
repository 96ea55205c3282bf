import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import type { ValidateOptions } from './validate-options.ts';

/** Throws UsageError for flags that make no sense together. */
export function refuseConflicts(paths: readonly string[], options: ValidateOptions): void {
  const { fix, dryRun, format = 'pretty', baseline, updateBaseline, since } = options;
  const needs = (flag: string, other: string): UsageError =>
    new UsageError(message('flag-needs', { flag, other }));
  const conflict = (flag: string, other: string): UsageError =>
    new UsageError(message('flag-conflict', { flag, other }));
  if (dryRun && !fix) throw needs('--dry-run', '--fix');
  if (updateBaseline && baseline === undefined) throw needs('--update-baseline', '--baseline');
  if (dryRun && format !== 'pretty') throw conflict('--dry-run', `--format ${format}`);
  if (updateBaseline && format !== 'pretty') {
    throw conflict('--update-baseline', `--format ${format}`);
  }
  if (dryRun && updateBaseline) throw conflict('--dry-run', '--update-baseline');
  if (paths.includes('-')) {
    if (fix) throw conflict('--fix', '-');
    if (since !== undefined) throw conflict('--since', '-');
  }
}
