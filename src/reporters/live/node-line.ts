import { message, type Say } from '../../messages/message.ts';
import type { NodeState, Progress } from '../run/node-state.ts';
import { progressWords, type ProgressWord } from '../run/progress-words.ts';
import { foreign } from '../text/foreign.ts';
import { count, duration, percent } from '../text/numbers.ts';
import type { Style, Theme } from '../text/theme.ts';
import { pad } from '../text/width.ts';
import { textWidth } from '../../diagnostics/text-width.ts';
import { fitLine, type Cell, type Head } from './fit-line.ts';

/** How things are shown at one moment. */
export interface Look {
  readonly say: Say;
  readonly theme: Theme;
  /** Columns that a line may take. */
  readonly columns: number;
  readonly now: number;
  /** Which of the running symbols is shown. */
  readonly frame: number;
  /** Where the columns of all lines begin. */
  readonly layout: Layout;
}

export interface Layout {
  readonly label: number;
  readonly type: number;
}

/** From so many columns on, a terminal of 100, a loop's line has room for nearly everything. */
const WIDE = 99;

/** A layout with room for one more node, so that types and times stand below each other; long names stand out. */
export function widen(layout: Layout, node: NodeState): Layout {
  const label = 2 + 2 * node.depth + textWidth(node.label);
  return {
    label: Math.max(layout.label, Math.min(28, label)),
    type: Math.max(layout.type, Math.min(18, textWidth(node.type))),
  };
}

/** The line of a node that is going on (or has a part of it behind it, in a loop that goes on). */
export function runningLine(node: NodeState, look: Look): string {
  const { say, theme, now } = look;
  if (node.running === 0) return endedLine(node, look);
  const cells: Cell[] = [typeCell(node, look)];
  if (node.status === 'retrying' && node.retryAt !== undefined) {
    const left = node.retryAt - now;
    const values = { attempt: node.attempt, max: node.maxAttempts, time: duration(left, say) };
    const key = left > 0 ? 'report/retry-in' : 'report/retry-now';
    cells.push({ text: say(message(key, values)), style: theme.warn });
  } else {
    if (node.attempt > 1) {
      const text = say(message('report/attempt', { n: node.attempt }));
      cells.push({ text, style: theme.warn, drop: 4 });
    }
    cells.push(...timesCells(node, look));
    if (node.progress) cells.push(...progressCells(node.progress, look));
    const elapsed = now - node.since;
    // Of the short rounds of a loop the time would only flicker.
    if (node.runs === 0 || elapsed >= 1_000) {
      const drop = node.progress ? 8 : 0;
      cells.push({ text: duration(elapsed, say), style: theme.dim, drop });
    }
  }
  return fitLine(head(node, look), cells, look.columns, theme.symbols.ellipsis);
}

/** The last line of a node, when it has ended. */
export function endedLine(node: NodeState, look: Look): string {
  const { say, theme } = look;
  const cells = [typeCell(node, look), ...timesCells(node, look)];
  if (node.status === 'skipped') {
    cells.push({ text: say(message('report/skipped')), style: theme.dim });
  } else if (node.status === 'waiting') {
    cells.push({ text: say(message('report/waiting')), style: theme.warn });
  } else {
    cells.push({ text: duration(node.totalMs, say), style: theme.dim });
  }
  if (node.reusedFrom) {
    const text = say(message(`report/reused-${node.reusedFrom}`));
    cells.push({ text, style: theme.dim, drop: 3 });
  }
  if (node.rounds !== undefined) {
    const values = { count: node.rounds, n: count(node.rounds) };
    cells.push({ text: say(message('report/rounds', values)), style: theme.dim, drop: 2 });
  }
  if (node.status === 'cancelled') {
    cells.push({ text: say(message('report/cancelled')), style: theme.warn });
  }
  if (node.status === 'failed') {
    cells.push({ text: foreign(node.errorCode ?? ''), style: theme.bad, drop: 1 });
  }
  if (node.attempts > 1) {
    const text = say(message('report/attempts', { n: node.attempts }));
    cells.push({ text, style: theme.warn, drop: 4 });
  }
  return fitLine(head(node, look), cells, look.columns, theme.symbols.ellipsis);
}

function head(node: NodeState, look: Look): Head {
  const { symbols } = look.theme;
  const symbol =
    node.running > 0 && node.status === 'running'
      ? (symbols.running[look.frame % symbols.running.length] ?? '')
      : symbols[node.status === 'running' ? 'pending' : node.status];
  return {
    indent: 2 * node.depth,
    symbol,
    symbolStyle: symbolStyle(node, look.theme),
    label: foreign(node.label),
    column: Math.min(look.layout.label, Math.floor(look.columns * 0.4)),
  };
}

function symbolStyle(node: NodeState, theme: Theme): Style {
  switch (node.status) {
    case 'running':
      return theme.accent;
    case 'succeeded':
      return theme.good;
    case 'failed':
      return theme.bad;
    case 'retrying':
    case 'waiting':
    case 'cancelled':
      return theme.warn;
    case 'skipped':
    case 'pending':
      return theme.dim;
  }
}

function typeCell(node: NodeState, look: Look): Cell {
  return {
    text: pad(foreign(node.type), look.columns < 60 ? 0 : look.layout.type),
    style: look.theme.dim,
    // Without it what follows stands elsewhere than in the other lines: the first to go only where room is scarce.
    drop: look.columns < WIDE ? 9 : 4,
  };
}

function timesCells(node: NodeState, { theme }: Look): Cell[] {
  if (node.runs < 2) return [];
  return [{ text: `${theme.symbols.times}${count(node.runs)}`, style: theme.dim, drop: 3 }];
}

/** What goes first where there is no room; the share of what is done, or the round, is the last to stay. */
const dropOf: Readonly<Record<ProgressWord['kind'], number>> = {
  percent: 0,
  items: 0,
  left: 2,
  count: 3,
  message: 5,
  round: 6,
  rate: 7,
};

function progressCells(progress: Progress, look: Look): Cell[] {
  const { done, total } = progress;
  const cells: Cell[] = progressWords(progress, look.now, look.say).map(({ kind, text }) => ({
    text,
    // A loop of which only the round is known has nothing else to show.
    drop: kind === 'round' && done === undefined ? 0 : dropOf[kind],
    style: kind === 'message' ? look.theme.dim : plain,
  }));
  if (done === undefined || total === undefined) return cells;
  const share = percent(done, total);
  return [{ text: bar(share, look), style: look.theme.accent, drop: 4 }, ...cells];
}

function plain(text: string): string {
  return text;
}

function bar(share: number, { columns, theme }: Look): string {
  const length = columns < WIDE + 20 ? 10 : 20;
  const full = Math.floor((share / 100) * length);
  return theme.symbols.full.repeat(full) + theme.symbols.empty.repeat(length - full);
}
