import { printable } from '../../diagnostics/printable.ts';
import type { RunEvent } from '../../engine/run-event.ts';
import type { Value } from '../../flow/value.ts';
import { Output } from '../output.ts';
import type { Reporter, Sink } from '../reporter.ts';
import { jsonChunks } from '../text/json-chunks.ts';

export interface TextResultOptions {
  readonly stdout: Sink;
  /**
   * The node whose text is what the flow returns. On a terminal its text is written as it comes; leave it out where
   * the live view shows it on the same terminal.
   */
  readonly answer?: string | undefined;
}

/**
 * What the flow returns, on stdout, once and at the end: one text as it is (with a line break after it), one other
 * value as JSON, several as one JSON object. Nothing unless the run succeeds. Piped, a text is exact; on a terminal
 * its control characters are made visible.
 */
export function textResult(options: TextResultOptions): Reporter {
  return new TextReport(options);
}

class TextReport implements Reporter {
  readonly #output: Output;
  readonly #onTerminal: boolean;
  readonly #answer: string | undefined;
  /** What of the answer is on the terminal already. */
  #streamed = '';
  #result: Value | undefined;

  constructor({ stdout, answer }: TextResultOptions) {
    this.#output = new Output(stdout);
    this.#onTerminal = stdout.isTTY === true;
    this.#answer = this.#onTerminal ? answer : undefined;
  }

  report(event: RunEvent): void {
    if (event.type === 'run_finished') {
      if (event.status !== 'succeeded') {
        this.#breakLine();
        return;
      }
      const values = Object.values(event.outputs);
      this.#result = event.single && values.length === 1 ? (values[0] ?? null) : event.outputs;
    } else if (event.type === 'stream_chunk' && event.node === this.#answer) {
      this.#streamed += event.text;
      this.#output.write(printable(event.text, { lines: true }));
    } else if (event.type === 'stream_error' && event.node === this.#answer) {
      this.#breakLine();
    }
  }

  async close(): Promise<void> {
    const result = this.#result;
    this.#result = undefined;
    if (typeof result === 'string') this.#writeText(result);
    else if (result !== undefined) {
      this.#breakLine();
      await this.#output.writeAll(jsonChunks(result, 2));
      this.#output.write('\n');
    }
    await this.#output.end();
  }

  #writeText(text: string): void {
    if (this.#streamed === '' || this.#streamed !== text) {
      this.#breakLine();
      this.#output.write(this.#onTerminal ? printable(text, { lines: true }) : text);
    }
    if (text !== '' && !text.endsWith('\n')) this.#output.write('\n');
  }

  /** What has been streamed is not the answer: it stays on the screen, and the next thing begins on a new line. */
  #breakLine(): void {
    if (this.#streamed !== '' && !this.#streamed.endsWith('\n')) this.#output.write('\n');
    this.#streamed = '';
  }
}
