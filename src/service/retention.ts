import { setImmediate as turn } from 'node:timers/promises';
import type { Store } from '../store/store.ts';

/** How often old runs are cleared away. Milliseconds. */
const EVERY = 60_000;

/** Clears away old runs from time to time, as it is usual; others get their turn after each little piece. */
export class Retention {
  readonly #store: Store;
  readonly #also: () => void;
  readonly #most: number | undefined;
  readonly #timer: NodeJS.Timeout;
  #begun = 0;
  #isBusy = false;
  #isStopped = false;

  /** `also`: what else is done from time to time. `most`: after so many runs it does not wait for its time, nor for runs to be older. */
  constructor(store: Store, also: () => void, most?: number) {
    this.#store = store;
    this.#also = also;
    this.#most = most;
    this.#timer = setInterval(() => void this.prune(), EVERY).unref();
  }

  /** A run has begun. */
  begun(): void {
    this.#begun++;
    if (this.#most === undefined || this.#begun < this.#most) return;
    this.#begun = 0;
    void this.prune();
  }

  /** From now on the store is left alone. */
  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#timer);
  }

  /** Never rejects. */
  async prune(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const slices = this.#store.pruneSlices(this.#most === undefined ? {} : { grace: 0 });
      while (!this.#isStopped && slices.next().done !== true) await turn();
      if (!this.#isStopped) this.#also();
    } catch {
      // The next run that can't be written says what is wrong.
    } finally {
      this.#isBusy = false;
    }
  }
}
