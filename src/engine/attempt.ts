import { setMaxListeners } from 'node:events';
import type { Scope } from '../flow/expression/expression.ts';
import type { PlanNode } from '../flow/plan/plan.ts';
import type { Value, ValueObject } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';
import {
  NodeError,
  type Component,
  type Context,
  type FlowResult,
  type MaybePromise,
  type PortValues,
} from './component.ts';
import type { Emitter } from './emitter.ts';
import type { NodeRef, Question } from './run-event.ts';
import { errorValue, runError } from './run-error.ts';
import type { Shared } from './shared.ts';
import type { TokenAccount } from './tokens.ts';

/** What all attempts of one step have in common. */
export interface AttemptSetup {
  readonly planned: PlanNode;
  readonly ref: NodeRef;
  readonly emitter: Emitter;
  readonly shared: Shared;
  /** Which execution of the run it is, see `KeptResult.key`. */
  readonly key: string;
  /** What it uses of language models. */
  readonly tokens: TokenAccount;
  runSubFlow(call: SubFlowCall, attempt: Attempt): Promise<FlowResult>;
}

/** One call of a node's sub-flow. */
export interface SubFlowCall {
  readonly inputs: PortValues;
  readonly told: boolean;
  /** Which of the calls of its attempt it is. */
  readonly number: number;
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
  readonly setup: AttemptSetup;
  /** From 1. */
  readonly number: number;
  #abort: AbortController | undefined;
  #reject: ((reason: unknown) => void) | undefined;
  #over = false;
  #streaming = false;
  /** Whether it has told a warning. */
  warned = false;
  #stopTimer: (() => void) | undefined;
  /** Milliseconds left until the time-out. */
  #left: number;
  #timerSince = 0;
  /** How many questions to people are open, here and in flows within. */
  #pauses = 0;
  /** How many others it waits for. */
  #waits = 0;
  /** Flows that it runs. */
  readonly #flows = new Set<Promise<unknown>>();

  constructor(setup: AttemptSetup, number: number) {
    this.setup = setup;
    this.number = number;
    this.#left = (setup.planned.node.timeout ?? 0) * 1000;
  }

