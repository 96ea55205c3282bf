import { signalExitCode, type EndingSignal } from './exit.ts';

/** How long what was interrupted has to come to an end by itself. */
const GRACE_MS = 5_000;

/** What an interrupt does to the world; a test puts its own in. */
export interface InterruptEffects {
  /** Tells the user at once that the signal has arrived. Guarded work may tell it in a way of its own. */
  readonly tell: () => void;
  /** Ends the program without waiting for what is going on; children go with it. */
  readonly exit: (code: number, signal: EndingSignal) => void;
}

/**
 * Ctrl-C and its relatives. By default a signal ends the program at once; work that is {@link guard}ed is asked to
 * stop and has five seconds for it, unless a second signal comes.
 */
export class Interrupt {
  #controller = new AbortController();
  readonly #effects: InterruptEffects;
  readonly #guards: { readonly tell: () => void; readonly grace: number }[] = [];
  #received: EndingSignal | undefined;
  #grace: NodeJS.Timeout | undefined;

  constructor(effects: InterruptEffects) {
    this.#effects = effects;
  }

  /** Aborts with the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The first signal, once there was one. */
  get received(): EndingSignal | undefined {
    return this.#received;
  }

  /** Starts to listen to the process's signals. (Windows has Ctrl-C and the closing of the window.) */
  listen(): void {
    for (const signal of Object.keys(signalExitCode) as EndingSignal[]) {
      process.on(signal, () => {
        this.receive(signal);
      });
    }
  }

  /** Lets work end in order when a signal comes; `tell` says that it has come, `grace` is how long it may take then. */
  async guard<T>(
    work: (signal: AbortSignal) => Promise<T>,
    tell = this.#effects.tell,
    grace = GRACE_MS,
  ): Promise<T> {
    const guard = { tell, grace };
    this.#guards.push(guard);
    try {
      return await work(this.signal);
    } finally {
      this.#guards.splice(this.#guards.indexOf(guard), 1);
      clearTimeout(this.#grace);
    }
  }

  /** For whoever goes on after what was guarded has ended: the next signal is the first again. */
  forget(): void {
    this.#received = undefined;
    this.#controller = new AbortController();
  }

  /** Does what a signal asks for. A prompt that reads Ctrl-C as a key calls this. */
  receive(signal: EndingSignal): void {
    const guard = this.#guards.at(-1);
    if (!guard || this.#received) {
      const first = this.#received ?? signal;
      this.#effects.exit(signalExitCode[first], first);
      return;
    }
    this.#received = signal;
    guard.tell();
    // The timer keeps the program alive: work that never ends must not look like a defect.
    this.#grace = setTimeout(() => this.#effects.exit(signalExitCode[signal], signal), guard.grace);
    this.#controller.abort(new DOMException(signal, 'AbortError'));
  }
}
