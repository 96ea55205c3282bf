import { randomBytes } from 'node:crypto';

/** How long a ticket holds, unless it is said. Milliseconds. */
export const TICKET_TIME = 30_000;
/** So many wait to be used; of one user, and of all. */
const MOST_OF_USER = 20;
const MOST = 10_000;

/** Who has a ticket. */
interface Holder {
  readonly user: string;
  /** Until when at most, in seconds since 1970. */
  readonly expires: number;
}

interface Issued<T> {
  readonly bearer: T;
  readonly until: number;
}

/** Tickets for those who can't send a token: each opens one connection of its user, once and soon. */
export class Tickets<T extends Holder> {
  readonly #issued = new Map<string, Issued<T>>();
  readonly #now: () => number;

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** A new one; the oldest of a user with too many holds no longer. */
  issue(bearer: T): string {
    this.#forget(bearer.user);
    const ticket = randomBytes(32).toString('base64url');
    this.#issued.set(ticket, { bearer, until: this.#now() + TICKET_TIME });
    return ticket;
  }

  /** Who has got a ticket, which is used up by that. Undefined where it holds no more. */
  redeem(ticket: string): T | undefined {
    const issued = this.#issued.get(ticket);
    this.#issued.delete(ticket);
    if (!issued || issued.until <= this.#now()) return undefined;
    return issued.bearer.expires * 1000 > this.#now() ? issued.bearer : undefined;
  }

  #forget(user: string): void {
    const now = this.#now();
    const own: string[] = [];
    for (const [ticket, { bearer, until }] of this.#issued) {
      if (until <= now) this.#issued.delete(ticket);
      else if (bearer.user === user) own.push(ticket);
    }
    const [oldest] = own.length >= MOST_OF_USER ? own : this.#issued.keys();
    const isFull = own.length >= MOST_OF_USER || this.#issued.size >= MOST;
    if (isFull && oldest !== undefined) this.#issued.delete(oldest);
  }
}
