import type { PlanEdge } from '../flow/plan/plan.ts';

/** A node that gives a name, and the edge by which it does. */
export interface Provider {
  readonly node: number;
  readonly edge: PlanEdge;
  /** The edge's number where the node is a splitter that gives each edge its own part; else -1. */
  readonly part: number;
}

/** The nearest nodes that give a name, several when they are equally near. */
export interface Near {
  readonly distance: number;
  readonly providers: readonly Provider[];
}
