import { isTrue, objectOf, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { Attempt, Cancelled, type AttemptSetup } from './attempt.ts';
import { bindInputs, type Bound } from './bind-inputs.ts';
import { CachedCall } from './cached-call.ts';
import { NodeError, type Component, type MaybePromise, type PortValues } from './component.ts';
import { evaluateIn } from './evaluate.ts';
import { checkOutputSize } from './output-size.ts';
import { NodeScope } from './node-scope.ts';
import { withoutStream } from './without-stream.ts';
import { errorValue, runError } from './run-error.ts';
import type { RunError } from './run-event.ts';
import type { RunState } from './run-state.ts';
import { WorldReads } from './world-reads.ts';

/** How a step ended. `error` is what handlers and `error` in expressions see; `told` what events tell. */
export type StepResult = { readonly attempts: number; readonly inputs: PortValues } & (
  | {
      readonly kind: 'succeeded';
      readonly outputs: PortValues;
      /** The component's, to be kept. */
      readonly state?: Value | undefined;
      /** It was not called. */
      readonly reused?: 'cache';
    }
  | {
      readonly kind: 'failed';
      readonly failure: unknown;
      readonly error: ValueObject;
      readonly told: RunError;
    }
  | { readonly kind: 'cancelled' }
);

export interface StepSetup extends AttemptSetup {
  readonly run: RunState;
}

/** One node, once: its inputs are bound, its component is called, and called again as `retry` says. Never rejects. */
export class Step {
  readonly #setup: StepSetup;
  #number: number;
  #attempt: Attempt | undefined;
  #cancelled = false;
  #wake: (() => void) | undefined;
  /** The answer was one that `retry.when` does not want. */
  #unwanted: NodeError | undefined;

  constructor(setup: StepSetup) {
    this.#setup = setup;
    const { history } = setup.shared.memory;
    this.#number = history?.attemptOf(setup.emitter.ref(setup.ref)) ?? 1;
  }

  /** The attempt that it makes, from 1. */
  get attempts(): number {
    return this.#number;
  }

  /** Ends it; what it still tells, it tells at once. */
  cancel(): void {
    this.#cancelled = true;
    this.#attempt?.cancel();
    this.#wake?.();
  }

  async run(): Promise<StepResult> {
    const { planned, ref, emitter, shared } = this.#setup;
    const most = planned.node.retry?.maxAttempts ?? 1;
    let inputs: PortValues = {};
    for (; ; this.#number++) {
      const attempts = this.#number;
      const event = { node_type: planned.node.type, attempt: attempts };
      emitter.emit({ type: 'node_started', ...ref, ...event });
      let failure: unknown;
      try {
        const rest = shared.pace.rest();
        if (rest) await rest;
        const binding = this.#bind();
        const bound = binding instanceof Promise ? await binding : binding;
        inputs = bound.inputs;
        const cached = this.#cachedCall(bound);
        const known = cached?.find(emitter, ref);
        if (known && !this.#wanted(true, known, null)) {
          return { kind: 'succeeded', outputs: known, attempts, inputs, reused: 'cache' };
        }
        const outputs = await this.#once(bound, cached);
        this.#keep(cached, outputs);
        const keeping = this.#componentState();
        const state = keeping instanceof Promise ? await keeping : keeping;
        return { kind: 'succeeded', outputs, attempts, inputs, state };
      } catch (error) {
        failure = error;
      }
      if (this.#isCancelled()) return { kind: 'cancelled', attempts, inputs };
      const told = runError(failure, emitter.ref(ref).node, emitter.say);
      const error = errorValue(failure, told, { node: ref.node, attempts });
      if (attempts >= most || !this.#again(failure, error)) {
        return { kind: 'failed', failure, error, told, attempts, inputs };
      }
      await this.#pause(told);
      if (this.#isCancelled()) return { kind: 'cancelled', attempts, inputs };
    }
  }

  #isCancelled(): boolean {
    return this.#cancelled;
  }

  /** Binds the inputs. Reading a stream may take long, so it is not waited for when the step is cancelled. */
  #bind(): MaybePromise<Bound> {
    const { run, planned } = this.#setup;
    if (this.#cancelled) throw new Cancelled();
    const bound = bindInputs(run, planned, () => this.#cancelled);
    if (!(bound instanceof Promise)) return bound;
    const cancelled = new Promise<never>((_, reject) => {
      this.#wake = () => reject(new Cancelled());
    });
    return Promise.race([bound, cancelled]);
  }

  /** A call whose result may be in the cache, or go there. */
  #cachedCall({ inputs, locals }: Bound): CachedCall | undefined {
    const { run, planned, ref, emitter, shared } = this.#setup;
    const cache = shared.cache?.of(emitter.ref(ref).node);
    if (!cache) return undefined;
    // Before the component is made.
    run.state(planned.index).reads ??= new WorldReads();
    return CachedCall.of(cache, inputs, new NodeScope(run, planned.index, locals), run);
  }

  /** A result that came with a warning is not for the cache: nobody would be warned the next time. */
  #keep(cached: CachedCall | undefined, outputs: PortValues): void {
    const { run, planned, emitter } = this.#setup;
    const { reads } = run.state(planned.index);
    if (cached && reads && !this.#attempt?.warned) cached.keep(outputs, emitter, reads);
  }

  #once(bound: Bound, cached: CachedCall | undefined): Promise<PortValues> {
    if (this.#cancelled) throw new Cancelled();
    const { run, planned } = this.#setup;
    const state = run.state(planned.index);
    const component = this.#component();
    const { remembered } = state;
    if (!remembered) return this.#call(component, bound, cached);
    state.remembered = undefined;
    return this.#restored(component, remembered.state, bound, cached);
  }

  async #restored(
    component: Component,
    state: Value | undefined,
    bound: Bound,
    cached: CachedCall | undefined,
  ): Promise<PortValues> {
    await component.restore?.(state);
    if (this.#isCancelled()) throw new Cancelled();
    return this.#call(component, bound, cached);
  }

  #call(
    component: Component,
    { inputs, locals }: Bound,
    cached: CachedCall | undefined,
  ): Promise<PortValues> {
    const { run, planned } = this.#setup;
    const scope = cached?.scope ?? new NodeScope(run, planned.index, locals);
    this.#attempt = new Attempt(this.#setup, this.#number);
    return this.#attempt.run(component, inputs, scope, (outputs) => this.#accept(outputs));
  }

  /** What is to be kept of the component's state. */
  #componentState(): MaybePromise<Value | undefined> {
    const { run, planned, shared } = this.#setup;
    if (!shared.memory.keeps) return undefined;
    return run.state(planned.index).component?.state?.();
  }

  /** Throws for outputs that are too large, and where `retry.when` wants another answer. */
  #accept(outputs: PortValues): void {
    const { planned } = this.#setup;
    checkOutputSize(outputs, planned.id);
    if (!this.#wanted(true, outputs, null)) return;
    const isLast = this.#number >= (planned.node.retry?.maxAttempts ?? 1);
    const code = isLast ? 'retry-exhausted' : 'retry-wanted';
    const values = Object.entries(outputs).map(([k, v]) => [k, withoutStream(v)] as const);
    this.#unwanted = new NodeError(code, message(code, { node: planned.id }), {
      details: objectOf([['outputs', objectOf(values)]]),
    });
    throw this.#unwanted;
  }

  /** The node's component: one for the whole run. */
  #component(): Component {
    const { run, planned } = this.#setup;
    const state = run.state(planned.index);
    if (state.component) return state.component;
    const type = run.world.types.get(planned.node.type);
    if (!type) {
      throw new NodeError(
        'unknown-node-type',
        message('unknown-node-type', { type: planned.node.type }),
      );
    }
    const world = state.reads?.watched(run.world) ?? run.world;
    return (state.component = type.create(planned.node, world));
  }

  /** Whether a failure is to be tried again. */
  #again(failure: unknown, error: ValueObject): boolean {
    if (this.#unwanted && failure === this.#unwanted) return true;
    try {
      return this.#wanted(false, undefined, error);
    } catch {
      return false;
    }
  }

  /** What `retry.when` says of an outcome; without it, failures are tried again and answers are not. */
  #wanted(succeeded: boolean, outputs: PortValues | undefined, error: Value): boolean {
    const { run, planned } = this.#setup;
    const { retry } = planned.node;
    if (!retry) return false;
    if (!retry.when) return !succeeded;
    const declared = run.declaredOutputs(planned.index).map((n): [string, Value] => [n, null]);
    const locals = { ...Object.fromEntries(declared), ...outputs, error };
    const scope = new NodeScope(run, planned.index, locals, { answer: outputs ?? {} });
    return isTrue(evaluateIn(retry.when, scope));
  }

  async #pause(error: RunError): Promise<void> {
    const { planned, ref, emitter, shared } = this.#setup;
    const { delay, backoff, jitter, maxAttempts } = planned.node.retry ?? {
      delay: 0,
      backoff: 1,
      jitter: 0,
      maxAttempts: 1,
    };
    const number = this.#number;
    const spread = 1 + jitter * (shared.random() * 2 - 1);
    const factor = Math.min(backoff ** (number - 1), Number.MAX_SAFE_INTEGER);
    const milliseconds = Math.round(Math.min(delay * 1000 * factor * spread, 2 ** 31 - 1));
    const event = { attempt: number + 1, max_attempts: maxAttempts, delay_ms: milliseconds, error };
    emitter.emit({ type: 'node_retrying', ...ref, ...event });
    if (milliseconds === 0 || shared.hurry) return;
    await new Promise<void>((resolve) => {
      const stop = shared.clock.after(milliseconds, resolve);
      this.#wake = () => {
        stop();
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
