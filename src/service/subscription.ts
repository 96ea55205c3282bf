import type { RunEvent } from '../engine/run-event.ts';

/** Where a subscription's events come from. */
export interface EventSource {
  /** The stored events from a number on, some at a time; none where there are no more. */
  history(from: number): readonly RunEvent[];
  /** The subscription takes no more. */
  leave(subscription: Subscription): void;
}

/**
 * The events of a run for one reader, from a number on, none left out: first those that are stored, then those that come. Who reads
 * more slowly than they come gets them from the store again, so that it costs no memory; `lags` counts how often.
 */
export class Subscription {
  /** How often the reader was so slow that events were dropped from memory and read again. */
  lags = 0;
  readonly #source: EventSource;
  readonly #capacity: number;
  /** The number of the next event to be taken. */
  #next: number;
  #coming: RunEvent[] = [];
  /** What is next stands in the store. */
  #isBehind = true;
  #isEnded = false;
  #wake: (() => void) | undefined;

  /** `capacity`: so many events at most wait in memory. */
  constructor(source: EventSource, from: number, capacity: number) {
    this.#source = source;
    this.#next = from;
    this.#capacity = capacity;
  }

  /** Nothing comes any more but what is stored already. */
  get isOver(): boolean {
    return this.#isEnded;
  }

  /** Takes an event that comes; they come in order. */
  push(event: RunEvent): void {
    if (this.#isBehind) return this.#stir();
    const expected = this.#next + this.#coming.length;
    if (event.seq < expected) return;
    if (event.seq > expected || this.#coming.length >= this.#capacity) {
      this.#coming = [];
      this.#isBehind = true;
      this.lags++;
    } else this.#coming.push(event);
    this.#stir();
  }

  /** No more will come. */
  end(): void {
    this.#isEnded = true;
    this.#stir();
  }

  /** The next events, at least one; undefined when there will be no more. */
  async take(): Promise<readonly RunEvent[] | undefined> {
    for (;;) {
      const events = this.#ready();
      if (events.length > 0) {
        this.#next = (events.at(-1)?.seq ?? 0) + 1;
        return events;
      }
      if (this.#isEnded) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** The reader goes away; who waits in {@link take} gets undefined. */
  close(): void {
    this.#coming = [];
    this.#isBehind = false;
    this.end();
    this.#source.leave(this);
  }

  #ready(): readonly RunEvent[] {
    if (this.#isBehind) {
      const stored = this.#source.history(this.#next);
      if (stored.length > 0) return stored;
      this.#isBehind = false;
    }
    const events = this.#coming;
    this.#coming = [];
    return events;
  }

  #stir(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
