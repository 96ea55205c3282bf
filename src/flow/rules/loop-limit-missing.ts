import { message } from '../../messages/message.ts';
import { isInside } from '../graph/loops.ts';
import { child } from '../tree.ts';
import { finding } from './finding.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A loop that works through no items has no `max_iterations`: nothing would be sure to end it. */
export const loopLimitMissing: Rule = (context) => {
  const { graph, report } = context;
  for (const [index, { id, configTree, idLocation }] of graph.nodes.entries()) {
    if (!graph.controls[index] || isGiven(child(configTree, 'max_iterations'))) continue;
    if (hasItems(index, context) || context.upstream.isUnsure(index)) continue;
    const text = message('loop-limit-missing', { node: id });
    report(finding('loop-limit-missing', idLocation, text, message('loop-limit-missing/hint')));
  }
};

/** Whether a loop works through items. An inner loop does not take by itself what stands outside the loop around it: those items are that loop's. */
export function hasItems(index: number, { graph, upstream }: RuleContext): boolean {
  const node = graph.nodes[index];
  const around = graph.loopOf[index];
  const isNear = (giver: number): boolean => !around || isInside(graph.loopOf[giver], around);
  return (
    isGiven(child(node?.configTree, 'items')) ||
    node?.inputs.some(({ name }) => name === 'items') === true ||
    graph.in[index]?.some(({ toPort }) => toPort === 'items') === true ||
    upstream.nearest(index, 'items')?.givers.some((n) => isNear(upstream.nodeOf(n))) === true
  );
}

function isGiven(tree: ReturnType<typeof child>): boolean {
  return tree !== undefined && !(tree.kind === 'scalar' && tree.value === null);
}
