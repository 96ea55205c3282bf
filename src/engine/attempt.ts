import type { FlowNode } from '../flow/flow.ts';
import type { Scope } from '../flow/expression/expression.ts';
import { message, type Message } from '../messages/message.ts';
import {
  NodeError,
  type Component,
  type Context,
  type FlowResult,
  type PortValues,
} from './component.ts';
import type { Emitter } from './emitter.ts';
import type { NodeRef } from './run-event.ts';
import { errorValue, runError } from './run-error.ts';
import type { Shared } from './shared.ts';

/** What one attempt needs to know. */
export interface AttemptSetup {
  readonly node: FlowNode;
  readonly ref: NodeRef;
  readonly number: number;
  readonly component: Component;
  readonly inputs: PortValues;
  readonly scope: Scope;
  readonly emitter: Emitter;
  readonly shared: Shared;
  readonly runSubFlow: (
    inputs: PortValues,
    told: boolean,
    signal: AbortSignal,
  ) => Promise<FlowResult>;
}

/** Thrown into an attempt that is called off. */
export class Cancelled extends Error {
  override name = 'Cancelled';
}

/**
 * One call of a component: it can be cancelled and times out whether the component listens or not; what it streams is
 * framed by start and end, and what comes after its end is dropped.
 */
export class Attempt {
  readonly #setup: AttemptSetup;
  #abort: AbortController | undefined;
  #reject: ((reason: unknown) => void) | undefined;
  #over = false;
  #streaming = false;
  #stopTimer: (() => void) | undefined;
  /** Milliseconds left until the time-out. */
  #left: number;
  #timerSince = 0;
  /** How many others it waits for. */
  #waits = 0;

  constructor(setup: AttemptSetup) {
    this.#setup = setup;
    this.#left = (setup.node.timeout ?? 0) * 1000;
  }

  /** Runs to the end. Rejects with what the component throws, a time-out's {@link NodeError}, or {@link Cancelled}. */
  async run(): Promise<PortValues> {
    const { component, inputs, scope, emitter, ref } = this.#setup;
    try {
      const outputs = await new Promise<PortValues>((resolve, reject) => {
        this.#reject = reject;
        this.#startTimer();
        // Called inside the promise: what it throws at once is a rejection too.
        const result = component.run(inputs, this.#context(scope));
        if (result instanceof Promise) result.then(resolve, reject);
        else resolve(result);
      });
      if (this.#streaming) emitter.emit({ type: 'stream_end', ...ref });
      return outputs;
    } catch (error) {
      if (this.#streaming) {
        emitter.emit({
          type: 'stream_error',
          ...ref,
          error: runError(error, ref.node, emitter.say),
        });
      }
      throw error;
    } finally {
      this.#over = true;
      this.#stopTimer?.();
      this.#abort?.abort(new Cancelled());
    }
  }

  /** Ends it: the component is told by its signal and no longer waited for. */
  cancel(reason: unknown = new Cancelled()): void {
    if (this.#over) return;
    this.#reject?.(reason);
    this.#controller().abort(reason);
  }

  #controller(): AbortController {
    return (this.#abort ??= new AbortController());
  }

  #startTimer(): void {
    const { node, shared } = this.#setup;
    if (node.timeout === undefined) return;
    this.#timerSince = shared.clock.now();
    this.#stopTimer = shared.clock.after(this.#left, () => {
      const values = { node: node.id, seconds: node.timeout ?? 0 };
      this.cancel(
        new NodeError('node-timeout', message('node-timeout', values), {
          hint: message('node-timeout/hint'),
        }),
      );
    });
  }

  /** Waits for somebody else (a person, a sub-flow): the run must know that this step does not get on by itself. */
  async #away<T>(wait: () => Promise<T>): Promise<T> {
    const { people } = this.#setup.shared;
    if (this.#waits++ === 0) people.idle();
    try {
      return await wait();
    } finally {
      if (--this.#waits === 0) people.busy();
    }
  }

  #context(scope: Scope): Context {
    const { ref, emitter, shared, number } = this.#setup;
    const signal = (): AbortSignal => this.#controller().signal;
    const tell = (event: Parameters<Emitter['emit']>[0]): void => {
      if (!this.#over) emitter.emit(event);
    };
    const context: Context = {
      node: emitter.ref(ref).node,
      attempt: number,
      get signal() {
        return signal();
      },
      scope,
      stream: (text) => {
        if (!this.#streaming) tell({ type: 'stream_start', ...ref, attempt: number });
        this.#streaming = true;
        tell({ type: 'stream_chunk', ...ref, text });
      },
      progress: (done, total, text) =>
        tell({
          type: 'node_progress',
          ...ref,
          done,
          total,
          ...(text !== undefined && { message: text }),
        }),
      log: (level, text) => tell({ type: 'log', ...ref, level, message: text }),
      warn: (code: string, text: Message) => {
        if (!this.#over) emitter.warn(code, text, ref);
      },
      call: (inner, inputs, innerScope) => inner.run(inputs, this.#context(innerScope)),
      failure: (error) => errorValue(error, runError(error, ref.node, emitter.say), number),
      runFlow: (inputs, told) => this.#away(() => this.#setup.runSubFlow(inputs, told, signal())),
      ask: async (question) => {
        // The time that a person takes is not the node's.
        this.#stopTimer?.();
        this.#left -= shared.clock.now() - this.#timerSince;
        const asked = { ...emitter.ref(ref), ...question };
        const answer = await this.#away(() => shared.people.ask(asked, signal()));
        if (!this.#over) this.#startTimer();
        return answer;
      },
    };
    return context;
  }
}
