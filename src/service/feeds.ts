import { setImmediate as turn } from 'node:timers/promises';
import type { RunEvent } from '../engine/run-event.ts';
import { Subscription, type Capacity } from './subscription.ts';

/** What is read from the store at a time. */
const PAGE = { rows: 500, bytes: 256 * 1024 };
/** What waits in memory for one reader. */
const CAPACITY: Capacity = { events: 1_000, bytes: 256 * 1024 };

/** What stored events are read with. */
export interface StoredEvents {
  /** Puts into the store what was told already and waits to be written. */
  flush(): void;
  /** The next events, one at least where there are more; `bytes` at most, unless the first is larger. */
  page(id: string, from: number, size: { rows: number; bytes: number }): readonly RunEvent[];
}

/** Who listens to which runs. A feed is there only as long as somebody does. */
export class Feeds {
  readonly #stored: StoredEvents;
  readonly #byRun = new Map<string, Set<Subscription>>();
  readonly #capacity: Capacity;
  #resting = Promise.resolve();

  constructor(stored: StoredEvents, capacity: Capacity = CAPACITY) {
    this.#stored = stored;
    this.#capacity = capacity;
  }

  /** How many listen. */
  get size(): number {
    let size = 0;
    for (const feed of this.#byRun.values()) size += feed.size;
    return size;
  }

  /** `isOpen`: more events may come. */
  subscribe(id: string, from: number, isOpen: boolean): Subscription {
    const subscription = new Subscription(
      {
        history: (next) => {
          this.#stored.flush();
          return this.#stored.page(id, next, PAGE);
        },
        rest: () => this.#rest(),
        leave: (one) => this.#leave(id, one),
      },
      from,
      this.#capacity,
    );
    if (isOpen) {
      const feed = this.#byRun.get(id) ?? new Set();
      feed.add(subscription);
      this.#byRun.set(id, feed);
    } else subscription.end();
    return subscription;
  }

  tell(event: RunEvent): void {
    const feed = this.#byRun.get(event.run_id);
    if (feed) for (const subscription of feed) subscription.push(event);
  }

  /** The run tells no more. */
  end(id: string): void {
    const feed = this.#byRun.get(id);
    this.#byRun.delete(id);
    if (feed) for (const subscription of feed) subscription.end();
  }

  /** Nobody tells any more. */
  endAll(): void {
    for (const id of [...this.#byRun.keys()]) this.end(id);
  }

  /** One after the other, each in a turn of its own: all that read much at once would hold up everybody else. */
  #rest(): Promise<void> {
    this.#resting = this.#resting.then(() => turn());
    return this.#resting;
  }

  #leave(id: string, subscription: Subscription): void {
    const feed = this.#byRun.get(id);
    feed?.delete(subscription);
    if (feed?.size === 0) this.#byRun.delete(id);
  }
}
