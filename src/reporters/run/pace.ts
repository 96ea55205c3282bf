/** Samples nearer to each other than this (ms) are taken as one, so that a fast loop costs nothing. */
const SHORTEST = 100;
/** After this many milliseconds a sample weighs a third of what it did. */
const MEMORY = 5_000;
/** No single sample decides more than this share. */
const HEAVIEST = 0.3;

/** How fast something gets on, smoothed, and how long the rest will take. */
export class Pace {
  #done: number | undefined;
  #at = 0;
  /** Weighted sum of the speeds seen, and the sum of their weights. */
  #sum = 0;
  #weight = 0;

  /** Notes that `done` things are done at a time (ms). Fewer than before: it has begun anew. */
  update(done: number, now: number): void {
    if (this.#done === undefined || done < this.#done) {
      this.#done = done;
      this.#at = now;
      this.#sum = this.#weight = 0;
      return;
    }
    const elapsed = now - this.#at;
    if (done === this.#done || elapsed < SHORTEST) return;
    const speed = ((done - this.#done) * 1000) / elapsed;
    const share = Math.min(HEAVIEST, 1 - Math.exp(-elapsed / MEMORY));
    this.#sum += share * (speed - this.#sum);
    this.#weight += share * (1 - this.#weight);
    this.#done = done;
    this.#at = now;
  }

  /** Things per second; undefined before two samples. */
  get perSecond(): number | undefined {
    return this.#weight === 0 ? undefined : this.#sum / this.#weight;
  }

  /** Milliseconds until `total` is reached; it counts down between samples. */
  remaining(total: number, now: number): number | undefined {
    const speed = this.perSecond;
    if (speed === undefined || this.#done === undefined) return undefined;
    return Math.max(0, ((total - this.#done) * 1000) / speed - (now - this.#at));
  }
}
