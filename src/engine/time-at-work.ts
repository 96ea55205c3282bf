import type { RunEvent } from './run-event.ts';

/**
 * What the duration of a run is, by its events: milliseconds in which it was at work, all its sessions together. What lies
 * between them does not count; a session that was broken off counts up to the last that it told.
 */
export class TimeAtWork {
  #sum = 0;
  #last: number | undefined;

  /** Takes the next event; gives the time at work up to it. */
  add({ type, time }: Pick<RunEvent, 'type' | 'time'>): number {
    const now = Date.parse(time);
    if (type !== 'run_started' && this.#last !== undefined) {
      this.#sum += Math.max(0, now - this.#last);
    }
    this.#last = now;
    return this.#sum;
  }
}
