import type { Flow } from '../flow.ts';
import type { ForwardGraph } from '../graph/forward-graph.ts';
import type { Graph } from '../graph/graph.ts';
import type { Upstream } from '../graph/upstream.ts';

/** A flow, and what its nodes and edges come to. */
export interface Ground {
  readonly flow: Flow;
  readonly graph: Graph;
  readonly forward: ForwardGraph;
  readonly upstream: Upstream;
}
