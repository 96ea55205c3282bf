import type { KeptResult } from '../engine/kept-result.ts';
import type { RunError, RunEvent } from '../engine/run-event.ts';
import { message, type Message, type Say } from '../messages/message.ts';
import { openStore } from '../store/open-store.ts';
import { askedAnew } from './run-origin.ts';
import type { NewRun } from '../store/run-record.ts';
import type { Store } from '../store/store.ts';
import { UsageError } from './usage-error.ts';
import { storeError, StoreError } from '../store/store-error.ts';
import { isDurable, type StoredRun } from '../store/stored-run.ts';

/**
 * A run that is written down while it goes on. What a person is told of an event that matters is on the disk already:
 * such events, and those behind them, are told once they are written.
 */
export class RunRecording {
  readonly #run: StoredRun;
  readonly #store: Store;
  readonly #stop = new AbortController();
  #untold: RunEvent[] = [];
  #isGone = false;
  #tell: (event: RunEvent) => void = () => undefined;

  constructor(run: StoredRun, store: Store) {
    this.#run = run;
    this.#store = store;
    run.onFlush = () => this.#flushed();
  }

  get id(): string {
    return this.#run.id;
  }

  /** Aborts when something could not be written: the run must end. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Why it could not be written. */
  get failure(): StoreError | undefined {
    return this.#run.failure;
  }

  /** The same as the error of a run. */
  error(say: Say): RunError | undefined {
    const { failure } = this;
    if (!failure) return undefined;
    const code = failure.kind === 'full' ? 'store-full' : 'store-failed';
    const hint = failure.hint && say(failure.hint);
    return { code, message: say(failure.text), node: null, ...(hint !== undefined && { hint }) };
  }

  /** The store's file. */
  get file(): string {
    return this.#store.file;
  }

  /** Whether somebody has taken away or replaced the file while the run went on: nothing of the run is left; known from `finish` on. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Who is told the events. */
  listen(tell: (event: RunEvent) => void): void {
    this.#tell = tell;
  }

  readonly emit = (event: RunEvent): void => {
    this.#run.add(event);
    if (this.#untold.length === 0 && (this.failure || !isDurable(event))) this.#tell(event);
    else this.#untold.push(event);
  };

  readonly keep = (result: KeptResult): void => this.#run.keep(result);

  /** Writes and tells what is left, and lets go of the store. Never throws for what the store can't do. */
  finish(): void {
    this.#run.close();
    this.#isGone = !this.failure && !this.#store.isThere();
    try {
      if (!this.failure) this.#store.pruneUsually();
      this.#store.close();
    } catch (error) {
      // All has been written; what is left is a file beside the store that the next one reads.
      storeError(error, this.#store.file);
    }
  }

  #flushed(): void {
    if (this.failure) this.#stop.abort();
    const events = this.#untold;
    this.#untold = [];
    for (const event of events) this.#tell(event);
  }
}

/**
 * Goes on writing down a run, in a new session. Rejects with UsageError where somebody else has it or has gone on with it, and
 * with StoreError. `next`: the number of the event that comes next, as far as was known.
 */
export async function resumeStoredRun(
  file: string,
  { id, forget, next }: { id: string; forget: readonly string[]; next: number },
  { origin, attachments = {} }: Pick<NewRun, 'origin' | 'attachments'>,
): Promise<RunRecording> {
  const { store } = await openStore(file);
  const short = id.slice(0, 8);
  try {
    const taken = store.takeOver(id, { forget, next, asked: askedAnew({ origin }) });
    if (!taken || 'moved' in taken) throw new UsageError(message('resume/moved', { id: short }));
    if ('taken' in taken) {
      const { pid, host } = taken.taken.owner;
      throw new UsageError(
        message('resume/held', { id: short, pid, host }),
        message('resume/held-hint', { id: short }),
      );
    }
    for (const [name, text] of Object.entries(attachments)) taken.run.attach(name, text);
    return new RunRecording(taken.run, store);
  } catch (error) {
    store.close();
    throw error;
  }
}

/**
 * Begins to write down a run. Undefined where nothing can be written there, or there is no SQLite: the run goes on without, and
 * `warn` is told so. Rejects with StoreError for what must not be passed over: a store of a later version, a full disk.
 */
export async function beginStoredRun(
  file: string,
  run: NewRun,
  warn: (message: Message) => void,
): Promise<RunRecording | undefined> {
  for (let attempt = 1; ; attempt++) {
    let store: Store | undefined;
    try {
      const opened = await openStore(file);
      ({ store } = opened);
      if (opened.aside !== undefined) warn(message('store-aside', { aside: opened.aside }));
      return new RunRecording(store.begin(run), store);
    } catch (error) {
      const failure = error instanceof StoreError ? error : undefined;
      if (failure?.kind === 'corrupt' && store && attempt === 1) {
        const aside = store.putAside();
        if (aside !== undefined) warn(message('store-aside', { aside }));
        continue;
      }
      store?.close();
      if (failure?.kind !== 'closed' && failure?.kind !== 'missing') throw error;
      warn(
        failure.kind === 'missing'
          ? failure.text
          : message('store-not-stored', { problem: failure.text }),
      );
      return undefined;
    }
  }
}
