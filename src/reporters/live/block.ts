import { message } from '../../messages/message.ts';
import type { NodeState } from '../run/node-state.ts';
import type { RunState } from '../run/run-state.ts';
import { foreignLines } from '../text/foreign.ts';
import { count, duration } from '../text/numbers.ts';
import { truncate, wrap } from '../text/width.ts';
import { fitLine, type Cell, type Head } from './fit-line.ts';
import { runningLine, type Look } from './node-line.ts';

/** More lines of what one node streams are not shown. */
const STREAMED = 10;
/** Where a long line of a stream is cut must not move with each character, or all its breaks would. */
const STEP = 512;

/**
 * The lines that show what goes on in a run now: at most `rows`, none wider than `look.columns`. What it costs
 * depends on the rows, not on how much goes on.
 */
export function blockLines(
  state: RunState,
  rows: number,
  look: Look,
  options: { readonly cancelling: boolean },
): string[] {
  if (rows < 1) return [];
  const footer = footerLine(state, look, options.cancelling);
  const room = rows - 1;
  if (room < 1) return [footer];
  // Also what has ended below something that goes on, where there is room for it.
  let nodes = firstOf(visible(state.active, true), room + 1);
  if (nodes.length > room) nodes = firstOf(visible(state.active, false), room + 1);
  if (nodes.length > room) {
    const shown = nodes.slice(0, room - 1);
    return [...shown.map((node) => runningLine(node, look)), moreLine(state, shown, look), footer];
  }
  const streaming = nodes.filter((node) => node.running > 0 && node.tail !== '').length;
  const each = Math.min(STREAMED, Math.floor((room - nodes.length) / streaming));
  const lines = nodes.flatMap((node) => [
    runningLine(node, look),
    ...streamedLines(node, each, look),
  ]);
  return [...lines, footer];
}

function* visible(nodes: Iterable<NodeState>, ended: boolean): Generator<NodeState> {
  for (const node of nodes) {
    if (node.status === 'pending' && !node.isActive) continue;
    yield node;
    if (node.isActive) yield* visible(ended ? node.children : node.active, ended);
  }
}

function firstOf(nodes: Generator<NodeState>, most: number): NodeState[] {
  const first: NodeState[] = [];
  for (const node of nodes) if (first.push(node) === most) break;
  return first;
}

function moreLine(state: RunState, shown: readonly NodeState[], look: Look): string {
  const { say, theme, columns } = look;
  const running = shown.filter((node) => node.running > 0).length;
  const more = message('report/more-running', { n: count(state.running - running) });
  return theme.dim(truncate(say(more), columns, theme.symbols.ellipsis));
}

/** The end of what a node streams. */
function streamedLines(node: NodeState, most: number, look: Look): string[] {
  if (!(most > 0) || node.tail === '' || node.running === 0) return [];
  const { columns, theme } = look;
  const indent = Math.min(2 * node.depth + 2, Math.floor(columns / 3));
  const start = `${' '.repeat(indent)}${theme.symbols.quote} `;
  const width = columns - start.length;
  if (width < 2) return [];
  const cut = Math.floor(Math.max(0, node.tail.length - most * width) / STEP) * STEP;
  const lines = foreignLines(node.tail.slice(cut)).flatMap((line) => wrap(line, width));
  return lines.slice(-most).map((line) => theme.dim(start) + line);
}

function footerLine(state: RunState, look: Look, cancelling: boolean): string {
  const { say, theme, now, columns } = look;
  const { running, ellipsis } = theme.symbols;
  const label = cancelling
    ? message('report/cancelling')
    : message('report/running', { n: count(state.running) });
  const nodes = state.nodes.size;
  const values = { n: count(state.ended), total: count(nodes), count: nodes };
  const cells: Cell[] = [
    { text: say(message('report/nodes-of', values)), drop: 1 },
    { text: duration(now - state.startedAt, say) },
  ];
  const head: Head = {
    indent: 0,
    symbol: running[look.frame % running.length] ?? '',
    symbolStyle: (text) => text,
    label: say(label),
  };
  const style = cancelling ? theme.warn : theme.dim;
  return style(fitLine(head, cells, columns, ellipsis));
}
