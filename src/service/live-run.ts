import type { PortValues } from '../engine/component.ts';
import type { Earlier, KeptResult } from '../engine/kept-result.ts';
import { runFlow, type RunOptions } from '../engine/run.ts';
import type { Question, RunError, RunEvent } from '../engine/run-event.ts';
import type { Ask } from '../engine/shared.ts';
import type { TokenUsage } from '../engine/tokens.ts';
import type { Value, ValueObject } from '../flow/value.ts';
import type { Say } from '../messages/message.ts';
import { attached } from '../project/kept-fingerprints.ts';
import { asItStands, standing } from '../project/standing-results.ts';
import type { StoreError } from '../store/store-error.ts';
import { isDurable, type StoredRun } from '../store/stored-run.ts';
import { fingerprintsFor } from './flow-fingerprints.ts';
import type { FlowFingerprints, PlannedFlow } from './planned-flow.ts';
import type { RunCaches } from './run-caches.ts';
import type { RunTracing, TracedRun } from './run-tracing.ts';

/** How a session of a run has ended. */
export interface RunEnd {
  readonly status: 'succeeded' | 'failed' | 'cancelled' | 'waiting' | 'interrupted';
  /** What the flow returns; empty unless it succeeded. Secrets are masked, as in all that is told. */
  readonly outputs: ValueObject;
  /** Its only output is what it returns. */
  readonly single: boolean;
  readonly error: RunError | null;
  readonly questions: readonly Question[];
  /** The tokens of all its nodes; absent where it has used none, and while it waits. */
  readonly usage?: TokenUsage | undefined;
  /** Its outputs were too large to be read with it. */
  readonly isTooLarge?: boolean;
}

/** A run that is about to go on. */
export interface LiveRunOptions {
  readonly id: string;
  readonly user: string;
  readonly flow: PlannedFlow;
  readonly inputs: PortValues;
  readonly say: Say;
  /** Seconds. */
  readonly timeout: number | undefined;
  /** Told once it is written. */
  readonly tell: (event: RunEvent) => void;
  readonly earlier?: Earlier | undefined;
  /** They are kept already. */
  readonly hasFingerprints?: boolean;
  readonly caches: RunCaches;
  readonly tracing?: RunTracing | undefined;
  /** By node. */
  readonly answers?: ReadonlyMap<string, Value>;
  readonly types: RunOptions['types'];
}

/** One session of a run in this process: from its begin, or from where it is taken up, to its end or to a question. */
export class LiveRun {
  readonly id: string;
  readonly user: string;
  /** Settles when its last event is on the disk and told. Never rejects. */
  readonly ended: Promise<RunEnd>;
  /** Settles when it is on the disk that there is this run. Rejects with StoreError where it could not be written. */
  readonly begun: Promise<void>;
  readonly #options: LiveRunOptions;
  readonly #stored: StoredRun;
  readonly #traced: TracedRun | undefined;
  readonly #abort = new AbortController();
  #untold: RunEvent[] = [];
  #finish: (end: RunEnd) => void = () => undefined;
  #begin: (failure?: StoreError) => void = () => undefined;
  #fingerprints: Promise<FlowFingerprints | undefined> | undefined;
  #isOver = false;

