import type { PlanNode } from '../flow/plan/plan.ts';
import { objectOf } from '../flow/value.ts';
import type { PortValues } from './component.ts';
import type { Emitter } from './emitter.ts';
import type { Memory } from './memory.ts';
import { tellFailed, tellFinished, type Effort } from './node-events.ts';
import type { Progress } from './progress.ts';
import type { NodeRef, RunError } from './run-event.ts';
import type { RunState } from './run-state.ts';
import { partsOf } from './split.ts';
import type { StepResult } from './step.ts';

/** One execution of a node: which it is, see `KeptResult.key`, and what it took. */
export interface Execution {
  readonly planned: PlanNode;
  readonly ref: NodeRef;
  readonly key: string;
  readonly effort: Effort;
}

export type Ended = Exclude<StepResult, { kind: 'cancelled' }>;
export type Failed = Pick<Extract<StepResult, { kind: 'failed' }>, 'failure' | 'told' | 'error'>;

/** What becomes of a node's execution that has ended: it is told, kept, and the flow gets on or fails. */
export class Settlement {
  readonly #state: RunState;
  readonly #progress: Progress;
  readonly #emitter: Emitter;
  readonly #memory: Memory;
  readonly #fail: (failure: unknown, error: RunError) => void;

  /** `fail` ends the flow. */
  constructor(
    state: RunState,
    progress: Progress,
    memory: Memory,
    fail: (failure: unknown, error: RunError) => void,
  ) {
    this.#state = state;
    this.#progress = progress;
    this.#emitter = progress.emitter;
    this.#memory = memory;
    this.#fail = fail;
  }

  /** `keep`: the result is not kept yet. */
  ended(execution: Execution, result: Ended, keep: boolean): void {
    const { planned, ref, effort } = execution;
    const state = this.#state.state(planned.index);
    state.inputs = result.inputs;
    state.error = undefined;
    if (result.kind === 'failed') {
      this.failed(execution, result, keep);
      return;
    }
    const { outputs } = result;
    state.parts = partsOf(planned, outputs);
    state.outputs = outputs;
    const gathers = isAggregator(planned);
    // What a loop's aggregator has gathered so far would be told anew each round: it is told at the loop's end.
    const told = gathers && planned.loop ? only(outputs, 'count') : outputs;
    const seq = tellFinished(this.#emitter, ref, told, effort);
    // What an aggregator has gathered is its own state; it is made again without any work.
    if (keep && !gathers) {
      const { state: kept, inputs } = result;
      this.#memory.keepOutputs(execution, { outputs, inputs, state: kept, seq }, this.#emitter);
    }
    this.#progress.settle(planned.index, 'succeeded');
  }

  /** The flow fails, or goes on as `on_error` says. */
  failed(execution: Execution, failed: Failed, keep: boolean): void {
    const { planned, ref, effort } = execution;
    const { index, node } = planned;
    const state = this.#state.state(index);
    const { onError } = node;
    const handler =
      onError.kind === 'fail' ? null : onError.kind === 'node' ? onError.id : 'continue';
    tellFailed(this.#emitter, ref, { error: failed.told, inputs: state.inputs }, handler, effort);
    if (handler === null) {
      state.status = 'cancelled';
      this.#fail(failed.failure, failed.told);
      return;
    }
    if (keep)
      this.#memory.keepFailure(execution, { ...failed, inputs: state.inputs }, this.#emitter);
    state.error = failed.error;
    state.outputs = objectOf(this.#state.declaredOutputs(index).map((name) => [name, null]));
    this.#progress.settle(index, onError.kind === 'node' ? 'handled' : 'continued');
  }
}

export function isAggregator({ node }: PlanNode): boolean {
  return node.nodeType?.role === 'aggregator';
}

function only(outputs: PortValues, name: string): PortValues {
  return Object.hasOwn(outputs, name) ? { [name]: outputs[name] ?? null } : {};
}
