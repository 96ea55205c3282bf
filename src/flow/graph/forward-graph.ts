import type { Graph } from './graph.ts';
import type { GraphEdge } from './graph-edge.ts';
import { isInside } from './loops.ts';

/** A graph without the edges that lead back to a loop's controller: what comes before what. */
export interface ForwardGraph {
  /** Edges into each node, in file order. */
  readonly in: readonly (readonly GraphEdge[])[];
  /** All nodes, each after those that lead to it. */
  readonly order: readonly number[];
  /** Place of each node in `order`. */
  readonly rank: Int32Array;
  /** False where a cycle without a LoopController is left: the order within it means nothing. */
  readonly acyclic: boolean;
}

/** Leaves out a graph's back edges (and edges of a node to itself), and puts its nodes in order. */
export function forwardGraph(graph: Graph): ForwardGraph {
  const into: GraphEdge[][] = graph.nodes.map(() => []);
  const out: number[][] = graph.nodes.map(() => []);
  const waits = new Int32Array(graph.nodes.length);
  for (const edge of graph.edges) {
    if (edge.from === edge.to || isBackEdge(graph, edge)) continue;
    into[edge.to]?.push(edge);
    out[edge.from]?.push(edge.to);
    waits[edge.to] = (waits[edge.to] ?? 0) + 1;
  }
  const order = graph.nodes.flatMap((_, node) => (waits[node] === 0 ? [node] : []));
  for (const node of order) {
    for (const to of out[node] ?? []) {
      const left = (waits[to] ?? 0) - 1;
      waits[to] = left;
      if (left === 0) order.push(to);
    }
  }
  const acyclic = order.length === graph.nodes.length;
  if (!acyclic)
    order.push(...graph.nodes.flatMap((_, node) => ((waits[node] ?? 0) > 0 ? [node] : [])));
  const rank = new Int32Array(graph.nodes.length);
  for (const [place, node] of order.entries()) rank[node] = place;
  return { in: into, order, rank, acyclic };
}

function isBackEdge({ controls, loopOf }: Graph, { from, to }: GraphEdge): boolean {
  const loop = controls[to];
  return loop !== undefined && isInside(loopOf[from], loop);
}