  constructor(options: LiveRunOptions, stored: StoredRun) {
    this.id = options.id;
    this.user = options.user;
    this.#options = options;
    this.#stored = stored;
    this.ended = new Promise((resolve) => (this.#finish = resolve));
    this.begun = new Promise((resolve, reject) => {
      this.#begin = (failure) => (failure ? reject(failure) : resolve());
    });
    // Most wait for its end only.
    this.begun.catch(() => undefined);
    const { flow, say, tracing } = options;
    this.#traced = tracing?.run(flow.plan, flow.basis.secrets, say);
    stored.onFlush = () => this.#flushed();
    void this.#run();
  }

  /** It has ended, or is about to. */
  get isOver(): boolean {
    return this.#isOver;
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** Lets go of it without an end: who comes later can go on with it. */
  interrupt(): void {
    if (this.#isOver) return;
    this.#stored.close();
    this.#end(interrupted);
    this.#abort.abort();
  }

  async #run(): Promise<void> {
    const { flow, user, inputs, say, timeout, earlier, answers, types, caches } = this.#options;
    const { timeout: own } = flow.basis;
    const seconds = timeout === undefined ? own : Math.min(timeout, own ?? Infinity);
    // Object.assign, because a spread costs as much as a node (see scripts/build.js).
    const stands = standing(flow.tree, flow.generation.opened);
    // What its nodes rest on has to be known before they work.
    const mayRest = flow.rests || (flow.caches && !flow.fingerprints);
    const fingerprints = mayRest ? await this.#keepFingerprints() : flow.fingerprints;
    const cache =
      flow.caches && fingerprints ? caches.of(flow, fingerprints.found, user) : undefined;
    const given: RunOptions = Object.assign(
      {
        types,
        cache,
        inputs,
        say,
        runId: this.id,
        signal: this.#abort.signal,
        emit: (event: RunEvent) => this.#emit(event),
        keep: (result: KeptResult) => this.#stored.keep(asItStands(result, stands)),
      },
      Object.assign({}, flow.basis, { types }, seconds !== undefined && { timeout: seconds }),
      earlier && { earlier },
      answers && { ask: answering(answers) },
    );
    if (this.#traced) Object.assign(given, { around: this.#traced.around });
    if (this.#traced) for (const event of earlier?.history ?? []) this.#traced.recall(event);
    await runFlow(flow.plan, given);
    this.#traced?.close();
  }

  #emit(event: RunEvent): void {
    this.#traced?.report(event);
    const isLast = event.type === 'run_finished' || event.type === 'run_waiting';
    // What one needs to go on with it is there before anybody is told that one can.
    if (isLast && !this.#options.hasFingerprints) {
      void this.#keepFingerprints().then(() => this.#add(event));
    } else this.#add(event);
  }

  #add(event: RunEvent): void {
    this.#stored.add(event);
    if (this.#untold.length === 0 && !isDurable(event) && !this.#stored.failure) this.#tell(event);
    else this.#untold.push(event);
  }

  /** Those of the run itself, where those of its flow say too little. */
  #keepFingerprints(): Promise<FlowFingerprints | undefined> {
    const { flow, inputs } = this.#options;
    this.#fingerprints ??= fingerprintsFor(flow, inputs).then(
      (found) => {
        this.#stored.attach(attached.ofRun, found.text);
        return found;
      },
      // Without them all of it is done again.
      () => undefined,
    );
    return this.#fingerprints;
  }

  #flushed(): void {
    const events = this.#untold;
    this.#untold = [];
    const { failure } = this.#stored;
    if (failure && !this.#isOver) {
      const code = failure.kind === 'full' ? 'store-full' : 'store-failed';
      const error = { code, message: this.#options.say(failure.text), node: null };
      this.#begin(failure);
      this.#end({ status: 'failed', outputs: {}, single: false, error, questions: [] });
      this.#abort.abort();
      return;
    }
    for (const event of events) this.#tell(event);
    this.#begin();
    if (!this.#isOver && !this.#options.hasFingerprints) void this.#keepFingerprints();
  }

  #tell(event: RunEvent): void {
    if (this.#isOver) return;
    this.#options.tell(event);
    const end = endOf(event);
    if (end) {
      this.#stored.close();
      this.#end(end);
    }
  }

  #end(end: RunEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#finish(end);
  }
}

/** The end of a session that has told none. */
export const interrupted: RunEnd = {
  status: 'interrupted',
  outputs: {},
  single: false,
  error: null,
  questions: [],
};

/** How an event ends a session; undefined where it doesn't. */
export function endOf(event: RunEvent): RunEnd | undefined {
  if (event.type === 'run_finished') {
    const { status, outputs, single, error, usage } = event;
    const end = { status, outputs, single, error, questions: [], usage };
    return 'too_large' in event ? { ...end, isTooLarge: true } : end;
  }
  if (event.type !== 'run_waiting') return undefined;
  const { questions } = event;
  return { status: 'waiting', outputs: {}, single: false, error: null, questions };
}

/** Gives the answers that are there, each once. */
function answering(answers: ReadonlyMap<string, Value>): Ask {
  const left = new Map(answers);
  return ({ node }) => {
    const answer = left.get(node);
    if (answer === undefined) return undefined;
    left.delete(node);
    return Promise.resolve(answer);
  };
}
