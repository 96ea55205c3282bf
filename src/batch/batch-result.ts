import { createHash } from 'node:crypto';
import type { RunError } from '../engine/run-event.ts';
import type { TokenUsage } from '../engine/tokens.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { toJson, type Value, type ValueObject } from '../flow/value.ts';

/** What has become of one row of data with one variant of the flow; a line of the results. */
export interface BatchResult {
  /** From 1, as the data has it. */
  readonly row: number;
  /** The variant's name; null where there are none. */
  readonly variant: string | null;
  readonly status: 'succeeded' | 'failed' | 'waiting';
  /** The run inputs. */
  readonly inputs: ValueObject;
  /** What the flow returned, by name; empty unless it succeeded. */
  readonly outputs: ValueObject;
  readonly error: ResultError | null;
  readonly duration_ms: number;
  /** Null where no language model was asked. */
  readonly usage: TokenUsage | null;
  /** What the evaluating flow found, by name; null where there is none or it failed. */
  readonly scores: Scores | null;
  /** Why there are no scores. */
  readonly evaluation_error: ResultError | null;
  /** The same for the same inputs, parameters and flows: such a row need not be run again. */
  readonly key: string;
}

/** A failure without the lines around its place: each result is one line, and the file is at hand. */
export type ResultError = Pick<RunError, 'code' | 'message' | 'node' | 'place'>;

export type Scores = Readonly<Record<string, number | boolean | string>>;

/** What all rows of a variant have in common, for their keys: the text of its flows and the values of their parameters. */
export function planKey(plans: readonly Plan[]): string {
  const hash = createHash('sha256');
  const add = (plan: Plan): void => {
    const { flow, subPlans } = plan;
    hash.update(toJson([flow.file.text, flow.parameterValues]));
    for (const sub of subPlans.values()) add(sub);
  };
  plans.forEach(add);
  return hash.digest('hex');
}

/** The key of one row. */
export function resultKey(variant: string, inputs: Value): string {
  return createHash('sha256')
    .update(toJson([variant, inputs]))
    .digest('hex')
    .slice(0, 16);
}
