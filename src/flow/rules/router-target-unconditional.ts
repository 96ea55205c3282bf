import { message } from '../../messages/message.ts';
import type { GraphEdge } from '../graph/graph-edge.ts';
import { finding } from './finding.ts';
import type { Rule, RuleContext } from './rule.ts';

/**
 * A router's target runs whatever the router decides, because another node leads to it without a condition. Such an
 * edge is fine where it comes from behind the router, or from where the router is surely not reached.
 */
export const routerTargetUnconditional: Rule = (context) => {
  const { graph, report } = context;
  for (const arm of graph.edges) {
    if (arm.kind !== 'route') continue;
    for (const edge of graph.in[arm.to] ?? []) {
      if (!runsAnyway(edge, arm.from, context)) continue;
      const id = (node: number): string => graph.nodes[node]?.id ?? '';
      const values = { target: id(arm.to), router: id(arm.from), source: id(edge.from) };
      report(
        finding(
          'router-target-unconditional',
          edge.location,
          message('router-target-unconditional', values),
          message('router-target-unconditional/hint', values),
          [{ message: message('router-target-unconditional/arm', values), location: arm.location }],
        ),
      );
    }
  }
};

function runsAnyway(edge: GraphEdge, router: number, context: RuleContext): boolean {
  const { exclusive, upstream, forward } = context;
  return (
    forward.acyclic &&
    edge.kind === 'plain' &&
    edge.condition === undefined &&
    edge.from !== router &&
    !upstream.isAbove(router, edge.from) &&
    exclusive.canBoth(exclusive.edgePlace(edge), router)
  );
}
