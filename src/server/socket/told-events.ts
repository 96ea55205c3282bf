import type { RunEvent } from '../../engine/run-event.ts';
import type { ServerMessage } from '../wire.ts';
import type { Telling } from './run-telling.ts';

/** The messages of a run's events, one after the other. What was handed out is not kept, nor what events hold besides what is told of them. */
export class ToldEvents {
  /** Whether the last event was the end of the run's session. */
  isEnded = false;
  readonly #telling: Telling;
  readonly #after: number;
  /** The last comes first. */
  #messages: ServerMessage[] = [];

  /** Only what has a number behind `after` is told. */
  constructor(telling: Telling, after: number) {
    this.#telling = telling;
    this.#after = after;
  }

  get isMore(): boolean {
    return this.#messages.length > 0;
  }

  /** Takes the next events; false where there are none. */
  add(events: readonly RunEvent[] | undefined): boolean {
    if (!events) return false;
    const type = events.at(-1)?.type;
    this.isEnded = type === 'run_finished' || type === 'run_waiting';
    this.#messages = events
      .flatMap((event) => this.#telling.of(event))
      .filter(({ seq = 0 }) => seq > this.#after)
      .reverse();
    return true;
  }

  next(): ServerMessage | undefined {
    return this.#messages.pop();
  }
}
