import type { PlanNode } from '../flow/plan/plan.ts';
import { message } from '../messages/message.ts';
import type { Value } from '../flow/value.ts';
import { NodeError, type PortValue, type PortValues } from './component.ts';
import { withoutStream } from './without-stream.ts';

/** How a DataSplitter deals its data to its edges. */
export type SplitStrategy = 'parallel' | 'chunk' | 'round_robin';

/**
 * The part of each of `n` branches. `parallel`: all of it to each. `chunk`: stretches in order whose lengths differ by
 * one at most, the longer ones first. `round_robin`: the items in turn. A branch that gets nothing gets an empty list.
 * Throws {@link NodeError} `split-not-a-list` where there is nothing to deal out.
 */
export function split(strategy: SplitStrategy, data: Value, n: number): Value[] {
  const branches = Array.from({ length: n }, (_, branch) => branch);
  if (strategy === 'parallel') return branches.map(() => data);
  if (!Array.isArray(data)) {
    throw new NodeError('split-not-a-list', message('split-not-a-list', { strategy }), {
      hint: message('split-not-a-list/hint'),
    });
  }
  const items: readonly Value[] = data;
  if (strategy === 'round_robin') {
    return branches.map((branch) => items.filter((_, index) => index % n === branch));
  }
  const length = Math.floor(items.length / n);
  const longer = items.length % n;
  const start = (branch: number): number => branch * length + Math.min(branch, longer);
  return branches.map((branch) => items.slice(start(branch), start(branch + 1)));
}

/** A splitter's part for each of its edges; undefined where all get the same. */
export function partsOf(
  { node, out }: PlanNode,
  outputs: PortValues,
): ReadonlyMap<number, PortValue> | undefined {
  if (node.nodeType?.role !== 'splitter') return undefined;
  const strategy = node.config.split_strategy;
  if (strategy !== 'chunk' && strategy !== 'round_robin') return undefined;
  const edges = out.filter(({ kind }) => kind === 'plain');
  const parts = split(strategy, withoutStream(outputs.data ?? null), edges.length);
  return new Map(edges.map(({ index }, n) => [index, parts[n] ?? null]));
}
