import { textWidth } from '../../diagnostics/text-width.ts';
import type { RunEvent } from '../../engine/run-event.ts';
import { message, type Say } from '../../messages/message.ts';
import type { NodeState } from '../run/node-state.ts';
import { RunState } from '../run/run-state.ts';
import { foreign } from '../text/foreign.ts';
import { count, duration } from '../text/numbers.ts';
import type { Theme } from '../text/theme.ts';
import { pad, truncate } from '../text/width.ts';
import { StretchFinder, type Stretch, type StretchKind } from './stretches.ts';

export interface TimelineLook {
  readonly say: Say;
  readonly theme: Theme;
  /** Columns that a line may take. */
  readonly columns: number;
}

/** A name longer than this is cut. */
const LABEL = 32;

/**
 * What each node did when, a line for each: its bar over the time in which the run went on, how long it took in all, how many
 * rounds and attempts. A part that failed or was broken off is drawn thinner.
 */
export function timeline(events: Iterable<RunEvent>, look: TimelineLook): string[] {
  const finder = new StretchFinder();
  const state = new RunState();
  const ended = new Map<string, Ended>();
  for (const event of events) {
    state.apply(event, finder.add(event));
    if (event.type !== 'node_finished' && event.type !== 'node_failed') continue;
    const { count: before, ms } = ended.get(event.node) ?? { count: 0, ms: 0 };
    ended.set(event.node, { count: before + 1, ms: ms + event.duration_ms });
  }
  const { byNode, length } = finder.end();
  const nodes = [...state.nodes.values()].filter(({ parent }) => !parent).flatMap(withChildren);
  const rows = nodes.map((node) => ({
    label: truncate(`${'  '.repeat(node.depth)}${foreign(node.label)}`, LABEL),
    stretches: byNode.get(node.id) ?? [],
    words: wordsOf(node, ended.get(node.id) ?? { count: 0, ms: 0 }, look),
  }));
  const label = Math.max(0, ...rows.map((row) => textWidth(row.label)));
  const words = Math.max(0, ...rows.map((row) => textWidth(row.words)));
  const bar = Math.min(48, Math.max(10, look.columns - label - words - 6));
  return rows.map((row) =>
    `  ${pad(row.label, label)}  ${barOf(row.stretches, length, bar, look.theme)}  ${row.words}`.trimEnd(),
  );
}

function withChildren(node: NodeState): NodeState[] {
  return [node, ...node.children.flatMap(withChildren)];
}

/** What is drawn over what, where several share a place. */
const kinds: readonly StretchKind[] = ['reused', 'waited', 'broken', 'worked'];

function barOf(
  stretches: readonly Stretch[],
  length: number,
  columns: number,
  { unicode }: Theme,
): string {
  const signs = unicode
    ? { reused: '·', waited: '┄', broken: '░', worked: '█' }
    : { reused: '.', waited: '~', broken: '-', worked: '#' };
  const cells = new Array<string>(columns).fill(' ');
  const place = (ms: number): number =>
    Math.min(columns - 1, Math.floor((ms / Math.max(length, 1)) * columns));
  for (const kind of kinds) {
    for (const { from, to, kind: own } of stretches) {
      // One that ends where a column begins does not reach into it.
      const end = Math.max(place(from), to < length ? place(to - 1e-9) : place(to));
      if (own === kind) cells.fill(signs[kind], place(from), end + 1);
    }
  }
  return cells.join('');
}

/** The executions of a node that have ended, in all sessions: also those whose result was lost. */
interface Ended {
  readonly count: number;
  readonly ms: number;
}

function wordsOf(node: NodeState, ended: Ended, { say, theme }: TimelineLook): string {
  const { status, rounds, attempts, errorCode } = node;
  const runs = Math.max(node.runs, ended.count);
  // What the end of the run has cut off has no end of its own that would tell how long it took.
  const totalMs = Math.max(node.totalMs, ended.ms);
  if (status === 'pending') return say(message('run-show/not-reached'));
  if (status === 'skipped' && runs === 0) return say(message('report/skipped'));
  const parts = [
    `${theme.symbols[status === 'running' ? 'pending' : status]} ${duration(totalMs, say)}`,
  ];
  if (rounds !== undefined)
    parts.push(say(message('report/rounds', { count: rounds, n: count(rounds) })));
  else if (runs > 1) parts.push(`${theme.symbols.times} ${count(runs)}`);
  if (attempts > 1) parts.push(say(message('report/attempts', { n: attempts })));
  if (status === 'waiting') parts.push(say(message('report/waiting')));
  if (status === 'cancelled') parts.push(say(message('report/cancelled')));
  if (status === 'running') parts.push(say(message('run-show/going-on')));
  if (status === 'failed' && errorCode !== undefined) parts.push(foreign(errorCode));
  return parts.join(` ${theme.symbols.dot} `);
}
