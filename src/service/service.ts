import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ComponentTypes } from '../engine/component.ts';
import type { RunEvent } from '../engine/run-event.ts';
import { canonical } from '../flow/fingerprint/canonical.ts';
import { objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { openStore } from '../store/open-store.ts';
import type { RunFilter, RunRecord } from '../store/run-record.ts';
import type { Store } from '../store/store.ts';
import { storePlace } from '../store/store-place.ts';
import type { StoredRun } from '../store/stored-run.ts';
import type { WriteQueue } from '../store/write-queue.ts';
import { planAlone, type Alone } from './alone.ts';
import { readAnswers } from './answers.ts';
import { Feeds } from './feeds.ts';
import { Flows, type ProjectPlace } from './flows.ts';
import { LiveRun, endOf, type LiveRunOptions, type RunEnd } from './live-run.ts';
import { refuseInputs } from './refuse-inputs.ts';
import { Retention } from './retention.ts';
import { RunCount, type RunLimits } from './run-limits.ts';
import { askedBefore, servedOrigin } from './served-origin.ts';
import type { PlannedFlow, ServedFlow } from './served-flow.ts';
import { ServiceError } from './service-error.ts';
import type { Subscription } from './subscription.ts';
import { takenUp } from './taken-up.ts';

export interface ServiceOptions extends ProjectPlace {
  readonly limits: RunLimits;
  /** The language of errors in events. */
  readonly say: Say;
  /** The store's file, where it is not the project's. */
  readonly store?: string;
}

/** Who asks. */
export interface Visitor {
  readonly user: string;
  /** Sees the runs of all. */
  readonly isAdmin: boolean;
}

/** A run that is asked for. */
export interface StartRequest {
  readonly flow: string;
  /** In place of a flow of that id: a component or plugin by itself; the id is what the run is known by. */
  readonly alone?: Alone | undefined;
  /** Run inputs by name. */
  readonly inputs: ValueObject;
  readonly parameters?: ValueObject | undefined;
  /** The same request with the same key of the same user is the same run. */
  readonly key?: string | undefined;
  /** Seconds. */
  readonly timeout?: number | undefined;
}

/** A run that was begun, or was there already. */
export interface StartedRun {
  readonly id: string;
  /** A request with this idempotency key has begun it before. */
  readonly isRepeated: boolean;
  /** Settles when it is on the disk that there is this run. Rejects with StoreError where it could not be written. */
  readonly begun: Promise<void>;
  /** Settles when the session has ended. Never rejects. */
  readonly ended: Promise<RunEnd>;
}

type Runnable = Pick<ServedFlow, 'id' | 'absolute' | 'plan'>;

/** How an earlier run goes on. */
export interface ResumeRequest {
  /** By the nodes that ask. */
  readonly answers?: ValueObject | undefined;
  /** In place of what was not kept, because a secret stood in it. */
  readonly inputs?: ValueObject | undefined;
  readonly parameters?: ValueObject | undefined;
}

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
  readonly #store: Store;
  readonly #queue: WriteQueue;
  readonly #feeds: Feeds;
  readonly #count: RunCount;
  readonly #options: ServiceOptions;
  readonly #live = new Map<string, LiveRun>();
  readonly #retention: Retention;
  readonly #closed = new AbortController();
  #isClosing = false;

  private constructor(options: ServiceOptions, flows: Flows, store: Store) {
    this.#options = options;
    this.say = options.say;
    this.flows = flows;
    this.#store = store;
    this.#queue = store.queue();
    this.#count = new RunCount(options.limits);
    this.#feeds = new Feeds({
      flush: () => this.#queue.flush(),
      page: (id, from, size) => store.page(id, from, size),
    });
    this.#retention = new Retention(store);
  }

  /** Rejects with UsageError and StoreError where the project or its store can't be opened. */
  static async open(options: ServiceOptions): Promise<Service> {
    const flows = await Flows.open(options);
    const { project } = flows.opened;
    const root = project.file === undefined ? undefined : project.root;
    const file = options.store ?? storePlace(root, options.environment);
    const { store } = await openStore(file);
    return new Service(options, flows, store);
  }

  /** How many runs go on. */
  get running(): number {
    return this.#count.all;
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
    const leave = this.#count.enter(visitor.user);
    const { user } = visitor;
    const { folder } = this.#options;
    const origin = servedOrigin(flow, planned, { user, inputs, request: hash, timeout }, folder);
    const stored = this.#store.beginIn(this.#queue, Object.assign(origin, { id }));
    const options = { id, user, inputs, timeout: this.#seconds(timeout) };
    const run = this.#go(planned, options, stored, leave);
    return { id, isRepeated: false, begun: run.begun, ended: run.ended };
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

  /** Goes on with a run that waits, has failed, was cancelled or whose process is gone. */
  async resume(visitor: Visitor, id: string, request: ResumeRequest = {}): Promise<StartedRun> {
    this.#refuseClosing();
    const record = this.run(visitor, id);
    if (record.status === 'succeeded' || this.#live.has(id)) {
      throw new ServiceError(
        'state',
        message(`service/resume-${record.status === 'succeeded' ? 'succeeded' : 'running'}`),
      );
    }
    const given = { inputs: request.inputs ?? {}, parameters: request.parameters ?? {} };
    const asked = askedBefore(record, given);
    const answers = readAnswers(request.answers ?? objectOf([]), record.questions ?? [], this.say);
    const planned = await (await this.flow(asked.flow)).plan(asked.parameters);
    const { earlier, dropped, next } = await takenUp(this.#store, id, planned, asked.inputs);
    // Somebody else may have been faster, and the process may be about to end by now.
    this.#refuseClosing();
    if (this.#live.has(id)) throw new ServiceError('state', message('service/resume-running'));
    const user = record.user ?? visitor.user;
    const leave = this.#count.enter(user);
    try {
      const queue = this.#queue;
      const taken = this.#store.takeOver(id, { forget: dropped, next, queue });
      if (!taken || !('run' in taken)) {
        throw new ServiceError('state', message('service/resume-running'));
      }
      const options = {
        id,
        user,
        inputs: asked.inputs,
        timeout: this.#seconds(undefined),
        earlier,
        answers,
      };
      const run = this.#go(planned, options, taken.run, leave);
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
  run({ user, isAdmin }: Visitor, id: string): RunRecord {
    this.#queue.flush();
    const record = this.#store.find(id).find((one) => one.id === id);
    // Runs of the command line are nobody's; an admin sees them.
    if (!record || (record.user !== user && !isAdmin)) {
      throw new ServiceError('run-missing', message('service/run-missing'));
    }
    return record;
  }

  /** How a run has ended, or where it waits; undefined while it goes on. */
  end(visitor: Visitor, id: string): RunEnd | undefined {
    this.run(visitor, id);
    const last = this.#store.lastEvent(id);
    return last && endOf(last);
  }

  /** The newest first; `user` is for admins, everybody else gets the own ones. */
  runs({ user, isAdmin }: Visitor, filter: RunFilter): RunRecord[] {
    this.#queue.flush();
    return this.#store.list(isAdmin ? filter : { ...filter, user });
  }

  /** The events of a run from a number on, and those that come; of a run that waits, also those after an answer. */
  subscribe(visitor: Visitor, id: string, from = 0): Subscription {
    const { status } = this.run(visitor, id);
    const isOpen = !this.#isClosing && (this.#live.has(id) || status === 'waiting');
    return this.#feeds.subscribe(id, from, isOpen);
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
    for (const run of this.#live.values()) run.interrupt();
    this.#feeds.endAll();
    this.#closed.abort();
    await this.flows.close();
    this.#store.close();
  }

  /** Settles when no run goes on any more, at the latest after so many seconds. Never rejects. */
  async drained(seconds: number): Promise<void> {
    const ended = Promise.all([...this.#live.values()].map((run) => run.ended));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, seconds * 1000)));
    await Promise.race([ended, late]);
    clearTimeout(timer);
  }

  #go(
    flow: PlannedFlow,
    options: Omit<LiveRunOptions, 'flow' | 'say' | 'tell' | 'types'>,
    stored: StoredRun,
    leave: () => void,
  ): LiveRun {
    const { id } = options;
    const { say } = this;
    const leaveGeneration = flow.generation.enter();
    const tell = (event: RunEvent): void => this.#feeds.tell(event);
    const run = new LiveRun(
      Object.assign(options, { flow, say, tell, types: typesFor(flow, options.user) }),
      stored,
    );
    this.#live.set(id, run);
    void run.ended.then(({ status }) => {
      this.#live.delete(id);
      leave();
      leaveGeneration();
      if (status !== 'waiting') this.#feeds.end(id);
    });
    return run;
  }

  #seconds(asked: number | undefined): number | undefined {
    const { seconds } = this.#options.limits;
    return asked === undefined ? seconds : Math.min(asked, seconds ?? LONGEST_RUN);
  }

  #refuseClosing(): void {
    if (this.#isClosing) throw new ServiceError('closing', message('service/closing'));
  }

  /** The run that a key has begun before. Throws where the request was another. */
  #repeated(id: string, hash: string): StartedRun | undefined {
    this.#queue.flush();
    const [record] = this.#store.find(id);
    if (record?.id !== id) return undefined;
    if (own(record.origin, 'request') !== hash) {
      throw new ServiceError('key-reused', message('service/key-reused'));
    }
    const live = this.#live.get(id);
    const last = live ? undefined : this.#store.lastEvent(id);
    const end: RunEnd = (last && endOf(last)) ?? interrupted;
    const ended = live?.ended ?? Promise.resolve(end);
    return { id, isRepeated: true, begun: Promise.resolve(), ended };
  }
}

/** A flow that rests on nothing outside of it has no components of the project's own. */
function typesFor({ rests, basis, tree, generation }: PlannedFlow, user: string): ComponentTypes {
  return rests ? generation.typesFor(user, tree.flow.file.path) : basis.types;
}

const interrupted: RunEnd = {
  status: 'interrupted',
  outputs: {},
  single: false,
  error: null,
  questions: [],
};

/** A run's id that only this user's key leads to. */
function idOfKey(user: string, key: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([user, key]))
    .digest('hex');
  // A UUID of version 8 (RFC 9562): its bits are our own.
  const variant = ((parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`];
  return [...parts, variant + hash.slice(17, 20), hash.slice(20, 32)].join('-');
}

function requestHash({ flow, alone, inputs, parameters = {}, timeout }: StartRequest): string {
  const asked: Value = objectOf([
    ['flow', flow],
    ...(alone ? [['config', alone.config] as const] : []),
    ['inputs', inputs],
    ['parameters', parameters],
    ['timeout', timeout ?? null],
  ]);
  return createHash('sha256').update(canonical(asked, false)).digest('hex');
}
