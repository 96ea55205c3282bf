/** Time as the engine sees it; a test brings its own. */
export interface Clock {
  /** Milliseconds, never going back. */
  now(): number;
  /** The date, for events. */
  date(): Date;
  /** Calls `action` after some milliseconds; the returned function calls it off. */
  after(milliseconds: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  after(milliseconds, action) {
    // setTimeout takes at most 2^31 - 1 ms and would fire at once above that.
    const timer = setTimeout(action, Math.min(milliseconds, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};
