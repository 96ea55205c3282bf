/** How many callers are remembered; the oldest is forgotten, and begins anew. */
const REMEMBERED = 10_000;

interface Bucket {
  left: number;
  at: number;
}

/** So many requests a second for each caller; what was saved up in a while may be spent at once. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** `burst`: how many at once at most. `now`: milliseconds. */
  constructor(perSecond: number, burst: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
  }

  /** Takes one request of a caller: undefined where it may be answered, else the seconds to wait. */
  take(caller: string): number | undefined {
    const now = this.#now();
    const bucket = this.#bucket(caller, now);
    bucket.left = Math.min(this.#burst, bucket.left + ((now - bucket.at) / 1000) * this.#perSecond);
    bucket.at = now;
    if (bucket.left < 1) return (1 - bucket.left) / this.#perSecond;
    bucket.left--;
    return undefined;
  }

  /** Begins anew with a caller. */
  forget(caller: string): void {
    this.#buckets.delete(caller);
  }

  #bucket(caller: string, now: number): Bucket {
    const known = this.#buckets.get(caller);
    if (known) return known;
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size >= REMEMBERED && oldest !== undefined) this.#buckets.delete(oldest);
    const bucket = { left: this.#burst, at: now };
    this.#buckets.set(caller, bucket);
    return bucket;
  }
}
