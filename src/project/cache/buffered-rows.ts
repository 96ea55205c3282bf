import type { Value } from '../../flow/value.ts';

/** Where cached results are kept. */
export interface Rows {
  get(key: string): Value | undefined;
  /** All of them, or none. */
  putAll(entries: Iterable<readonly [string, Value]>): void;
}

/** Milliseconds: what is written together costs no more than one alone. */
const DELAY = 100;
const MOST = 200;

/** Rows to which several are written at a time. What their writing throws goes to `failed`; then nothing more is kept. */
export class BufferedRows {
  readonly #rows: Rows;
  readonly #failed: (error: unknown) => void;
  #pending = new Map<string, Value>();
  #timer: NodeJS.Timeout | undefined;
  #broken = false;
  /** Whether anything was written. */
  written = false;

  constructor(rows: Rows, failed: (error: unknown) => void) {
    this.#rows = rows;
    this.#failed = failed;
  }

  get(key: string): Value | undefined {
    return this.#pending.get(key) ?? this.#safely(() => this.#rows.get(key));
  }

  put(key: string, value: Value): void {
    if (this.#broken) return;
    this.#pending.set(key, value);
    if (this.#pending.size >= MOST) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), DELAY).unref();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    if (pending.size === 0) return;
    this.#pending = new Map();
    this.written = true;
    this.#safely(() => this.#rows.putAll(pending));
  }

  #safely<T>(work: () => T): T | undefined {
    if (this.#broken) return undefined;
    try {
      return work();
    } catch (error) {
      this.#broken = true;
      this.#failed(error);
      return undefined;
    }
  }
}