  /**
   * Runs to the end, and waits for that of the flows that it has begun. Rejects with what the component or `accept`
   * (which is shown the outputs) throws, a time-out's {@link NodeError}, or {@link Cancelled}.
   */
  async run(
    component: Component,
    inputs: PortValues,
    scope: Scope,
    accept: (outputs: PortValues) => void,
  ): Promise<PortValues> {
    try {
      const outputs = await new Promise<PortValues>((resolve, reject) => {
        this.#reject = reject;
        this.#startTimer();
        // Called inside the promise: what it throws at once is a rejection too.
        const { shared, emitter, ref } = this.setup;
        const call = (): MaybePromise<PortValues> =>
          component.run(inputs, new AttemptContext(this, scope));
        const result = shared.around ? shared.around(emitter.ref(ref).node, call) : call();
        if (result instanceof Promise) result.then(resolve, reject);
        else resolve(result);
      });
      accept(outputs);
      this.#end();
      return outputs;
    } catch (error) {
      this.#end({ error });
      throw error;
    } finally {
      if (this.#flows.size > 0) await Promise.allSettled(this.#flows);
    }
  }

  /** Ends it: the component is told by its signal and no longer waited for. */
  cancel(reason: unknown = new Cancelled()): void {
    if (this.#over) return;
    this.controller.abort(reason);
    this.#end({ error: reason });
    this.#reject?.(reason);
  }

  /** Nothing is told after this. */
  #end(failed?: { readonly error: unknown }): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopTimer?.();
    this.#abort?.abort(new Cancelled());
    if (!this.#streaming) return;
    const { emitter, ref } = this.setup;
    if (!failed) {
      emitter.emit({ type: 'stream_end', ...ref });
      return;
    }
    const error = runError(failed.error, emitter.ref(ref).node, emitter.say);
    emitter.emit({ type: 'stream_error', ...ref, error });
  }

  /** Made only when somebody asks for it: most components never do. */
  get controller(): AbortController {
    if (!this.#abort) {
      this.#abort = new AbortController();
      // An ItemProcessor's items all listen to it; Node would take so many for a leak.
      setMaxListeners(0, this.#abort.signal);
      if (this.#over) this.#abort.abort(new Cancelled());
    }
    return this.#abort;
  }

  tell(event: Parameters<Emitter['emit']>[0]): void {
    if (!this.#over) this.setup.emitter.emit(event);
  }

  warn(code: string, text: Message): void {
    if (this.#over) return;
    this.warned = true;
    this.setup.emitter.warn(code, text, this.setup.ref);
  }

  stream(text: string): void {
    const { ref } = this.setup;
    if (!this.#streaming) this.tell({ type: 'stream_start', ...ref, attempt: this.number });
    this.#streaming = true;
    this.tell({ type: 'stream_chunk', ...ref, text });
  }

  /** Waits for somebody else (a person, a sub-flow): the run must know that this step does not get on by itself. */
  async away<T>(wait: () => Promise<T>): Promise<T> {
    const { people } = this.setup.shared;
    if (this.#waits++ === 0) people.idle();
    try {
      return await wait();
    } finally {
      if (--this.#waits === 0) people.busy();
    }
  }

  /** Asks a person. */
  async ask(question: Question): Promise<Value> {
    const goOn = this.pause();
    try {
      return await this.away(() => this.setup.shared.people.ask(question, this.controller.signal));
    } finally {
      goOn();
    }
  }

  /** Stops the clock: the time that a person takes is not the node's. What it returns lets it go on. */
  readonly pause = (): (() => void) => {
    const { shared } = this.setup;
    const goOn = shared.pause();
    if (this.#pauses++ === 0 && this.#stopTimer) {
      this.#stopTimer();
      this.#left -= shared.clock.now() - this.#timerSince;
    }
    return () => {
      goOn();
      if (--this.#pauses === 0 && !this.#over) this.#startTimer();
    };
  };

  /** Runs the node's flow. */
  async runFlow(call: SubFlowCall): Promise<FlowResult> {
    this.controller.signal.throwIfAborted();
    const flow = this.away(() => this.setup.runSubFlow(call, this));
    this.#flows.add(flow);
    try {
      return await flow;
    } finally {
      this.#flows.delete(flow);
    }
  }

  #startTimer(): void {
    const { planned, shared } = this.setup;
    const { timeout, id } = planned.node;
    if (timeout === undefined) return;
    this.#timerSince = shared.clock.now();
    this.#stopTimer = shared.clock.after(this.#left, () => {
      const text = message('node-timeout', { node: id, seconds: timeout });
      this.cancel(new NodeError('node-timeout', text, { hint: message('node-timeout/hint') }));
    });
  }
}

/** An attempt as its component sees it. */
class AttemptContext implements Context {
  readonly #attempt: Attempt;
  readonly #part: string;
  readonly scope: Scope;

  /** `part`: which of the component's own calls it is for. */
  constructor(attempt: Attempt, scope: Scope, part = '') {
    this.#attempt = attempt;
    this.scope = scope;
    this.#part = part;
  }

  get node(): string {
    const { emitter, ref } = this.#attempt.setup;
    return emitter.ref(ref).node;
  }

  get attempt(): number {
    return this.#attempt.number;
  }

  get idempotencyKey(): string {
    const { shared, key } = this.#attempt.setup;
    return `${shared.memory.runId}:${key}${this.#part}`;
  }

  get signal(): AbortSignal {
    return this.#attempt.controller.signal;
  }

  get tokens(): TokenAccount {
    return this.#attempt.setup.tokens;
  }

  stream(text: string): void {
    this.#attempt.stream(text);
  }

  progress(done: number, total: number | null, text?: string): void {
    const about = { ...this.#attempt.setup.ref, done, total };
    this.#attempt.tell({
      type: 'node_progress',
      ...about,
      ...(text !== undefined && { message: text }),
    });
  }

  log(level: 'debug' | 'info' | 'warning' | 'error', text: string): void {
    this.#attempt.tell({ type: 'log', ...this.#attempt.setup.ref, level, message: text });
  }

  warn(code: string, text: Message): void {
    this.#attempt.warn(code, text);
  }

  call(inner: Component, inputs: PortValues, scope: Scope, call: number): MaybePromise<PortValues> {
    return inner.run(inputs, new AttemptContext(this.#attempt, scope, `${this.#part}/${call}`));
  }

  failure(error: NodeError): ValueObject {
    const { ref, emitter } = this.#attempt.setup;
    const told = runError(error, emitter.ref(ref).node, emitter.say);
    return errorValue(error, told, { node: ref.node, attempts: this.#attempt.number });
  }

  runFlow(inputs: PortValues, told: boolean, number = 0): Promise<FlowResult> {
    return this.#attempt.runFlow({ inputs, told, number });
  }

  ask(question: { prompt: string; options?: readonly string[]; schema?: Value }): Promise<Value> {
    const { ref, emitter } = this.#attempt.setup;
    return this.#attempt.ask({ ...emitter.ref(ref), ...question });
  }
}
