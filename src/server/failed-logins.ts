import type { Metrics } from './metrics.ts';
import { RateLimit } from './rate-limit.ts';

/** So many tokens that are none may come from an address at once, and then so many a second. */
const AT_ONCE = 20;
const PER_SECOND = 0.2;

/**
 * Tokens and tickets that were refused, by the address that they came from. A good one is never refused for that: behind a proxy all
 * come from the same address, and nobody must be able to lock others out.
 */
export class FailedLogins {
  readonly #limit: RateLimit;
  #failed = 0;
  #refused = 0;

  /** `now`: milliseconds. */
  constructor(now?: () => number) {
    this.#limit = new RateLimit(PER_SECOND, AT_ONCE, now);
  }

  tell(metrics: Metrics): void {
    metrics.counter(
      'bisheng_logins_failed_total',
      'Tokens and tickets that were none.',
      () => this.#failed,
    );
    metrics.counter(
      'bisheng_logins_refused_total',
      'Those of them whose address had sent too many.',
      () => this.#refused,
    );
  }

  /** One was refused. Gives the seconds until the next may come, where they have been too many. */
  fail(address: string): number | undefined {
    this.#failed++;
    const wait = this.#limit.take(address);
    if (wait !== undefined) this.#refused++;
    return wait;
  }

  /** A good one has come. */
  succeed(address: string): void {
    this.#limit.forget(address);
  }
}
