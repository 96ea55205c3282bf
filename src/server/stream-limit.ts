import { message } from '../messages/message.ts';
import { HttpProblem } from './http-problem.ts';
import type { Metrics } from './metrics.ts';

/** Seconds; some of the streams may have ended by then. */
const LATER = '5';

/** Counts the streams of events that are open, so that no user has too many. */
export class StreamLimit {
  readonly #most: number;
  readonly #byUser = new Map<string, number>();
  #open = 0;
  #refused = 0;

  /** `most`: of one user, at a time. */
  constructor(most: number) {
    this.#most = most;
  }

  tell(metrics: Metrics): void {
    metrics.gauge('bisheng_event_streams', 'Streams of events that are open.', () => this.#open);
    metrics.counter(
      'bisheng_event_streams_refused_total',
      'Streams of events that were one too many for their user.',
      () => this.#refused,
    );
  }

  /** Another is opened; what is returned tells that it has ended, more than once if need be. Throws HttpProblem where there are too many. */
  enter(user: string): () => void {
    const own = this.#byUser.get(user) ?? 0;
    if (own >= this.#most) {
      this.#refused++;
      throw new HttpProblem(
        429,
        'too-many-streams',
        message('serve/many-streams', { n: this.#most }),
        { headers: { 'Retry-After': LATER } },
      );
    }
    this.#byUser.set(user, own + 1);
    this.#open++;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#open--;
      const left = (this.#byUser.get(user) ?? 1) - 1;
      if (left === 0) this.#byUser.delete(user);
      else this.#byUser.set(user, left);
    };
  }
}
