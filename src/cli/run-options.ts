import { message } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import type { OutputFormat } from './run-reporters.ts';
import type { CacheFlags } from './run-cache.ts';

/** The flags of `bisheng run`, as written. */
export interface RunOptions extends CacheFlags {
  readonly input?: readonly string[];
  readonly inputFile?: string;
  readonly param?: readonly string[];
  readonly paramsFile?: string;
  readonly output?: OutputFormat;
  /** The node from which all works again; what stands before it has its results from another run. */
  readonly from?: string;
  /** That run; without it the flow's latest. */
  readonly run?: string;
  readonly concurrency?: string;
  readonly timeout?: string;
  readonly dryRun?: boolean;
  /** Runs again when something that it depends on has changed. */
  readonly watch?: boolean;
  /** Spans of the run go to a collector. */
  readonly otel?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly yes?: boolean;
  readonly lang?: string;
}

/** Throws UsageError for flags that contradict each other. */
export function refuseConflicts(name: string, options: RunOptions): void {
  const { chat: chats, dryRun, only, quiet, verbose, output, inputFile, record, replay } = options;
  const { from, watch } = options;
  const conflicts: [unknown, string, string][] = [
    [quiet && verbose, '--quiet', '--verbose'],
    [chats && dryRun, '--chat', '--dry-run'],
    [chats && only !== undefined, '--chat', '--only'],
    [chats && inputFile === '-', '--chat', '--input-file -'],
    [dryRun && output === 'ndjson', '--dry-run', '--output ndjson'],
    [chats && record !== undefined, '--chat', '--record'],
    [chats && replay !== undefined, '--chat', '--replay'],
    [dryRun && record !== undefined, '--dry-run', '--record'],
    [chats && from !== undefined, '--chat', '--from'],
    [only !== undefined && from !== undefined, '--only', '--from'],
    [watch && chats, '--watch', '--chat'],
    [watch && dryRun, '--watch', '--dry-run'],
    [watch && only !== undefined, '--watch', '--only'],
    [watch && from !== undefined, '--watch', '--from'],
    [watch && record !== undefined, '--watch', '--record'],
    [watch && inputFile === '-', '--watch', '--input-file -'],
    [watch && name === '-', '--watch', '-'],
  ];
  for (const [both, flag, other] of conflicts) {
    if (both === true) throw new UsageError(message('flag-conflict', { flag, other }));
  }
  if (options.run !== undefined && from === undefined) {
    throw new UsageError(message('run-without-from'), message('run-without-from/hint'));
  }
  if (name === '-' && (inputFile === '-' || chats)) {
    throw new UsageError(message('stdin-twice'), message('stdin-twice/hint'));
  }
}
