/** A signal that aborts when another one does, or when a time is up; until {@link Deadline.end}. */
export class Deadline {
  readonly signal: AbortSignal;
  /** When the time is up, in milliseconds of `performance.now()`. */
  readonly #at: number;
  readonly #end: () => void;

  /** `expired` makes the reason with which the signal aborts when `ms` are over; Infinity: never. */
  constructor(outer: AbortSignal | undefined, ms: number, expired: () => Error) {
    const controller = new AbortController();
    const aborted = (): void => controller.abort(outer?.reason);
    this.signal = controller.signal;
    this.#at = performance.now() + ms;
    if (outer?.aborted) aborted();
    outer?.addEventListener('abort', aborted);
    const timer =
      ms < LONGEST && !outer?.aborted
        ? setTimeout(() => controller.abort(expired()), ms)
        : undefined;
    this.#end = () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', aborted);
    };
  }

  /** Milliseconds that are left. */
  get left(): number {
    return this.#at - performance.now();
  }

  /** Takes the timer and the listener away: what the signal was for is over. */
  end(): void {
    this.#end();
  }
}

/** What a timer can hold; a longer time is none. */
const LONGEST = 2 ** 31;
