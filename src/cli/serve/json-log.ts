import type { Writable } from 'node:stream';

/** Lines that wait for whoever reads them take at most so many bytes; what comes then is counted only. */
const MOST = 1024 * 1024;

/** Writes lines of JSON, those of one turn of the event loop at once. A reader that is too slow misses some, and is told so. */
export class JsonLog {
  readonly #out: Writable;
  #lines: string[] = [];
  #missed = 0;
  #soon: NodeJS.Immediate | undefined;

  constructor(out: Writable) {
    this.#out = out;
  }

  write(entry: Readonly<Record<string, unknown>>): void {
    if (this.#out.writableLength > MOST) {
      this.#missed++;
      return;
    }
    this.#lines.push(JSON.stringify({ time: new Date().toISOString(), ...entry }));
    this.#soon ??= setImmediate(() => this.flush());
  }

  flush(): void {
    clearImmediate(this.#soon);
    this.#soon = undefined;
    if (this.#missed > 0) {
      const time = new Date().toISOString();
      this.#lines.unshift(JSON.stringify({ time, missed_lines: this.#missed }));
      this.#missed = 0;
    }
    if (this.#lines.length === 0) return;
    this.#out.write(`${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }
}
