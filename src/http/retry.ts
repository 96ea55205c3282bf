import type { Deadline } from './deadline.ts';
import { HttpFailure } from './http-failure.ts';
import type { HeaderMap } from './request-headers.ts';

/** Which requests are sent again, and how often. */
export interface Retries {
  /** Further tries after the first. */
  readonly times: number;
  /** Methods that may be sent twice; those that RFC 9110 calls idempotent unless given. */
  readonly methods?: readonly string[];
  /** Answers that are worth another try; {@link retriedStatuses} unless given. */
  readonly statuses?: readonly number[];
}

/** Statuses that say: later. */
export const retriedStatuses: readonly number[] = [408, 425, 429, 500, 502, 503, 504];
const idempotentMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'];

const FIRST_MS = 500;
const LONGEST_MS = 10_000;
/** A server may ask for more patience than our own steps have, but not for any amount. */
export const LONGEST_ASKED_MS = 60_000;

/** What retrying needs of the machine. */
export interface Clock {
  /** Ends after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: Clock = {
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const aborted = (): void => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', aborted);
        resolve();
      }, ms);
      if (signal.aborted) aborted();
      else signal.addEventListener('abort', aborted, { once: true });
    }),
  random: () => Math.random(),
  now: () => Date.now(),
};

/** What can be tried: a method, and the time there is for it. */
export interface Tried {
  readonly method: string;
  readonly deadline: Deadline;
}

/** What came of a try; `cancel` frees an answer whose body is still on its way. */
interface Outcome {
  readonly status: number;
  readonly headers: HeaderMap;
  cancel?(): void;
}

/**
 * Tries until an answer is not worth another try, or the tries or the time are used up; then the last answer or failure
 * stands.
 */
export async function retry<T extends Outcome>(
  { method, deadline }: Tried,
  { times, methods = idempotentMethods, statuses = retriedStatuses }: Retries,
  clock: Clock,
  attempt: () => Promise<T>,
): Promise<T> {
  const allowed = methods.some((name) => name.toUpperCase() === method) ? times : 0;
  for (let done = 0; ; done++) {
    let pause: number;
    try {
      const answer = await attempt();
      if (done >= allowed || !statuses.includes(answer.status)) return answer;
      pause = askedPause(answer.headers.get('retry-after'), clock) ?? ownPause(done, clock);
      if (pause >= deadline.left) return answer;
      answer.cancel?.();
    } catch (error) {
      if (done >= allowed || !(error instanceof HttpFailure && error.transient)) throw error;
      pause = ownPause(done, clock);
      if (pause >= deadline.left) throw error;
    }
    await clock.sleep(pause, deadline.signal);
  }
}

/** Doubles each time; between half of it and all of it, so that many clients don't come back at once. */
export function ownPause(done: number, clock: Clock): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** done) * (0.5 + clock.random() / 2);
}

/** What `Retry-After` asks for, as far as anybody has that much patience. */
function askedPause(value: string | undefined, clock: Clock): number | undefined {
  const ms = retryAfter(value, clock);
  return ms === undefined ? undefined : Math.min(LONGEST_ASKED_MS, ms);
}

/** The milliseconds that a `Retry-After` asks for (RFC 9110, 10.2.3: seconds or a date); undefined where it says nothing. */
export function retryAfter(value: string | null | undefined, clock: Clock): number | undefined {
  if (!value) return undefined;
  // A date begins with a day's name; the date parser would make one of almost anything.
  const date = /^[A-Z][a-z]/.test(value) ? Date.parse(value) - clock.now() : NaN;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : date;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
