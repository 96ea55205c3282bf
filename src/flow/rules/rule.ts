import type { Report } from '../../diagnostics/diagnostic.ts';
import type { Exclusive } from '../graph/exclusive.ts';
import type { Flow } from '../flow.ts';
import type { ForwardGraph } from '../graph/forward-graph.ts';
import type { Graph } from '../graph/graph.ts';
import type { Upstream } from '../graph/upstream.ts';

/** A flow with all that rules want to know of it. */
export interface RuleContext {
  readonly flow: Flow;
  readonly graph: Graph;
  readonly forward: ForwardGraph;
  /** Names of the flow's parameters. */
  readonly parameters: ReadonlySet<string>;
  readonly upstream: Upstream;
  readonly exclusive: Exclusive;
  /** Ties that were looked for, by the nodes that were looked at. */
  readonly ties: Map<readonly number[], [number, number] | undefined>;
  /** The node's id that somebody most likely meant. */
  readonly nearestId: (id: string) => string | undefined;
  /** Whether two nodes stand in the body of one loop. */
  readonly inOneLoop: (a: number, b: number) => boolean;
  readonly report: Report;
}

/** Looks at a whole flow for one kind of mistake, and reports each place. */
export type Rule = (context: RuleContext) => void;
