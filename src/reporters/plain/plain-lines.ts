import type { RunEvent } from '../../engine/run-event.ts';
import { message, type MessageKey, type Say } from '../../messages/message.ts';
import { Output } from '../output.ts';
import type { Level, Reporter, ReporterOptions } from '../reporter.ts';
import { Failures } from '../run/failure.ts';
import type { NodeState } from '../run/node-state.ts';
import { Notices, type NoticeKind } from '../run/notices.ts';
import { progressWords } from '../run/progress-words.ts';
import { waitingLines } from '../run/question.ts';
import { RunState } from '../run/run-state.ts';
import { summary } from '../run/summary.ts';
import { excerpt } from '../text/excerpt.ts';
import { flowTitle } from '../text/flow-title.ts';
import { foreign } from '../text/foreign.ts';
import { count, duration, sinceStart } from '../text/numbers.ts';
import { themeFor, type Style, type Theme } from '../text/theme.ts';
import { pad } from '../text/width.ts';
import { textWidth } from '../../diagnostics/text-width.ts';
import { ProgressSteps } from './progress-steps.ts';

type Word = 'started' | 'done' | 'skipped' | 'failed' | 'cancelled' | 'progress' | NoticeKind;

export interface PlainLinesOptions extends ReporterOptions {
  readonly level?: Level;
}

/**
 * One line for each thing that matters, for a pipe, a file or CI: no cursor movement, and nothing foreign at the
 * start of a line. What happens inside loops is summed up, unless everything is asked for.
 */
export function plainLines(options: PlainLinesOptions): Reporter {
  return new PlainReport(options);
}

class PlainReport implements Reporter {
  readonly #options: PlainLinesOptions;
  readonly #level: Level;
  readonly #say: Say;
  readonly #theme: Theme;
  readonly #output: Output;
  readonly #state = new RunState();
  readonly #steps = new ProgressSteps();
  readonly #failures = new Failures();
  readonly #notices: Notices;
  /** Of how many of a node's runs a line has told. */
  readonly #told = new Map<NodeState, number>();

  constructor(options: PlainLinesOptions) {
    this.#options = options;
    this.#level = options.level ?? 'normal';
    this.#say = options.say;
    this.#theme = themeFor(options);
    this.#output = new Output(options.stderr);
    this.#notices = new Notices(this.#level, this.#say);
  }

