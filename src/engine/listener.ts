import type { RunEvent } from './run-event.ts';

/**
 * Tells a run's events to somebody who may fail: that is a defect, and no affair of the node that has just told
 * something.
 */
export class Listener {
  readonly #emit: (event: RunEvent) => void;
  readonly #giveUp: () => void;
  #defect: { readonly error: unknown } | undefined;

  /** `giveUp` is called once `emit` has thrown; nothing more is told then. */
  constructor(emit: (event: RunEvent) => void, giveUp: () => void) {
    this.#emit = emit;
    this.#giveUp = giveUp;
  }

  tell(event: RunEvent): void {
    if (this.#defect) return;
    try {
      this.#emit(event);
    } catch (error) {
      this.#defect = { error };
      this.#giveUp();
    }
  }

  throwDefect(): void {
    if (this.#defect) throw this.#defect.error;
  }
}
