import { isTrue, objectOf, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { Attempt, Cancelled, type AttemptSetup } from './attempt.ts';
import { bindInputs, type Bound } from './bind-inputs.ts';
import { NodeError, type Component, type PortValues } from './component.ts';
import { evaluateIn } from './evaluate.ts';
import { ItemStream } from './item-stream.ts';
import { NodeScope, plain } from './node-scope.ts';
import { errorValue, runError } from './run-error.ts';
import type { RunError } from './run-event.ts';
import type { RunState } from './run-state.ts';

/** How a step ended. `error` is what handlers and `error` in expressions see; `told` what events tell. */
export type StepResult = { readonly attempts: number; readonly inputs: PortValues } & (
  | { readonly kind: 'succeeded'; readonly outputs: PortValues }
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
  #attempt: Attempt | undefined;
  #cancelled = false;
  #wake: (() => void) | undefined;

  constructor(setup: StepSetup) {
    this.#setup = setup;
  }

  cancel(): void {
    this.#cancelled = true;
    this.#attempt?.cancel();
    this.#wake?.();
  }

  async run(): Promise<StepResult> {
    const { planned, ref, emitter, run } = this.#setup;
    const { retry } = planned.node;
    const most = retry?.maxAttempts ?? 1;
    let inputs: PortValues = {};
    for (let number = 1; ; number++) {
      emitter.emit({ type: 'node_started', ...ref, node_type: planned.node.type, attempt: number });
      let failure: unknown;
      try {
        const bound = await bindInputs(run, planned);
        inputs = bound.inputs;
        const outputs = await this.#once(number, bound);
        if (!this.#wanted(true, outputs, null))
          return { kind: 'succeeded', outputs, attempts: number, inputs };
        failure = new NodeError(
          'retry-exhausted',
          message('retry-exhausted', { node: planned.id }),
          {
            details: {
              outputs: objectOf(Object.entries(outputs).map(([k, v]) => [k, withoutStream(v)])),
            },
          },
        );
      } catch (error) {
        failure = error;
      }
      if (this.#cancelled || failure instanceof Cancelled)
        return { kind: 'cancelled', attempts: number, inputs };
      const told = runError(failure, ref.node, emitter.say);
      const error = errorValue(failure, told, number);
      if (number >= most || !this.#again(failure, error)) {
        return { kind: 'failed', failure, error, told, attempts: number, inputs };
      }
      await this.#pause(number, told);
      if (this.#stopped()) return { kind: 'cancelled', attempts: number, inputs };
    }
  }

  #stopped(): boolean {
    return this.#cancelled;
  }

  #once(number: number, { inputs, locals }: Bound): Promise<PortValues> {
    if (this.#cancelled) throw new Cancelled();
    const { run, planned } = this.#setup;
    const scope = new NodeScope(run, planned.index, locals);
    this.#attempt = new Attempt(this.#setup, number);
    return this.#attempt.run(this.#component(), inputs, scope);
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
    return (state.component = type.create(planned.node, run.world));
  }

  /** Whether a failure is to be tried again. */
  #again(failure: unknown, error: ValueObject): boolean {
    if (failure instanceof NodeError && failure.code === 'retry-exhausted') return true;
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
    return isTrue(evaluateIn(retry.when, new NodeScope(run, planned.index, locals)));
  }

  async #pause(number: number, error: RunError): Promise<void> {
    const { planned, ref, emitter, shared } = this.#setup;
    const { delay, backoff, jitter, maxAttempts } = planned.node.retry ?? {
      delay: 0,
      backoff: 1,
      jitter: 0,
      maxAttempts: 1,
    };
    const spread = 1 + jitter * (shared.random() * 2 - 1);
    const milliseconds = Math.round(
      Math.min(delay * 1000 * backoff ** (number - 1) * spread, 2 ** 31 - 1),
    );
    const event = { attempt: number + 1, max_attempts: maxAttempts, delay_ms: milliseconds, error };
    emitter.emit({ type: 'node_retrying', ...ref, ...event });
    if (milliseconds === 0) return;
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

/** An output as events have it: of a stream only where it comes from and how many items it has. */
export function withoutStream(value: PortValues[string]): Value {
  return value instanceof ItemStream
    ? objectOf([
        ['source', value.source],
        ['count', value.count],
      ])
    : plain(value, '');
}
