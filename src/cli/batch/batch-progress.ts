import type { BatchResult } from '../../batch/batch-result.ts';
import { message } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { count, rate, roughly } from '../../reporters/text/numbers.ts';
import { themeFor } from '../../reporters/text/theme.ts';
import { truncate } from '../../reporters/text/width.ts';
import type { Terminal } from '../terminal.ts';

/** So many failures are told one by one; the results have them all. */
const MOST_TOLD = 10;
const LONGEST = 300;

interface Spinner {
  text: string;
  stop(): unknown;
  clear(): unknown;
  render(): unknown;
}

/** Tells on stderr how a batch gets on: a line that changes on a terminal, and each failure, at first. */
export class BatchProgress {
  readonly #terminal: Terminal;
  readonly #total: number | null;
  readonly #quiet: boolean;
  readonly #since = performance.now();
  #done = 0;
  #failed = 0;
  #spinner: Spinner | undefined;
  #stopped = false;

  /** `total`: how many runs there will be. */
  constructor(terminal: Terminal, total: number | null, quiet: boolean) {
    this.#terminal = terminal;
    this.#total = total;
    this.#quiet = quiet;
    if (terminal.live && !quiet) void this.#start();
  }

  add(result: BatchResult): void {
    this.#done++;
    const error = result.error ?? result.evaluation_error;
    if (error) this.#tellFailure(result, error);
    if (this.#spinner) this.#spinner.text = this.#text();
  }

  stop(): void {
    this.#stopped = true;
    this.#spinner?.stop();
  }

  async #start(): Promise<void> {
    const { default: ora } = await import('ora');
    if (this.#stopped) return;
    const { stderr, color } = this.#terminal;
    const options = { stream: stderr, text: this.#text(), discardStdin: false };
    this.#spinner = ora(color ? options : { ...options, color: false as const }).start();
  }

  #tellFailure({ row, variant }: BatchResult, error: NonNullable<BatchResult['error']>): void {
    this.#failed++;
    if (this.#quiet || this.#failed > MOST_TOLD) return;
    const { say, stderr } = this.#terminal;
    const theme = themeFor(this.#terminal);
    const key = variant === null ? 'batch/row' : 'batch/row-of';
    const where = say(message(key, { row, variant: variant ?? '' }));
    const line = `${foreign(where)}: ${foreign(error.message)} [${error.code}]`;
    this.#spinner?.clear();
    stderr.write(`${theme.bad(theme.symbols.failed)} ${truncate(line, LONGEST)}\n`);
    if (this.#failed === MOST_TOLD) stderr.write(`${say(message('batch/more-failures'))}\n`);
    this.#spinner?.render();
  }

  #text(): string {
    const { say } = this.#terminal;
    const seconds = (performance.now() - this.#since) / 1000;
    const pace = this.#done / Math.max(seconds, 0.001);
    const parts = [
      this.#total === null
        ? count(this.#done)
        : say(message('batch/done', { done: count(this.#done), total: count(this.#total) })),
    ];
    if (this.#failed > 0) {
      parts.push(say(message('batch/failed', { n: count(this.#failed) })));
    }
    if (this.#done > 1) parts.push(rate(pace, say));
    if (this.#done > 1 && this.#total !== null) {
      const time = roughly(((this.#total - this.#done) / pace) * 1000, say);
      parts.push(say(message('report/left', { time })));
    }
    return parts.join(' · ');
  }
}
