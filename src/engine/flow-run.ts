import { at } from '../flow/at.ts';
import type { Plan, PlanNode } from '../flow/plan/plan.ts';
import { objectOf } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { Cancelled, type Attempt } from './attempt.ts';
import type { Clock } from './clock.ts';
import {
  NodeError,
  type FlowResult,
  type PortValue,
  type PortValues,
  type World,
} from './component.ts';
import type { Emitter } from './emitter.ts';
import { flowOutputs } from './flow-outputs.ts';
import { tellCancelled, tellFailed, tellFinished, type Effort } from './node-events.ts';
import { Progress, type Starter } from './progress.ts';
import { errorValue, runError, wordsOf } from './run-error.ts';
import type { NodeRef, RunError } from './run-event.ts';
import { RunState } from './run-state.ts';
import type { Shared } from './shared.ts';
import { split } from './split.ts';
import { Step, withoutStream, type StepResult } from './step.ts';

/** How a flow ended. */
export type FlowEnd =
  | ({ readonly status: 'succeeded' } & FlowResult)
  | { readonly status: 'failed'; readonly error: RunError; readonly failure: unknown }
  | { readonly status: 'cancelled' };

/** One execution of a plan: starts what {@link Progress} finds ready, and ends when nothing is left. */
export class FlowRun implements Starter {
  readonly #state: RunState;
  readonly #emitter: Emitter;
  readonly #shared: Shared;
  readonly #progress: Progress;
  /** Nodes whose turn has come; a list, so that long chains need no deep stack. */
  readonly #ready: number[] = [];
  #draining = false;
  /** Tasks that take time and have not ended. */
  #running = 0;
  #end: FlowEnd | undefined;
  #finish: ((end: FlowEnd) => void) | undefined;
  #crash: ((defect: unknown) => void) | undefined;

  constructor(plan: Plan, world: World, emitter: Emitter, shared: Shared) {
    this.#state = new RunState(plan, world);
    this.#emitter = emitter;
    this.#shared = shared;
    this.#progress = new Progress(this.#state, emitter, this);
  }

  /** Runs to the end. Aborting the signal cancels. Rejects only with a defect of ours. */
  async run(signal: AbortSignal): Promise<FlowEnd> {
    const cancel = (): void => this.stop({ status: 'cancelled' });
    signal.addEventListener('abort', cancel, { once: true });
    const ended = new Promise<FlowEnd>((resolve, reject) => {
      this.#finish = resolve;
      this.#crash = reject;
    });
    try {
      if (signal.aborted) cancel();
      this.#progress.start();
      this.drain();
      return await ended;
    } finally {
      signal.removeEventListener('abort', cancel);
      await this.#close();
    }
  }

  /** Ends the run: what runs is cancelled; it ends when all of that has ended. */
  stop(end: FlowEnd): void {
    if (this.#end) return;
    this.#end = end;
    this.#progress.cancel();
    this.#finishIfQuiet();
  }

  get stopped(): boolean {
    return this.#end !== undefined;
  }

  get clock(): Clock {
    return this.#shared.clock;
  }

  rest(): Promise<void> | undefined {
    return this.#shared.pace.rest();
  }

  ready(node: number): void {
    this.#ready.push(node);
  }

  drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    for (let next = 0; next < this.#ready.length && !this.#end; next++) {
      this.#begin(at(this.#ready, next));
    }
    this.#ready.length = 0;
    this.#draining = false;
  }

