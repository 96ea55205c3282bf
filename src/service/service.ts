import path from 'node:path';
import { objectOf, own, type ValueObject } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { attached } from '../project/kept-fingerprints.ts';
import { askedAnew } from '../project/run-origin.ts';
import type { RunFilter, RunRecord, RunSummary } from '../store/run-record.ts';
import type { Store } from '../store/store.ts';
import type { WriteQueue } from '../store/write-queue.ts';
import { planAlone } from './alone.ts';
import { AnswerLimit } from './answer-limit.ts';
import { readAnswers } from './answers.ts';
import { Feeds } from './feeds.ts';
import { Flows, type ProjectPlace } from './flows.ts';
import { idOfKey, requestHash } from './idempotency.ts';
import { KeptRuns } from './kept-runs.ts';
import { interrupted, type RunEnd } from './live-run.ts';
import { LiveRuns } from './live-runs.ts';
import { openStoreOf, type OpenedStore } from './opened-store.ts';
import { refuseInputs } from './refuse-inputs.ts';
import { Retention } from './retention.ts';
import { RunCaches } from './run-caches.ts';
import type { RunLimits } from './run-limits.ts';
import type { ResumeRequest, StartedRun, StartRequest } from './run-request.ts';
import { askedBefore, servedOrigin } from './served-origin.ts';
import type { ServedFlow } from './served-flow.ts';
import { ServiceError } from './service-error.ts';
import type { Subscription } from './subscription.ts';
import { takenUp } from './taken-up.ts';
import type { Visitor } from './visitor.ts';

export interface ServiceOptions extends ProjectPlace {
  readonly limits: RunLimits;
  /** The language of errors in events. */
  readonly say: Say;
  /** The store's file, where it is not the project's. */
  readonly store?: string;
  /** Of the tool: results of another one are not taken from the cache. */
  readonly version?: string;
}

type Runnable = Pick<ServedFlow, 'id' | 'absolute' | 'plan'>;

/** Seconds; timers know no longer time. */
const LONGEST_RUN = 2_000_000;

/**
 * The runs of a project for several users, in a process that lives long: starts them, keeps them in the store, tells their events
 * to whoever listens. All that one user may not see, is not there for that user. Methods throw (or reject with) ServiceError;
 * what the store can't do is a StoreError.
 */
export class Service {
  readonly flows: Flows;
  readonly say: Say;
  /** Of results: whoever sends one asks. */
  readonly answers: AnswerLimit;
  readonly #options: ServiceOptions;
  readonly #store: Store;
  readonly #queue: WriteQueue;
  readonly #kept: KeptRuns;
  readonly #feeds: Feeds;
  readonly #live: LiveRuns;
  readonly #caches: RunCaches;
  readonly #retention: Retention;
  readonly #closed = new AbortController();
  #isClosing = false;