  report(event: RunEvent): void {
    const now = this.#options.now();
    const node = this.#state.apply(event, now);
    this.#failures.note(event);
    const notice = this.#notices.of(event);
    if (notice) this.#lines(now, notice.kind, notice.node, notice.lines);
    if (event.type === 'run_waiting' || event.type === 'run_finished') this.#end(event);
    else if (event.type === 'run_started') this.#begin(event);
    else if (node && this.#level !== 'quiet') this.#node(event, node, now);
  }

  recall(event: RunEvent): void {
    const node = this.#state.apply(event, this.#options.now());
    if (node) this.#told.set(node, node.runs);
  }

  full(): Promise<void> | undefined {
    return this.#output.full();
  }

  async close(): Promise<void> {
    // There is nobody to whom an error of stderr could be told.
    await this.#output.end().catch(() => undefined);
  }

  #begin({ flow, nodes, run_id }: Extract<RunEvent, { readonly type: 'run_started' }>): void {
    // What had been told of some holds no longer.
    for (const node of this.#told.keys()) this.#told.set(node, node.kept);
    if (this.#level === 'quiet') return;
    const title = flowTitle(flow.name, flow.file, this.#say);
    const values = { flow: title, n: count(nodes.length), count: nodes.length };
    const parts = [this.#say(message('report/run-started', values))];
    if (this.#level === 'verbose') {
      parts.push(this.#say(message('report/run-id', { id: foreign(run_id) })));
    }
    this.#write(parts.join(` ${this.#theme.symbols.dot} `));
  }

  #node(event: RunEvent, node: NodeState, now: number): void {
    const verbose = this.#level === 'verbose';
    const inLoop = 'iteration' in event && event.iteration.length > 0;
    if (inLoop && !verbose) return;
    switch (event.type) {
      case 'node_started':
        if (verbose) this.#lines(now, 'started', node.id, [foreign(node.type)]);
        return;
      case 'node_finished': {
        // What a sub-flow's nodes do again and again, for each item, is summed up as well.
        if (node.runs > 1 && node.parent && !verbose) return;
        this.#lines(now, 'done', node.id, [this.#finished(node, event)]);
        this.#sumUpBelow(node, now);
        return;
      }
      case 'node_failed': {
        const failed = event.status === 'failed';
        const parts = [foreign(node.type), duration(event.duration_ms, this.#say)];
        if (failed) parts.push(foreign(event.error.code));
        // Of a failure that is handled a warning tells.
        if (!failed || event.handled_by === null) {
          this.#lines(now, event.status, node.id, [parts.join('  ')]);
        }
        this.#sumUpBelow(node, now);
        return;
      }
      case 'node_skipped': {
        this.#lines(now, 'skipped', node.id, [foreign(node.type)]);
        return;
      }
      case 'node_progress':
      case 'loop_iteration':
        if (verbose || this.#steps.due(node, now)) this.#progress(node, now);
        return;
      default:
        return;
    }
  }

  #progress(node: NodeState, now: number): void {
    if (!node.progress) return;
    const words = progressWords(node.progress, now, this.#say).map(({ text }) => text);
    if (words.length === 0) return;
    this.#lines(now, 'progress', node.id, [words.join(` ${this.#theme.symbols.dot} `)]);
  }

  /** What ran many times below a node, each in one line at that node's end. */
  #sumUpBelow(node: NodeState, now: number): void {
    this.#told.set(node, node.runs);
    if (this.#level === 'verbose') return;
    for (const child of node.children) {
      if (child.runs === 0) continue;
      if (this.#told.get(child) !== child.runs) {
        const times = `${this.#theme.symbols.times}${count(child.runs)}`;
        const time = duration(child.totalMs, this.#say);
        const word = child.status === 'failed' ? 'failed' : 'done';
        this.#lines(now, word, child.id, [`${foreign(child.type)}  ${times}  ${time}`]);
      }
      this.#sumUpBelow(child, now);
    }
  }

  #finished(node: NodeState, event: Extract<RunEvent, { readonly type: 'node_finished' }>): string {
    const parts = [foreign(node.type), duration(event.duration_ms, this.#say)];
    if (event.reused) parts.push(this.#say(message(`report/reused-${event.reused}`)));
    if (event.rounds !== undefined) {
      const values = { count: event.rounds, n: count(event.rounds) };
      parts.push(this.#say(message('report/rounds', values)));
    }
    if (event.attempts > 1) {
      parts.push(this.#say(message('report/attempts', { n: event.attempts })));
    }
    if (this.#level === 'verbose') parts.push(foreign(excerpt(event.outputs, 200)));
    return parts.join('  ');
  }

  #end(event: Extract<RunEvent, { readonly type: 'run_waiting' | 'run_finished' }>): void {
    this.#notices.heldBack().forEach((line) => this.#write(line));
    const failures = this.#failures.lines(this.#say, this.#theme);
    // The empty line before the first one sets it off from what stands above, if anything does.
    const first = this.#level === 'quiet' ? 1 : 0;
    failures.slice(first).forEach((line) => this.#write(line));
    if (event.type === 'run_waiting') {
      waitingLines(event.questions, this.#say).forEach((line) => this.#write(line));
    }
    if (failures.length > 0) this.#write('');
    const quiet = this.#level === 'quiet' && event.type === 'run_finished';
    if (!quiet || event.status !== 'succeeded') {
      this.#write(summary(event, this.#state, this.#say, this.#theme));
    }
  }

  /** Lines that begin with the time and a word; those after the first begin with a bar. */
  #lines(now: number, word: Word, node: string | undefined, texts: readonly string[]): void {
    const time = sinceStart(now - this.#state.startedAt, this.#say);
    const label = this.#say(message(words[word]));
    const start = `${' '.repeat(Math.max(0, 9 - textWidth(time)))}${time}  `;
    const who = node === undefined ? '' : `${foreign(node)}  `;
    texts.forEach((text, index) => {
      if (index > 0) {
        this.#write(`${' '.repeat(textWidth(start))}${this.#theme.symbols.quote} ${text}`);
        return;
      }
      this.#write(start + this.#style(word)(pad(label, 9)) + '  ' + who + text);
    });
  }

  #style(word: Word): Style {
    const { good, bad, warn, dim } = this.#theme;
    if (word === 'done') return good;
    if (word === 'failed' || word === 'error') return bad;
    return word === 'warning' || word === 'retry' || word === 'cancelled' ? warn : dim;
  }

  #write(line: string): void {
    this.#output.write(`${line.trimEnd()}\n`);
  }
}

const words: Readonly<Record<Word, MessageKey>> = {
  started: 'report/word/started',
  done: 'report/word/done',
  skipped: 'report/word/skipped',
  failed: 'report/word/failed',
  cancelled: 'report/word/cancelled',
  progress: 'report/word/progress',
  error: 'report/error',
  warning: 'report/warning',
  retry: 'report/word/retry',
  log: 'report/word/log',
  debug: 'report/word/debug',
};
