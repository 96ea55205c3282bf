/** After so many milliseconds work that never waits gives way. */
const SLICE = 10;

/** What is done until the event loop comes round. */
interface Slice {
  readonly since: number;
  /** Settles when it has come round. */
  readonly over: Promise<void>;
}

/**
 * Keeps a run of much small work from holding up everything else: time-outs, Ctrl-C and the screen need their turn. And
 * from telling more than whoever listens can take: what is not taken stays in memory.
 */
export class Pace {
  readonly #full: (() => Promise<void> | undefined) | undefined;
  #slice: Slice | undefined;
  /** The pause that all are in until the listener has caught up. */
  #waiting: Promise<void> | undefined;
  #goOn: (() => void) | undefined;
  #hurried = false;

  /** `full`: while the listener has more than it can take, settles when it has caught up. */
  constructor(full?: () => Promise<void> | undefined) {
    this.#full = full;
  }

  /** A pause to be awaited, where it is time for one. */
  rest(): Promise<void> | undefined {
    if (this.#hurried) return undefined;
    if (this.#waiting) return this.#waiting;
    const full = this.#full?.();
    if (full) return (this.#waiting = this.#until(full));
    const now = performance.now();
    this.#slice ??= this.#begin(now);
    return now - this.#slice.since < SLICE ? undefined : this.#slice.over;
  }

  #begin(since: number): Slice {
    const over = new Promise<void>((resolve) => {
      setImmediate(() => {
        this.#slice = undefined;
        resolve();
      });
    });
    return { since, over };
  }

  /** The run ends: nobody waits for the listener any more, which may never go on. */
  hurry(): void {
    this.#hurried = true;
    this.#goOn?.();
  }

  #until(full: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      this.#goOn = () => {
        this.#waiting = undefined;
        resolve();
      };
      void full.then(this.#goOn);
    });
  }
}
