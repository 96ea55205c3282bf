import { codes, type DiagnosticCode } from '../../diagnostics/codes.ts';
import type { RunEvent } from '../../engine/run-event.ts';
import { message, type Say } from '../../messages/message.ts';
import type { Level } from '../reporter.ts';
import { foreign, foreignLines } from '../text/foreign.ts';
import { count, duration } from '../text/numbers.ts';
import { Repeats } from './repeats.ts';

export type NoticeKind = 'error' | 'warning' | 'retry' | 'log' | 'debug';

/** Something a node says beside its state: a warning, a line of its log, that it is tried again. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly node: string | undefined;
  readonly lines: readonly string[];
}

const kinds: Readonly<Record<Level, readonly NoticeKind[]>> = {
  quiet: ['error', 'warning'],
  normal: ['error', 'warning', 'retry', 'log'],
  verbose: ['error', 'warning', 'retry', 'log', 'debug'],
};

/** What somebody who wants to read so much is told of what nodes say. */
export class Notices {
  readonly #level: Level;
  readonly #say: Say;
  readonly #repeats: Repeats;

  constructor(level: Level, say: Say) {
    this.#level = level;
    this.#say = say;
    this.#repeats = new Repeats({ everything: level === 'verbose' });
  }

  /** What an event has to say; undefined where that is nothing, or has been said often enough. */
  of(event: RunEvent): Notice | undefined {
    const kind = kindOf(event);
    if (!kind || !kinds[this.#level].includes(kind) || !this.#repeats.shows(event)) {
      return undefined;
    }
    const node = 'node' in event ? event.node : undefined;
    return { kind, node, lines: linesOf(event, this.#say) };
  }

  /** At the end: one line for each node that said more than was shown. */
  heldBack(): string[] {
    return [...this.#repeats.heldBack()].map(([node, n]) =>
      this.#say(message('report/held-back', { n: count(n), count: n, node: foreign(node) })),
    );
  }
}

function kindOf(event: RunEvent): NoticeKind | undefined {
  if (event.type === 'warning') return isInfo(event.code) ? 'log' : 'warning';
  if (event.type === 'node_retrying') return 'retry';
  if (event.type !== 'log') return undefined;
  return event.level === 'info' ? 'log' : event.level;
}

/** Components warn of what merely is good to know, too. */
function isInfo(code: string): boolean {
  return Object.hasOwn(codes, code) && codes[code as DiagnosticCode] === 'info';
}

function linesOf(event: RunEvent, say: Say): string[] {
  if (event.type === 'log') return foreignLines(event.message);
  if (event.type === 'warning') {
    const lines = foreignLines(event.message);
    return [...lines.slice(0, -1), `${lines.at(-1) ?? ''} [${foreign(event.code)}]`];
  }
  if (event.type !== 'node_retrying') return [];
  const { attempt, max_attempts: max, delay_ms: delay, error } = event;
  const values = { attempt, max, time: duration(delay, say), error: error.message };
  return foreignLines(say(message(delay > 0 ? 'report/retrying' : 'report/retrying-now', values)));
}
