import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { HeaderMap } from './request-headers.ts';

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderMap;
  readonly body: Readable;
}

/**
 * Dispatches a request and waits for the head of its answer; the body follows as it is read. Rejects with what went
 * wrong, or at once with the signal's reason, also while a connection is still being made.
 */
export function answerOf(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(options, new Handler(signal, resolve, reject));
  });
}

/**
 * One exchange, as the library tells it. Its own request function won't do: it can't be aborted while connecting, and
 * a header called `constructor` breaks it.
 */
class Handler implements Dispatcher.DispatchHandlers {
  readonly #signal: AbortSignal;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: Error) => void;
  #body: Readable | undefined;
  #stop: ((error?: Error) => void) | undefined;
  #over = false;

  constructor(
    signal: AbortSignal,
    resolve: (answer: Answer) => void,
    reject: (error: Error) => void,
  ) {
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    signal.addEventListener('abort', this.#aborted);
  }

  readonly #aborted = (): void => this.#end(this.#signal.reason as Error);

  onConnect(stop: (error?: Error) => void): void {
    this.#stop = stop;
    if (this.#over) stop(this.#signal.reason as Error);
  }

  onHeaders(
    status: number,
    rawHeaders: Buffer[],
    resume: () => void,
    statusText: string | undefined,
  ): boolean {
    if (status < 200) return true;
    this.#body = new Readable({
      read: resume,
      destroy: (error, done) => {
        this.#end(error ?? new Error('not read to its end'));
        done(error);
      },
    });
    // Whoever doesn't read the body to its end destroys it, which is nobody's error.
    this.#body.on('error', () => undefined);
    const headers = readHeaders(rawHeaders);
    this.#resolve({ status, statusText: statusText ?? '', headers, body: this.#body });
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.#body?.push(chunk) ?? true;
  }

  onComplete(): void {
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#aborted);
    this.#body?.push(null);
  }

  onError(error: Error): void {
    this.#end(error);
  }

  /** Ends it before its time, once. */
  #end(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#aborted);
    this.#stop?.(error);
    if (this.#body) this.#body.destroy(error);
    else this.#reject(error);
  }
}

/** Names and values that follow each other, as a map. */
function readHeaders(raw: readonly Buffer[]): HeaderMap {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = String(raw[at]).toLowerCase();
    const value = String(raw[at + 1]);
    const before = headers.get(name);
    const joint = name === 'set-cookie' ? '\n' : ', ';
    headers.set(name, before === undefined ? value : before + joint + value);
  }
  return headers;
}