  private constructor(options: ServiceOptions, flows: Flows, { store, most }: OpenedStore) {
    const { say, limits, tracing, version = '' } = options;
    this.#options = options;
    this.say = say;
    this.flows = flows;
    this.#store = store;
    this.#queue = store.queue();
    this.answers = new AnswerLimit(limits.result);
    this.#kept = new KeptRuns(store, this.#queue, this.answers);
    this.#feeds = new Feeds({
      flush: () => this.#queue.flush(),
      page: (id, from, size) => store.page(id, from, { ...size, most: limits.result }),
    });
    this.#caches = new RunCaches(store, version);
    this.#live = new LiveRuns(limits, this.#feeds, (id) => this.#kept.lose(id), {
      say,
      caches: this.#caches,
      tracing,
    });
    this.#retention = new Retention(store, () => this.#settle(), most);
  }

  /** Rejects with UsageError and StoreError where the project or its store can't be opened. */
  static async open(options: ServiceOptions): Promise<Service> {
    const flows = await Flows.open(options);
    const { environment, store } = options;
    return new Service(options, flows, await openStoreOf(flows.opened.project, environment, store));
  }

  /** How many runs go on. */
  get running(): number {
    return this.#live.size;
  }

  /** How many listen to events. */
  get listeners(): number {
    return this.#feeds.size;
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** Whether the store's file is still where it was. */
  get isStored(): boolean {
    return this.#store.isThere();
  }

  /** Aborts when no run goes on any more: whoever is connected may go. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Rejects where there is no flow of that id. */
  async flow(id: string): Promise<ServedFlow> {
    const flow = await this.flows.get(id);
    if (!flow) throw new ServiceError('flow-missing', message('service/flow-missing'));
    return flow;
  }

  /** Begins a run. It is going on, or has ended already, when the promise resolves. */
  async start(visitor: Visitor, request: StartRequest): Promise<StartedRun> {
    this.#refuseClosing();
    const { inputs, parameters = objectOf([]), key, timeout } = request;
    const flow = await this.#runnable(request);
    const hash = key === undefined ? undefined : requestHash(request);
    const id = key === undefined ? crypto.randomUUID() : idOfKey(visitor.user, key);
    const known = hash !== undefined && this.#repeated(id, hash);
    if (known) return known;
    const planned = await flow.plan(parameters);
    // Another request with this key may have come meanwhile.
    const other = hash !== undefined && this.#repeated(id, hash);
    if (other) return other;
    refuseInputs(planned, inputs);
    this.#refuseClosing();
    const leave = this.#live.enter(visitor.user);
    const { user } = visitor;
    const { folder } = this.#options;
    const origin = servedOrigin(flow, planned, { user, inputs, request: hash, timeout }, folder);
    const stored = this.#store.beginIn(this.#queue, Object.assign(origin, { id }));
    const hasFingerprints = origin.attachments?.[attached.ofFlow] !== undefined;
    const options = { id, user, inputs, hasFingerprints, timeout: this.#seconds(timeout) };
    const run = this.#live.go(planned, options, stored, leave);
    this.#retention.begun();
    return { id, isRepeated: false, begun: run.begun, ended: run.ended };
  }

  /** Goes on with a run that waits, has failed, was cancelled or whose process is gone. */
  async resume(visitor: Visitor, id: string, request: ResumeRequest = {}): Promise<StartedRun> {
    this.#refuseClosing();
    const record = this.run(visitor, id);
    if (record.status === 'succeeded') {
      throw new ServiceError('state', message('service/resume-succeeded'));
    }
    this.#refuseRunning(id);
    const given = { inputs: request.inputs ?? {}, parameters: request.parameters ?? {} };
    const { flow, inputs, parameters } = askedBefore(record, given);
    const answers = readAnswers(request.answers ?? objectOf([]), record.questions ?? [], this.say);
    const served = await this.flow(flow);
    const planned = await served.plan(parameters);
    const { earlier, dropped, next } = await takenUp(this.#store, record, planned, inputs);
    // Somebody else may have been faster, and the process may be about to end by now.
    this.#refuseClosing();
    this.#refuseRunning(id);
    if (this.run(visitor, id).status !== record.status) throw isOver();
    const user = record.user ?? visitor.user;
    const leave = this.#live.enter(user);
    try {
      const queue = this.#queue;
      const { folder } = this.#options;
      const asked = askedAnew(servedOrigin(served, planned, { user, inputs }, folder));
      const taken = this.#store.takeOver(id, { forget: dropped, next, queue, asked });
      if (!taken || !('run' in taken)) throw isRunning();
      const options = { id, user, inputs, timeout: this.#seconds(undefined), earlier, answers };
      const run = this.#live.go(planned, options, taken.run, leave);
      return { id, isRepeated: false, begun: Promise.resolve(), ended: run.ended };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Gives a waiting run answers to what it asks, and lets it go on. */
  async answer(visitor: Visitor, id: string, answers: ValueObject): Promise<StartedRun> {
    const { status, questions = [] } = this.run(visitor, id);
    if (status !== 'waiting' || questions.length === 0) {
      throw new ServiceError('state', message('service/not-waiting'));
    }
    if (Object.keys(answers).length === 0) {
      throw new ServiceError('input', message('service/no-answer'));
    }
    return this.resume(visitor, id, { answers });
  }

  /** Ends a run as cancelled. Throws where it has ended already. */
  async cancel(visitor: Visitor, id: string): Promise<void> {
    const { status } = this.run(visitor, id);
    const live = this.#live.get(id);
    if (live && !live.isOver) {
      live.cancel();
      await live.ended;
      return;
    }
    if (status === 'succeeded' || status === 'failed' || status === 'cancelled') {
      throw new ServiceError('state', message('service/cancel-ended', { status }));
    }
    if (this.#store.cancel(id)) {
      throw new ServiceError('state', message('service/elsewhere'));
    }
    const last = this.#store.lastEvent(id);
    if (last) this.#feeds.tell(last);
    this.#feeds.end(id);
  }

  /** What is known of a run. Throws where there is none that the visitor may see. */
  run(visitor: Visitor, id: string): RunRecord {
    return this.#kept.get(visitor, id);
  }

  /** How a run has ended, or where it waits; undefined while it goes on. Throws where its result is too large. */
  end(visitor: Visitor, id: string): RunEnd | undefined {
    return this.#kept.end(this.run(visitor, id));
  }

  /** The newest first; `user` is for admins, everybody else gets the own ones. */
  runs(visitor: Visitor, filter: RunFilter): RunSummary[] {
    return this.#kept.list(visitor, filter);
  }

  /** The events of a run from a number on, and those that come; of a run that waits, also those after an answer. */
  subscribe(visitor: Visitor, id: string, from = 0): Subscription {
    const { status } = this.run(visitor, id);
    const goesOn = this.#live.get(id) !== undefined || status === 'waiting';
    return this.#feeds.subscribe(id, from, goesOn && !this.#isClosing);
  }

  /** Reads the project and its flows anew. */
  async reload(): Promise<void> {
    await this.flows.reload();
  }

  /** Takes no new runs from now on. */
  refuseNew(): void {
    this.#isClosing = true;
  }

  /**
   * Takes no new runs and waits for those that go on, at most so many seconds; what goes on then can be resumed later. Never throws.
   */
  async close(seconds: number): Promise<void> {
    this.#isClosing = true;
    this.#retention.stop();
    await this.drained(seconds);
    this.#queue.flush();
    this.#live.interrupt();
    this.#feeds.endAll();
    this.#closed.abort();
    await this.flows.close();
    this.#settle();
    this.#store.close();
  }

  /** Settles when no run goes on any more, at the latest after so many seconds. Never rejects. */
  drained(seconds: number): Promise<void> {
    return this.#live.drained(seconds);
  }

  /** What a request wants to be run. */
  async #runnable({ flow: id, alone }: StartRequest): Promise<Runnable> {
    if (!alone) return this.flow(id);
    await this.flows.list();
    const { generation } = this.flows;
    const { folder } = this.#options;
    const absolute = path.join(generation.opened.project.root, id);
    return { id, absolute, plan: () => planAlone(generation, alone, folder) };
  }

  #settle(): void {
    this.#caches.settle(this.flows.opened.project.settings.cache_size);
  }

  #seconds(asked: number | undefined): number | undefined {
    const { seconds } = this.#options.limits;
    return asked === undefined ? seconds : Math.min(asked, seconds ?? LONGEST_RUN);
  }

  #refuseClosing(): void {
    if (this.#isClosing) throw new ServiceError('closing', message('service/closing'));
  }

  #refuseRunning(id: string): void {
    if (this.#live.get(id)) throw isRunning();
  }

  /** The run that a key has begun before. Throws where the request was another. */
  #repeated(id: string, hash: string): StartedRun | undefined {
    const record = this.#kept.find(id);
    if (!record) return undefined;
    if (own(record.origin, 'request') !== hash) {
      throw new ServiceError('key-reused', message('service/key-reused'));
    }
    const live = this.#live.get(id);
    const ended =
      live?.ended ?? Promise.resolve().then(() => this.#kept.end(record) ?? interrupted);
    // Most want to know only that there is this run.
    ended.catch(() => undefined);
    return { id, isRepeated: true, begun: Promise.resolve(), ended };
  }
}

/** Somebody has ended it meanwhile, say by cancelling it. */
function isOver(): ServiceError {
  return new ServiceError('state', message('service/resume-over'));
}

function isRunning(): ServiceError {
  return new ServiceError('state', message('service/resume-running'));
}
