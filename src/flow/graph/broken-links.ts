import type { Flow } from '../flow.ts';
import { armsOf, type Graph } from './graph.ts';

/**
 * Nodes to which something would most likely lead if an id or a type were not mistyped: what seems to be missing
 * before them follows from a mistake that is reported anyway.
 */
export function behindBrokenLinks(
  flow: Flow,
  graph: Graph,
  nearestId: (id: string) => string | undefined,
): ReadonlySet<number> {
  const nodes = new Set<number>();
  const add = (id: string | undefined): void => {
    const node = graph.index.get(id ?? '');
    if (node !== undefined) nodes.add(node);
  };
  const check = (id: string): void => {
    if (!graph.index.has(id)) add(nearestId(id));
  };
  for (const { from, to } of flow.edges) {
    if (!graph.index.has(from.node)) add(to.node);
    check(to.node);
  }
  for (const node of graph.nodes) {
    if (node.onError.kind === 'node') check(node.onError.id);
    const isRouter = node.nodeType?.role === 'router';
    // Without a type it is perhaps a router, if only its type were known.
    if (node.nodeType && !isRouter) continue;
    for (const { target } of armsOf(node)) (isRouter ? check : add)(target);
  }
  return nodes;
}
