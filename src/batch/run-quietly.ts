import { runFlow, type RunOptions } from '../engine/run.ts';
import type { RunError, RunEvent } from '../engine/run-event.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { objectOf, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { BatchResult, ResultError } from './batch-result.ts';

/** How a run ended, without secrets in it. */
export interface QuietRun extends Pick<
  BatchResult,
  'status' | 'outputs' | 'error' | 'duration_ms' | 'usage'
> {
  /** What the flow returned: its one value, or all of them by name. */
  readonly output: Value;
}

/** Runs a plan without telling anybody how it gets on. Undefined where it was cancelled. */
export async function runQuietly(
  plan: Plan,
  options: Omit<RunOptions, 'emit' | 'runId'>,
): Promise<QuietRun | undefined> {
  let last: RunEvent | undefined;
  await runFlow(plan, {
    ...options,
    runId: crypto.randomUUID(),
    emit: (event) => {
      if (event.type === 'run_finished' || event.type === 'run_waiting') last = event;
    },
  });
  if (last?.type === 'run_waiting') {
    const [question] = last.questions;
    const node = question?.node ?? null;
    const text = options.say(message('batch-waiting', { node: node ?? '' }));
    return {
      status: 'waiting',
      outputs: objectOf([]),
      output: null,
      error: { code: 'answer-missing', message: text, node },
      duration_ms: last.duration_ms,
      usage: null,
    };
  }
  if (last?.type !== 'run_finished' || last.status === 'cancelled') return undefined;
  const { status, outputs, single, error, duration_ms, usage = null } = last;
  const [only = null] = Object.values(outputs);
  return {
    status,
    outputs,
    output: single ? only : outputs,
    error: told(error),
    duration_ms,
    usage,
  };
}

function told(error: RunError | null): ResultError | null {
  if (!error) return null;
  const { code, message: text, node, place } = error;
  return { code, message: text, node, ...(place !== undefined && { place }) };
}
