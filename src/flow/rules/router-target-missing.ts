import { message } from '../../messages/message.ts';
import { armsOf } from '../graph/graph.ts';
import { finding } from './finding.ts';
import { nodeHint } from './listed.ts';
import type { Rule } from './rule.ts';

/** A router's `next_node` or `default_node` is no node. */
export const routerTargetMissing: Rule = (context) => {
  for (const node of context.graph.nodes) {
    if (node.nodeType?.role !== 'router') continue;
    for (const { target: id, location } of armsOf(node)) {
      // An empty name is a missing one.
      if (id === '' || context.graph.index.has(id)) continue;
      const near = context.nearestId(id);
      const hint =
        near === undefined ? message('router-target-missing/hint', { id }) : nodeHint(context, id);
      const text = message('router-target-missing', { node: node.id, id });
      context.report(finding('router-target-missing', location, text, hint));
    }
  }
};
