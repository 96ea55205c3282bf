import type { Value } from '../flow/value.ts';
import type { CallOptions, CallResult, PythonInstance, PythonObject } from './instance.ts';
import type { Realm } from './realm.ts';
import { cancelled, runCall, type Outcome } from './running-call.ts';
import { GRACE, type WorkerProcess } from './worker-process.ts';

type Inputs = Readonly<Record<string, unknown>>;

/** What is known here of an object in Python: in which process it is, and what was kept of it. */
class Kept {
  process: WorkerProcess | undefined;
  readonly #what: PythonObject;
  readonly #number: number;
  /** Whether the object is certainly in `process`, because a call of it has succeeded there. */
  #opened = false;
  /** What it is to be given when it is made anew. */
  state: Value | undefined;

  constructor(what: PythonObject, number: number) {
    this.#what = what;
    this.#number = number;
  }

  /** The request for a call in a process; says `stateLost` where the object must be a fresh one. */
  request(worker: WorkerProcess, inputs: Inputs, options: CallOptions) {
    if (this.process !== worker) {
      if (this.#opened && this.state === undefined) options.stateLost();
      if (this.process?.alive) void this.close();
      this.#opened = false;
      this.process = worker;
      worker.held++;
    }
    const open = this.#opened ? {} : { open: this.#spec() };
    const key = options.idempotencyKey;
    return { op: 'call', instance: this.#number, ...open, inputs, key };
  }

  #spec() {
    const what = this.#what;
    const { kind, path } = what;
    if (what.kind === 'code') return { kind, path, text: what.text };
    const { state } = this;
    const kept = state === undefined ? {} : { state };
    return { kind, path, class: what.className, config: what.config, ...kept };
  }

  /** What a call's outcome means for the caller and for the object. */
  conclude(outcome: Outcome, options: CallOptions): CallResult {
    if (outcome.kind !== 'answered') throw outcome.failure;
    this.#opened = true;
    const { answer } = outcome;
    // An older one would be wrong: it knows nothing of this call.
    this.state = answer.state;
    if (answer.unkept) options.unkept(answer.unkept);
    return answer.generated ? { generated: true } : { value: answer.result };
  }

  /** Drops the object, with a plugin's `cleanup`. It waits for what the process does, but not for ever. */
  close(): Promise<void> {
    const worker = this.process;
    if (worker) worker.held--;
    if (worker?.alive !== true) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(done, GRACE);
      const asker = { isCall: false, answered: done, failed: done, died: done };
      worker.ask({ op: 'close', instance: this.#number }, asker);
    });
  }
}

/** An object whose calls run one after the other, each alone in its process. */
export class SyncInstance implements PythonInstance {
  readonly #kept: Kept;
  readonly #user: string | undefined;
  readonly #realm: () => Promise<Realm>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(what: PythonObject, number: number, realm: () => Promise<Realm>) {
    this.#kept = new Kept(what, number);
    this.#user = what.user;
    this.#realm = realm;
  }

  call(inputs: Inputs, options: CallOptions): Promise<CallResult> {
    const turn = this.#last.then(() => this.#call(inputs, options));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  state(): Value | undefined {
    return this.#kept.state;
  }

  restore(state: Value): void {
    this.#kept.state = state;
  }

  close(): Promise<void> {
    return this.#kept.close();
  }

  async #call(inputs: Inputs, options: CallOptions): Promise<CallResult> {
    const { oneByOne } = await this.#realm();
    if (options.signal.aborted) throw cancelled();
    const acquired = oneByOne.acquire(this.#kept.process, options.signal, this.#user);
    const worker = acquired instanceof Promise ? await acquired : acquired;
    if (worker === undefined) throw cancelled();
    try {
      const request = this.#kept.request(worker, inputs, options);
      return this.#kept.conclude(await runCall(worker, request, options, false), options);
    } finally {
      oneByOne.release(worker);
    }
  }
}

/** An object whose calls run at once, in a process that it shares with other such objects. */
export class AsyncInstance implements PythonInstance {
  readonly #kept: Kept;
  readonly #realm: () => Promise<Realm>;

  constructor(what: PythonObject, number: number, realm: () => Promise<Realm>) {
    this.#kept = new Kept(what, number);
    this.#realm = realm;
  }

  async call(inputs: Inputs, options: CallOptions): Promise<CallResult> {
    const realm = await this.#realm();
    if (options.signal.aborted) throw cancelled();
    const outcome = await this.#run(realm.together(), inputs, options);
    if (outcome.kind !== 'died' || !outcome.again) return this.#kept.conclude(outcome, options);
    // One of several calls has ended their process, nobody knows which: each again, for itself.
    const worker = await realm.alone.acquire(undefined, options.signal);
    if (worker === undefined) throw cancelled();
    try {
      return this.#kept.conclude(await this.#run(worker, inputs, options), options);
    } finally {
      realm.alone.release(worker);
    }
  }

  state(): Value | undefined {
    return this.#kept.state;
  }

  restore(state: Value): void {
    this.#kept.state = state;
  }

  close(): Promise<void> {
    return this.#kept.close();
  }

  #run(worker: WorkerProcess, inputs: Inputs, options: CallOptions): Promise<Outcome> {
    return runCall(worker, this.#kept.request(worker, inputs, options), options, true);
  }
}