  /** Nothing is left to run: the flow has its result. */
  done(): void {
    let end: FlowEnd;
    try {
      end = { status: 'succeeded', ...flowOutputs(this.#state) };
    } catch (failure) {
      end = { status: 'failed', failure, error: runError(failure, null, this.#emitter.say) };
    }
    this.stop(end);
  }

  /** A node has failed outside of its own work: a loop's bounds, a condition behind it. */
  fail(node: number, failure: unknown): void {
    if (this.#end) return;
    const planned = at(this.#state.plan.nodes, node);
    const ref = this.#progress.ref(node);
    const told = runError(failure, this.#emitter.ref(ref).node, this.#emitter.say);
    if (this.#state.state(node).status !== 'running') {
      this.stop({ status: 'failed', failure, error: told });
      return;
    }
    const effort = planned.controls
      ? this.#progress.failLoop(planned.controls)
      : { attempts: 1, duration: 0 };
    const error = errorValue(failure, told, { node: planned.id, attempts: 1 });
    this.#failed(planned, ref, { failure, told, error }, effort);
  }

  background(node: number, task: () => Promise<void>): void {
    const { people } = this.#shared;
    this.#running++;
    people.busy();
    void task()
      .catch((error: unknown) => this.fail(node, error))
      .then(() => this.drain())
      .catch((defect: unknown) => this.#crash?.(defect))
      .then(() => {
        this.#running--;
        people.idle();
        this.#finishIfQuiet();
      });
  }

  #finishIfQuiet(): void {
    if (this.#end && this.#running === 0) this.#finish?.(this.#end);
  }

  #begin(node: number): void {
    const planned = at(this.#state.plan.nodes, node);
    // It may have been called off since its turn came.
    if (this.#state.state(node).status !== 'queued') return;
    if (this.#progress.isSkipped(node)) this.#progress.skip(node);
    else if (planned.controls) this.#progress.startLoop(planned, planned.controls);
    else if (this.#waitsForOthers(planned)) this.#start(planned, false);
    else this.#shared.limiter.enter(() => this.#start(planned, true), planned.alone);
  }

  /** Nodes that only wait for others take no place among those that run at once. */
  #waitsForOthers({ node, index, alone }: PlanNode): boolean {
    return !alone && (node.nodeType?.role === 'human' || this.#state.plan.subPlans.has(index));
  }

  #start(planned: PlanNode, limited: boolean): void {
    const leave = (): void => {
      if (limited) this.#shared.limiter.leave();
    };
    const state = this.#state.state(planned.index);
    if (this.#end || state.status !== 'queued') {
      leave();
      return;
    }
    const ref = this.#progress.ref(planned.index);
    const tokens = this.#shared.tokens.part();
    const step = new Step({
      run: this.#state,
      planned,
      ref,
      emitter: this.#emitter,
      shared: this.#shared,
      tokens,
      runSubFlow: (inputs, told, attempt) => this.#runSubFlow(planned, inputs, told, attempt),
    });
    const since = this.#shared.clock.now();
    const effort = (): Effort => {
      const duration = this.#shared.clock.now() - since;
      return { attempts: step.attempts, duration, usage: tokens.usage };
    };
    const running = {
      cancel: () => {
        state.step = undefined;
        step.cancel();
        tellCancelled(this.#emitter, ref, effort());
      },
    };
    state.status = 'running';
    state.step = running;
    this.background(planned.index, async () => {
      try {
        const result = await step.run();
        // Cancelled, it has been counted already, and may even have been started anew.
        if (state.step !== running || result.kind === 'cancelled') return;
        state.step = undefined;
        this.#stepEnded(planned, ref, result, effort());
      } finally {
        leave();
      }
    });
  }

  #stepEnded(planned: PlanNode, ref: NodeRef, result: Ended, effort: Effort): void {
    const { index, node } = planned;
    const state = this.#state.state(index);
    state.inputs = result.inputs;
    state.error = undefined;
    if (result.kind === 'failed') {
      this.#failed(planned, ref, result, effort);
      return;
    }
    state.parts = partsOf(planned, result.outputs);
    state.outputs = result.outputs;
    // What a loop's aggregator has gathered so far would be told anew each round: it is told at the loop's end.
    const gathers = node.nodeType?.role === 'aggregator' && planned.loop !== undefined;
    const told = gathers ? only(result.outputs, 'count') : result.outputs;
    tellFinished(this.#emitter, ref, told, effort);
    this.#progress.settle(index, 'succeeded');
  }

  /** A node that ran has failed: the run fails, or goes on as `on_error` says. */
  #failed(planned: PlanNode, ref: NodeRef, failed: Failed, effort: Effort): void {
    const { index, node } = planned;
    const state = this.#state.state(index);
    const { onError } = node;
    const handler =
      onError.kind === 'fail' ? null : onError.kind === 'node' ? onError.id : 'continue';
    tellFailed(this.#emitter, ref, failed.told, handler, effort);
    if (handler === null) {
      state.status = 'cancelled';
      this.stop({ status: 'failed', error: failed.told, failure: failed.failure });
      return;
    }
    state.error = failed.error;
    state.outputs = objectOf(this.#state.declaredOutputs(index).map((name) => [name, null]));
    this.#progress.settle(index, onError.kind === 'node' ? 'handled' : 'continued');
  }

  async #runSubFlow(
    planned: PlanNode,
    inputs: PortValues,
    told: boolean,
    attempt: Attempt,
  ): Promise<FlowResult> {
    const plan = this.#state.plan.subPlans.get(planned.index);
    if (!plan) {
      throw new NodeError('sub-flow-missing', message('sub-flow-missing', { node: planned.id }));
    }
    const { world: outer } = this.#state;
    const world = {
      ...outer,
      inputs,
      parameters: plan.flow.parameterValues,
      folder: plan.folder ?? outer.folder,
    };
    const emitter = this.#emitter.inside(attempt.setup.ref, told);
    const { limiter } = this.#shared;
    const shared = {
      ...this.#shared,
      pause: attempt.pause,
      tokens: attempt.setup.tokens,
      limiter: planned.alone ? limiter.another() : limiter,
    };
    const end = await new FlowRun(plan, world, emitter, shared).run(attempt.controller.signal);
    if (end.status === 'succeeded') return end;
    if (end.status === 'cancelled') throw new Cancelled();
    if (end.failure instanceof Error) throw end.failure;
    throw new Error(wordsOf(end.failure));
  }

  /** Closes all components; one that can't be closed does not change how the run ended. */
  async #close(): Promise<void> {
    const { people } = this.#shared;
    people.busy();
    for (const [index, { component }] of this.#state.nodes.entries()) {
      try {
        await component?.close?.();
      } catch (error) {
        const text = message('component-defect', { text: wordsOf(error) });
        const { id } = at(this.#state.plan.nodes, index);
        this.#emitter.warn('component-defect', text, { node: id });
      }
    }
    people.idle();
  }
}

type Ended = Exclude<StepResult, { kind: 'cancelled' }>;
type Failed = Pick<Extract<StepResult, { kind: 'failed' }>, 'failure' | 'told' | 'error'>;

function only(outputs: PortValues, name: string): PortValues {
  return Object.hasOwn(outputs, name) ? { [name]: outputs[name] ?? null } : {};
}

/** A splitter's part for each of its edges; undefined where all get the same. */
function partsOf(
  { node, out }: PlanNode,
  outputs: PortValues,
): ReadonlyMap<number, PortValue> | undefined {
  if (node.nodeType?.role !== 'splitter') return undefined;
  const strategy = node.config.split_strategy;
  if (strategy !== 'chunk' && strategy !== 'round_robin') return undefined;
  const edges = out.filter(({ kind }) => kind === 'plain');
  const parts = split(strategy, withoutStream(outputs.data ?? null), edges.length);
  return new Map(edges.map(({ index }, n) => [index, parts[n] ?? null]));
}
