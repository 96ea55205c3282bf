import type { RunEvent } from '../engine/run-event.ts';
import { sizeWithin } from './size-within.ts';

/** Where a subscription's events come from. */
export interface EventSource {
  /** The stored events from a number on, some at a time; none where there are no more. */
  history(from: number): readonly RunEvent[];
  /** Settles when others have had their turn. */
  rest(): Promise<void>;
  /** The subscription takes no more. */
  leave(subscription: Subscription): void;
}

/** What may wait in memory for one reader. */
export interface Capacity {
  readonly events: number;
  /** About. */
  readonly bytes: number;
}

/** After a page of so many events, or one that took so many milliseconds, others have their turn. */
const LONG = { events: 50, time: 2 };

/**
 * The events of a run for one reader, from a number on, none left out: first those that are stored, then those that come. Who reads
 * more slowly than they come gets them from the store again, so that it costs no memory; `lags` counts how often.
 */
export class Subscription {
  /** How often the reader was so slow that events were dropped from memory and read again. */
  lags = 0;
  readonly #source: EventSource;
  readonly #capacity: Capacity;
  /** The number of the next event to be taken. */
  #next: number;
  #coming: RunEvent[] = [];
  /** What those take, about. */
  #bytes = 0;
  /** What is next stands in the store. */
  #isBehind = true;
  /** What was taken last was much to read. */
  #isLong = false;
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor(source: EventSource, from: number, capacity: Capacity) {
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
    if (event.seq > expected || !this.#fits(event)) {
      this.#drop();
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
      // Page after page, nobody else would get a turn: the store is read at once.
      if (this.#isLong) await this.#source.rest();
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
    this.#drop();
    this.#isBehind = false;
    this.end();
    this.#source.leave(this);
  }

  #ready(): readonly RunEvent[] {
    if (this.#isBehind) {
      const since = performance.now();
      const stored = this.#source.history(this.#next);
      this.#isLong = stored.length >= LONG.events || performance.now() - since > LONG.time;
      if (stored.length > 0) return stored;
      this.#isBehind = false;
    }
    this.#isLong = false;
    const events = this.#coming;
    this.#drop();
    return events;
  }

  #fits(event: RunEvent): boolean {
    const { events, bytes } = this.#capacity;
    if (this.#coming.length >= events) return false;
    this.#bytes += sizeWithin(event, bytes);
    // Whoever waits takes it at once, however large it is.
    return this.#bytes <= bytes || this.#wake !== undefined;
  }

  #drop(): void {
    this.#coming = [];
    this.#bytes = 0;
  }

  #stir(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
