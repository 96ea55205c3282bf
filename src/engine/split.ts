import { message } from '../messages/message.ts';
import type { Value } from '../flow/value.ts';
import { NodeError } from './component.ts';

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
