import type { Value } from '../flow/value.ts';
import type { Clock } from './clock.ts';
import type { Limiter } from './limiter.ts';
import type { Memory } from './memory.ts';
import type { Pace } from './pace.ts';
import type { ResultCache } from './result-cache.ts';
import type { Question } from './run-event.ts';
import type { TokenAccount } from './tokens.ts';

/** What a run and its sub-flows share. */
export interface Shared {
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly pace: Pace;
  /** Random number from 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly people: People;
  readonly memory: Memory;
  readonly tokens: TokenAccount;
  readonly cache: ResultCache | undefined;
  /** Stands around each call of a component; its node as events name it. */
  readonly around: Around | undefined;
  /** Whether retries come at once. */
  readonly hurry: boolean;
  /** Stops the time-outs of the nodes around a sub-flow while a person is asked; what it returns lets them go on. */
  readonly pause: () => () => void;
}

/** Does a call of a component of a node. */
export type Around = <T>(node: string, call: () => T) => T;

/** Asks a person; undefined where nobody is there to answer this question. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<Value> | undefined;

/**
 * Keeps count of the steps that get on and of the questions that wait for a person: when nothing gets on any more and
 * a question is open, the run waits.
 */
export class People {
  readonly #ask: Ask | undefined;
  readonly #onWaiting: (questions: readonly Question[]) => void;
  readonly #open = new Set<Question>();
  #active = 0;

  constructor(ask: Ask | undefined, onWaiting: (questions: readonly Question[]) => void) {
    this.#ask = ask;
    this.#onWaiting = onWaiting;
  }

  /** A step begins, or goes on after it has waited for somebody else. */
  busy(): void {
    this.#active++;
  }

  /** A step ends, or waits for somebody else. */
  idle(): void {
    this.#active--;
    this.#look();
  }

  #look(): void {
    if (this.#open.size === 0 || this.#active > 0) return;
    // What has just ended may start something else first.
    setImmediate(() => {
      if (this.#active === 0 && this.#open.size > 0) this.#onWaiting([...this.#open]);
    });
  }

  /** Puts a question. Without anybody to answer, the promise never settles but by the signal. */
  async ask(question: Question, signal: AbortSignal): Promise<Value> {
    signal.throwIfAborted();
    const answer = this.#ask?.(question, signal);
    if (answer) return answer;
    this.#open.add(question);
    this.#look();
    try {
      return await new Promise<Value>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    } finally {
      this.#open.delete(question);
    }
  }
}
