import { setImmediate as turn } from 'node:timers/promises';
import type { Store } from '../store/store.ts';

/** How often old runs are cleared away. Milliseconds. */
const EVERY = 60_000;

/** Clears away old runs from time to time, as it is usual; others get their turn after each little piece. */
export class Retention {
  readonly #store: Store;
  readonly #timer: NodeJS.Timeout;
  #isBusy = false;
  #isStopped = false;

  constructor(store: Store) {
    this.#store = store;
    this.#timer = setInterval(() => void this.prune(), EVERY).unref();
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
      const slices = this.#store.pruneSlices();
      while (!this.#isStopped && slices.next().done !== true) await turn();
    } catch {
      // The next run that can't be written says what is wrong.
    } finally {
      this.#isBusy = false;
    }
  }
}
