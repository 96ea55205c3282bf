/** How many steps may run at once, sub-flows included; a step may also ask to be alone. First come, first served. */
export class Limiter {
  readonly #limit: number;
  #running = 0;
  #alone = false;
  readonly #waiting: { start: () => void; alone: boolean }[] = [];
  #next = 0;

  /** `limit`: at least 1; Infinity for no limit. */
  constructor(limit: number) {
    this.#limit = limit;
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

  /** Steps that wait for room. */
  get queued(): number {
    return this.#waiting.length - this.#next;
  }

  #admit(): void {
    for (;;) {
      const next = this.#waiting[this.#next];
      if (!next || this.#alone || this.#running >= this.#limit) return;
      if (next.alone && this.#running > 0) return;
      this.#next++;
      if (this.#next > 1_000 && this.#next * 2 > this.#waiting.length) {
        this.#waiting.splice(0, this.#next);
        this.#next = 0;
      }
      this.#running++;
      this.#alone = next.alone;
      next.start();
    }
  }
}
