import { at } from '../flow/at.ts';
import type { Plan, PlanNode } from '../flow/plan/plan.ts';
import { message } from '../messages/message.ts';
import { Cancelled, type Attempt, type SubFlowCall } from './attempt.ts';
import type { Clock } from './clock.ts';
import { NodeError, type FlowResult, type World } from './component.ts';
import type { Emitter } from './emitter.ts';
import { flowOutputs } from './flow-outputs.ts';
import { tellCancelled, type Effort } from './node-events.ts';
import type { KeptResult } from './kept-result.ts';
import { Progress, type Starter } from './progress.ts';
import type { Recalled, Recollection } from './recollection.ts';
import { closeComponents } from './close-components.ts';
import { errorValue, runError, wordsOf } from './run-error.ts';
import type { RunError } from './run-event.ts';
import { RunState } from './run-state.ts';
import type { Shared } from './shared.ts';
import { isAggregator, Settlement, type Ended } from './settlement.ts';
import { Step } from './step.ts';

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
  readonly #settlement: Settlement;
  /** What the keys of its executions begin with, where it is a sub-flow. */
  readonly #prefix: string;
  /** Nodes whose turn has come; a list, so that long chains need no deep stack. */
  readonly #ready: number[] = [];
  #draining = false;
  /** Tasks that take time and have not ended. */
  #running = 0;
  #end: FlowEnd | undefined;
  #finish: ((end: FlowEnd) => void) | undefined;
  #crash: ((defect: unknown) => void) | undefined;

  constructor(plan: Plan, world: World, emitter: Emitter, shared: Shared, prefix = '') {
    this.#state = new RunState(plan, world);
    this.#emitter = emitter;
    this.#shared = shared;
    this.#prefix = prefix;
    this.#progress = new Progress(this.#state, emitter, this);
    const { memory } = shared;
    this.#settlement = new Settlement(this.#state, this.#progress, memory, (failure, error) =>
      this.stop({ status: 'failed', failure, error }),
    );
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
      await closeComponents(this.#state, this.#emitter, this.#shared.people);
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
    this.#shared.memory.recollection?.pump();
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
    const execution = { planned, ref, key: this.#key(planned), effort };
    this.#settlement.failed(execution, { failure, told, error }, false);
  }

  background(node: number, task: () => Promise<void>): void {
    const worked = this.#shared.memory.recollection?.working();
    this.#task(node, worked ? () => task().finally(worked) : task);
  }

  #task(node: number, task: () => Promise<void>): void {
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
    const { recollection } = this.#shared.memory;
    // It may have been called off since its turn came.
    if (this.#state.state(node).status !== 'queued') return;
    if (this.#progress.isSkipped(node)) this.#progress.skip(node);
    else if (planned.controls) this.#progress.startLoop(planned, planned.controls);
    else if (recollection) this.#remember(planned, recollection);
    else this.#enter(planned);
  }

  #enter(planned: PlanNode, ended?: () => void): void {
    if (this.#waitsForOthers(planned)) this.#start(planned, false, ended);
    else this.#shared.limiter.enter(() => this.#start(planned, true, ended), planned.alone);
  }

  /** Takes a node's result from before; without one it waits until all others have taken theirs, then it runs. */
  #remember(planned: PlanNode, recollection: Recollection): void {
    const recalled = recollection.take(this.#key(planned));
    if (recalled && !recalled.result.again) this.#recall(planned, recalled, recollection);
    // Only the nodes of its own flow do anything.
    else if (this.#state.plan.subPlans.has(planned.index)) this.#enter(planned);
    else if (isAggregator(planned) || recalled?.result.again === 'stream') {
      this.#enter(planned, recollection.working());
    } else recollection.hold(() => this.#enter(planned));
  }

  #recall(planned: PlanNode, recalled: Recalled, recollection: Recollection): void {
    const state = this.#state.state(planned.index);
    const { memory } = this.#shared;
    const { key, attempts, state: remembered, ...rest } = recalled.result;
    const running = { cancel: () => (state.step = undefined) };
    state.status = 'running';
    state.step = running;
    recollection.handOver(recalled, () => {
      if (this.#end || state.step !== running) return;
      state.step = undefined;
      state.remembered = { state: remembered };
      const ref = this.#progress.ref(planned.index);
      const event = { node_type: planned.node.type, attempt: attempts };
      this.#emitter.emit({ type: 'node_started', ...ref, ...event });
      // It costs nothing now: an earlier session of this run counts what it has used, another run does not count here.
      const effort = { attempts, duration: 0, reused: 'run' } as const;
      const ended = endedBefore(rest, attempts);
      this.#settlement.ended({ planned, ref, key, effort }, ended, memory.history === undefined);
      this.drain();
    });
  }

  /** Which execution of the run it is that a node stands before, see `KeptResult.key`. */
  #key({ index, id }: PlanNode): string {
    const { iteration = [] } = this.#progress.ref(index);
    return this.#prefix + (iteration.length > 0 ? `${id}[${iteration.join(',')}]` : id);
  }

  /** Nodes that only wait for others take no place among those that run at once. */
  #waitsForOthers({ node, index, alone }: PlanNode): boolean {
    return !alone && (node.nodeType?.role === 'human' || this.#state.plan.subPlans.has(index));
  }

  /** `ended` is called when nothing more comes of it. */
  #start(planned: PlanNode, limited: boolean, ended?: () => void): void {
    const leave = (): void => {
      if (limited) this.#shared.limiter.leave();
      ended?.();
    };
    const state = this.#state.state(planned.index);
    if (this.#end || state.status !== 'queued') {
      leave();
      return;
    }
    const ref = this.#progress.ref(planned.index);
    const tokens = this.#shared.tokens.part();
    const key = this.#key(planned);
    const step = new Step({
      run: this.#state,
      planned,
      ref,
      emitter: this.#emitter,
      shared: this.#shared,
      tokens,
      key,
      runSubFlow: (call, attempt) => this.#runSubFlow(planned, call, attempt),
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
    this.#task(planned.index, async () => {
      try {
        const result = await step.run();
        // Cancelled, it has been counted already, and may even have been started anew.
        if (state.step !== running || result.kind === 'cancelled') return;
        state.step = undefined;
        const reused = result.kind === 'succeeded' ? result.reused : undefined;
        const full = { ...effort(), reused };
        this.#settlement.ended({ planned, ref, key, effort: full }, result, true);
      } finally {
        leave();
      }
    });
  }

  async #runSubFlow(
    planned: PlanNode,
    { inputs, told, number }: SubFlowCall,
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
    const prefix = `${attempt.setup.key}#${attempt.number}.${number}/`;
    const run = new FlowRun(plan, world, emitter, shared, prefix);
    const end = await run.run(attempt.controller.signal);
    if (end.status === 'succeeded') return end;
    if (end.status === 'cancelled') throw new Cancelled();
    if (end.failure instanceof Error) throw end.failure;
    throw new Error(wordsOf(end.failure));
  }
}

/** A result from before, as if its step had just ended. */
function endedBefore(
  { outputs, failed }: Pick<KeptResult, 'outputs' | 'failed'>,
  attempts: number,
): Ended {
  if (!failed) return { kind: 'succeeded', outputs: outputs ?? {}, inputs: {}, attempts };
  const { error, told, inputs } = failed;
  return { kind: 'failed', error, told, inputs, failure: undefined, attempts };
}
