import type { Flow, FlowExpression, FlowNode } from '../flow.ts';
import type { GraphEdge } from '../graph/graph-edge.ts';

/**
 * A flow made ready to run: who waits for whom, which loop repeats what, what a race calls off. Everything is
 * explicit, so that the engine only obeys; a plan of another format would be obeyed the same way.
 */
export interface Plan {
  readonly flow: Flow;
  readonly nodes: readonly PlanNode[];
  readonly index: ReadonlyMap<string, number>;
  readonly edges: readonly PlanEdge[];
  /** Outer loops before inner ones. */
  readonly loops: readonly LoopPlan[];
  /** The nodes whose results the flow returns where it names no outputs. */
  readonly terminals: readonly number[];
  /** Plans of the sub-flows, by the node that runs them. */
  readonly subPlans: ReadonlyMap<number, Plan>;
  /** The folder that relative paths are relative to; of a sub-flow that of its own file. */
  readonly folder?: string;
}

export interface PlanNode {
  readonly index: number;
  readonly id: string;
  readonly node: FlowNode;
  /** The innermost loop in whose body it stands. */
  readonly loop: LoopPlan | undefined;
  readonly controls: LoopPlan | undefined;
  /** Edges that must be resolved before it is ready, in its own scope (the flow, or one round of its loop). */
  readonly awaits: number;
  /** Edges that are resolved when it ends; for a controller also those that leave its body. */
  readonly resolves: readonly PlanEdge[];
  /** Edges that leave it, wherever they lead. */
  readonly out: readonly PlanEdge[];
  /** Edges that come to it other than back edges: along them names are looked up. */
  readonly upstream: readonly PlanEdge[];
  /** `first`: ready as soon as one edge is taken; the nodes that only serve this race are then cancelled. */
  readonly join: 'all' | 'first';
  readonly rivals: readonly number[];
  /** Nothing else may run beside it. */
  readonly alone: boolean;
}

export interface PlanEdge extends Omit<GraphEdge, 'location'> {
  readonly way: 'forward' | 'back' | 'enter';
  /** The loop in whose rounds it is resolved; undefined: once in the flow. */
  readonly scope: LoopPlan | undefined;
  /** The node of that scope that it leaves: `from`, or the controller of the loop in which `from` stands. */
  readonly source: number;
  /** The node of that scope that it leads to: `to`, or the controller of the loop in which `to` stands. */
  readonly target: number;
  /** Whether taking it makes the target run; an edge into a loop's body only delays the loop. */
  readonly counts: boolean;
  /** The outermost loop that it leaves. */
  readonly leaves: LoopPlan | undefined;
}

export interface LoopPlan {
  readonly controller: number;
  /** All nodes of the body, those of inner loops included. */
  readonly body: readonly number[];
  /** The nodes of the body that stand in no inner loop. */
  readonly locals: readonly number[];
  readonly parent: LoopPlan | undefined;
  /** From 1. */
  readonly depth: number;
  /** Edges into the body, from the controller and from nodes outside. */
  readonly enters: readonly Entry[];
  /** Edges resolved within a round, back edges included. */
  readonly inner: readonly PlanEdge[];
  readonly backs: readonly PlanEdge[];
  readonly aggregators: readonly number[];
  /** Items of a round where the flow says it; else each item has a round of its own. */
  readonly batchSize: number | undefined;
  readonly maxIterations: number | undefined;
  readonly continueCondition: FlowExpression | undefined;
  readonly stopAtLimit: boolean;
}

/** A loop and those around it, the innermost first. */
export function chain(loop: LoopPlan | undefined): LoopPlan[] {
  const loops: LoopPlan[] = [];
  for (let l = loop; l; l = l.parent) loops.push(l);
  return loops;
}

/** An edge out of the flow, along which its outputs see a node. */
export function endEdge({ index: from }: PlanNode): PlanEdge {
  return {
    index: -1,
    from,
    to: -1,
    kind: 'plain',
    fromPort: undefined,
    toPort: undefined,
    condition: undefined,
    way: 'forward',
    scope: undefined,
    source: from,
    target: -1,
    counts: false,
    leaves: undefined,
  };
}

/** How an edge from outside arrives in the rounds of a loop. */
export interface Entry {
  readonly edge: PlanEdge;
  /** The node of the loop's own scope that it leads to. */
  readonly target: number;
  readonly counts: boolean;
}
