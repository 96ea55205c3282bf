import { setTimeout as wait } from 'node:timers/promises';
import type { RunEvent } from '../../engine/run-event.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import type { Level } from '../../reporters/reporter.ts';
import { StretchFinder } from '../../reporters/runs/stretches.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import type { RunRecord } from '../../store/run-record.ts';
import { exitCode, Interrupted, type ExitCode } from '../exit.ts';
import { runReporters, type OutputFormat } from '../run-reporters.ts';
import { note, type Terminal } from '../terminal.ts';
import { oneRun, withRuns, type RunsOptions } from './open-runs.ts';
import { ToldLog } from './tell-gaps.ts';

export interface RunsReplayOptions extends RunsOptions {
  readonly speed?: string;
  readonly output?: OutputFormat;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/**
 * `bisheng runs replay`: shows a run once more as it was shown when it ran, at once or so many times as fast, and ends as it
 * has ended.
 */
export function runsReplay(
  text: string,
  options: RunsReplayOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { output = 'text', quiet, verbose } = options;
  if (quiet && verbose) {
    throw new UsageError(message('flag-conflict', { flag: '--quiet', other: '--verbose' }));
  }
  const speed = speedOf(options.speed);
  const level: Level = quiet ? 'quiet' : verbose ? 'verbose' : 'normal';
  return withRuns(options, terminal, async (store) => {
    const run = oneRun(store, text);
    const events = new ToldLog(run, store?.log(run.id) ?? [], terminal);
    // Later it would be written into what is drawn.
    events.tell();
    const last = store?.lastEvent(run.id)?.seq ?? -1;
    const told = output === 'ndjson' ? events : asOneSession(events, last);
    await tell(told, { output, level, speed }, terminal);
    const { received } = terminal.interrupt;
    if (received !== undefined) throw new Interrupted(received);
    return endOf(run, terminal);
  });
}

async function tell(
  events: Iterable<RunEvent>,
  { output, level, speed }: { output: OutputFormat; level: Level; speed: number },
  terminal: Terminal,
): Promise<void> {
  const finder = new StretchFinder();
  let at = 0;
  let since = performance.now();
  const pace = Number.isFinite(speed) ? speed : 0;
  const now = (): number => at + (performance.now() - since) * pace;
  const shown = { output, level, drawn: true, now };
  const { reporter, view } = runReporters(undefined, shown, terminal);
  await terminal.interrupt.guard(
    async (signal) => {
      for (const event of events) {
        const time = finder.add(event);
        const left = (time - now()) / speed;
        if (left >= 1 && pace > 0) await wait(left, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) break;
        at = time;
        since = performance.now();
        reporter.report(event);
        const full = reporter.full?.();
        if (full) await full;
      }
      await reporter.close();
    },
    view && (() => view.interrupting()),
  );
}

/** Where one session ended and the next began is left out: shown once more, it is one run. */
function* asOneSession(events: Iterable<RunEvent>, last: number): Generator<RunEvent, undefined> {
  let hasBegun = false;
  for (const event of events) {
    const { type, seq } = event;
    const isEnd = type === 'run_waiting' || type === 'run_finished';
    if (type === 'run_started' ? !hasBegun : !isEnd || seq >= last) yield event;
    hasBegun ||= type === 'run_started';
  }
  return undefined;
}

/** The code that the run itself ended with; one that has not ended is said to be so. */
function endOf({ id, status }: RunRecord, terminal: Terminal): ExitCode {
  if (status === 'succeeded') return exitCode.ok;
  if (status === 'waiting') return exitCode.waiting;
  if (status === 'failed' || status === 'cancelled') return exitCode.failed;
  const values = { id: foreign(id), status: message(`run-status/${status}`) };
  note(terminal, message('runs-replay/not-ended', values));
  return status === 'running' ? exitCode.ok : exitCode.failed;
}

function speedOf(text: string | undefined): number {
  if (text === undefined) return Infinity;
  const speed = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && speed > 0) return speed;
  throw new UsageError(message('flag-speed', { value: text }));
}
