import type { Sink } from './reporter.ts';

/** What a stream's error says when nobody reads at the other end any more. */
const CLOSED = new Set([
  'EPIPE',
  'EOF',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** A stream that may be slow, or be closed at the other end at any time, which is no error of ours. */
export class Output {
  readonly #sink: Sink;
  #closed = false;
  #failure: Error | undefined;
  #full: Promise<void> | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
    sink.on('error', this.#onError);
  }

  /** Nobody takes what is written any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Writes a text; nothing where the stream is closed. */
  write(text: string): void {
    if (this.#closed || text === '') return;
    if (!this.#sink.write(text)) this.#full ??= this.#drained();
  }

  /** Writes texts one after the other, each when there is room for it. */
  async writeAll(texts: Iterable<string>): Promise<void> {
    for (const text of texts) {
      if (this.#closed) return;
      this.write(text);
      await this.#full;
    }
  }

  /** Settles when the stream takes more; undefined where it does already. */
  full(): Promise<void> | undefined {
    return this.#full;
  }

  /** Waits until all is written. Rejects where that failed other than by a closed pipe. */
  async end(): Promise<void> {
    if (!this.#closed) {
      const error = await new Promise<Error | null | undefined>((resolve) =>
        this.#sink.write('', resolve),
      );
      // The stream tells an error to this callback first and to the listener later: then it stays.
      if (error) this.#onError(error);
      else this.#sink.off('error', this.#onError);
    }
    if (this.#failure) throw this.#failure;
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    this.#closed = true;
    if (!CLOSED.has(error.code ?? '')) this.#failure ??= error;
  };

  #drained(): Promise<void> {
    const events = ['drain', 'error', 'close'] as const;
    return new Promise((resolve) => {
      const done = (): void => {
        for (const event of events) this.#sink.off(event, done);
        this.#full = undefined;
        resolve();
      };
      for (const event of events) this.#sink.on(event, done);
    });
  }
}
