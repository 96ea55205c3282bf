import type { PlanNode } from './plan.ts';

/**
 * The nodes that serve only a race: every way on from them ends at the race's merger, so they are of no use once it has
 * a winner.
 */
export function rivalsOf(merger: PlanNode, nodes: readonly PlanNode[]): number[] {
  const rivals = new Set<number>();
  const queue = merger.upstream.map((edge) => edge.source);
  // A node is looked at again each time one of its successors has turned out to be a rival.
  for (const index of queue) {
    const node = nodes[index];
    if (!node || rivals.has(index) || node.loop !== merger.loop) continue;
    if (!node.resolves.every(({ target }) => target === merger.index || rivals.has(target)))
      continue;
    rivals.add(index);
    for (const edge of node.upstream) queue.push(edge.source);
    for (const { edge } of node.controls?.enters ?? []) {
      if (edge.way === 'forward') queue.push(edge.source);
    }
  }
  return [...rivals];
}
