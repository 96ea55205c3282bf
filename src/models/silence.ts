/** Bytes that may come without a word of an answer: what only keeps a connection busy, or a line that never ends. */
export const MOST_UNSAID = 16 * 1024 * 1024;
/** A server may keep a connection open for so many times the silence that is borne. */
export const UNSAID_TIMES = 10;
/** Behind an answer's end no more than its usage is waited for (ms). */
const ENDING_MS = 2_000;
const LONGEST_TIMER = 2 ** 31 - 1;

/** Why an answer is waited for no longer: nothing comes; what comes says nothing, for too long or too much of it. */
export type Broken = 'silent' | 'empty' | 'large';

/** A signal that aborts when another one does, or when an answer has not gone on for too long. */
export class Silence {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #broken: (why: Broken) => Error;
  readonly #silent: NodeJS.Timeout;
  readonly #unsaid: NodeJS.Timeout;
  readonly #end: () => void;
  #ending: NodeJS.Timeout | undefined;
  #bytes = 0;

  /** `broken` makes the reason with which it aborts after `ms` without a call of {@link Silence.heard}. */
  constructor(outer: AbortSignal, ms: number, broken: (why: Broken) => Error) {
    const aborted = (): void => this.#controller.abort(outer.reason);
    this.signal = this.#controller.signal;
    this.#broken = broken;
    if (outer.aborted) aborted();
    outer.addEventListener('abort', aborted);
    this.#end = () => outer.removeEventListener('abort', aborted);
    this.#silent = this.#timer('silent', ms);
    this.#unsaid = this.#timer('empty', ms * UNSAID_TIMES);
  }

  /** So many bytes have come. */
  heard(bytes: number): void {
    this.#silent.refresh();
    this.#bytes += bytes;
    if (this.#bytes > MOST_UNSAID) this.#abort('large');
  }

  /** Something of the answer was in them. */
  said(): void {
    this.#bytes = 0;
    this.#unsaid.refresh();
  }

  /** The answer is whole. */
  ending(): void {
    this.#ending ??= this.#timer('silent', ENDING_MS);
  }

  /** Takes the timers and the listener away. */
  end(): void {
    clearTimeout(this.#silent);
    clearTimeout(this.#unsaid);
    clearTimeout(this.#ending);
    this.#end();
  }

  #timer(why: Broken, ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#abort(why), Math.min(ms, LONGEST_TIMER));
  }

  #abort(why: Broken): void {
    this.#controller.abort(this.#broken(why));
  }
}
