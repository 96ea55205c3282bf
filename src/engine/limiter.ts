/** How many steps may run at once, sub-flows included; a step may also ask to be alone. First come, first served. */
export class Limiter {
  readonly #limit: number;
  #running = 0;
  #alone = false;
  #admitting = false;
  readonly #waiting: { start: () => void; alone: boolean }[] = [];
  #next = 0;

  /** `limit`: at least 1; Infinity for no limit. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** A limiter of the same width for steps that may run inside one that is alone. */
  another(): Limiter {
    return new Limiter(this.#limit);
  }

  /** Calls `start` as soon as there is room, at once where there is. Whoever was started calls {@link leave}. */
  enter(start: () => void, alone: boolean): void {
    this.#waiting.push({ start, alone });
    this.#admit();
  }

  leave(): void {
    this.#running--;
    this.#alone = false;
    this.#admit();
  }

  /** One call admits all: a step that leaves at once, because its run has ended, must not deepen the stack. */
  #admit(): void {
    if (this.#admitting) return;
    this.#admitting = true;
    try {
      for (let next = this.#take(); next; next = this.#take()) next.start();
    } finally {
      this.#admitting = false;
    }
  }

  /** The next one that there is room for. */
  #take(): { start: () => void } | undefined {
    const next = this.#waiting[this.#next];
    if (!next || this.#alone || this.#running >= this.#limit) return undefined;
    if (next.alone && this.#running > 0) return undefined;
    this.#next++;
    if (this.#next > 1_000 && this.#next * 2 > this.#waiting.length) {
      this.#waiting.splice(0, this.#next);
      this.#next = 0;
    }
    this.#running++;
    this.#alone = next.alone;
    return next;
  }
}
