import { position } from '../diagnostics/code-frame.ts';
import { NodeError, type Context } from '../engine/component.ts';
import type { Value, ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { PythonFailure, CallResult, PythonInstance } from '../python/instance.ts';
import { pythonError, type FramePlaces } from './python-error.ts';

/** What inspection says of an object's memory. */
export interface PythonMemory {
  /** It has `get_state` and `set_state`. */
  readonly keeps: boolean;
  /** It visibly changes what it will find at its next call. */
  readonly changes: boolean;
}

/** An object in Python that a component calls: opened by its first call, and what it keeps of its state. */
export class PythonCalls {
  readonly #open: () => Promise<PythonInstance>;
  readonly #memory: PythonMemory;
  readonly #places: FramePlaces | undefined;
  #instance: Promise<PythonInstance> | undefined;
  #opened: PythonInstance | undefined;
  #restored: Value | undefined;
  #forgotten = false;
  #toldUnkept = false;

  /** `places` knows where code stands that is in no file. */
  constructor(open: () => Promise<PythonInstance>, memory: PythonMemory, places?: FramePlaces) {
    this.#open = open;
    this.#memory = memory;
    this.#places = places;
  }

  /**
   * Calls it; what it streams, logs and fails with goes where a component's does. A generator's value is its joined text if all
   * yields are text, else the list. Rejects with NodeError.
   */
  async call(inputs: ValueObject, context: Context): Promise<Value> {
    if (this.#forgotten) {
      this.#forgotten = false;
      context.warn('component-state-lost', message('component-state-lost', { node: context.node }));
    }
    this.#instance ??= this.#openRestored();
    const instance = await this.#instance;
    const yielded: Value[] = [];
    let unkept: PythonFailure | undefined;
    let result: CallResult;
    try {
      result = await instance.call(inputs, {
        signal: context.signal,
        idempotencyKey: context.idempotencyKey,
        chunk(value) {
          yielded.push(value as Value);
          if (typeof value === 'string') context.stream(value);
        },
        log: (level, text) => context.log(level, text),
        progress: (done, total, text) => context.progress(done, total, text),
        stateLost: () => this.#lost(context),
        unkept: (failure) => {
          unkept = failure;
        },
      });
    } catch (error) {
      throw await pythonError(error, this.#places);
    }
    if (unkept) await this.#unkept(unkept, context);
    if (!('generated' in result)) return result.value as Value;
    return yielded.every((value) => typeof value === 'string') ? yielded.join('') : yielded;
  }

  /** See `Component.state`. */
  state(): Value | undefined {
    return this.#opened?.state();
  }

  /** See `Component.restore`. That a state is gone is told by the next call. */
  restore(state: Value | undefined): void {
    this.#restored = state;
    this.#forgotten = state === undefined && (this.#memory.keeps || this.#memory.changes);
  }

  /** Ends it. Never throws. */
  async close(): Promise<void> {
    await (await this.#instance?.catch(() => undefined))?.close();
  }

  async #openRestored(): Promise<PythonInstance> {
    const instance = await this.#open();
    if (this.#restored !== undefined) instance.restore(this.#restored);
    this.#opened = instance;
    return instance;
  }

  #lost(context: Context): void {
    if (!this.#memory.keeps && !this.#memory.changes) return;
    context.warn('python-state-lost', message('python-state-lost', { node: context.node }));
  }

  /** The call has succeeded all the same; one warning says what that means. */
  async #unkept(failure: PythonFailure, context: Context): Promise<void> {
    if (this.#toldUnkept) return;
    this.#toldUnkept = true;
    const error = await pythonError(failure, this.#places);
    if (!(error instanceof NodeError)) return;
    const { text, location } = error;
    const values = { node: context.node, problem: text };
    const place = location && `${location.file.path}:${position(location).line}`;
    context.warn(
      'component-state-unkept',
      place === undefined
        ? message('component-state-unkept', values)
        : message('component-state-unkept/place', { ...values, place }),
    );
  }
}
