import type { GraphEdge } from '../graph/graph-edge.ts';
import type { RuleContext } from './rule.ts';

/** A predecessor whose primary an open input would get. */
export interface DirectSource {
  /** The edge that leaves it. */
  readonly edge: GraphEdge;
  /** The edge that leads to the node: the same, or one of a router between them. */
  readonly through: GraphEdge;
}

/** A node's predecessors, each output once. Routers are looked through: what leads to one leads to its target. */
export function directSources(node: number, { graph, forward }: RuleContext): DirectSource[] {
  const found = new Map<string, DirectSource>();
  const routers = new Set<number>();
  const pending = (forward.in[node] ?? []).map((edge) => ({ edge, through: edge }));
  for (const source of pending) {
    const { from, fromPort, toPort } = source.edge;
    if (toPort !== undefined) continue;
    const key = `${from}.${fromPort ?? ''}`;
    if (graph.nodes[from]?.nodeType?.role !== 'router') {
      if (!found.has(key)) found.set(key, source);
    } else if (!routers.has(from)) {
      routers.add(from);
      for (const edge of forward.in[from] ?? []) pending.push({ edge, through: source.through });
    }
  }
  return [...found.values()];
}

/** Two predecessors that can surely both run. */
export function twoSources(
  sources: readonly DirectSource[],
  { exclusive }: RuleContext,
): [number, number] | undefined {
  const canBoth = (a: GraphEdge, b: GraphEdge): boolean =>
    exclusive.canBoth(exclusive.edgePlace(a), exclusive.edgePlace(b));
  const both = exclusive.firstBoth(
    sources,
    (a, b) => canBoth(a.edge, b.edge) && (a.through === b.through || canBoth(a.through, b.through)),
  );
  return both && [both[0].edge.from, both[1].edge.from];
}
