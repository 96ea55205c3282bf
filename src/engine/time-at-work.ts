import type { RunEvent } from './run-event.ts';

type Told = Pick<RunEvent, 'type' | 'time'> & { readonly duration_ms?: number };

/**
 * What the duration of a run is, by its events: milliseconds in which it was at work, all its sessions together. What lies
 * between them does not count; a session that was broken off counts up to the last that it told. An end that somebody has told later
 * for a run that did not go on says itself how long the run was at work.
 */
export class TimeAtWork {
  #sum = 0;
  #last: number | undefined;

  /** Takes the next event; gives the time at work up to it. */
  add({ type, time, duration_ms = 0 }: Told): number {
    const now = Date.parse(time);
    if (type === 'run_finished') this.#sum = Math.max(this.#sum, duration_ms);
    else if (type !== 'run_started' && this.#last !== undefined) {
      this.#sum += Math.max(0, now - this.#last);
    }
    this.#last = now;
    return this.#sum;
  }
}
