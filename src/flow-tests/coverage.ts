import type { RunEvent } from '../engine/run-event.ts';
import type { Expression } from '../flow/expression/expression.ts';
import type { FlowEdge } from '../flow/flow.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { isTrue } from '../flow/value.ts';
import type { FlowTree } from '../project/flow-tree.ts';
import { armOf, nodeAt } from './observation.ts';
import { armName, reachableIn, type Reachable, type ReachableKind } from './reachable.ts';

/** How much of one flow the tests have reached. */
export interface FlowCoverage {
  /** The flow's file as the user would write it. */
  readonly file: string;
  readonly items: readonly CoveredItem[];
}

export interface CoveredItem extends Reachable {
  readonly reached: boolean;
}

/** Of so many, so many were reached. */
export interface Share {
  readonly reached: number;
  readonly total: number;
}

/** Gathers, over all tests, what they reach of flows and of those that their nodes run. */
export class Coverage {
  readonly #flows = new Map<string, Map<string, Reachable & { reached: boolean }>>();

  /** The same flow, its conditional edges telling when they are taken. */
  watched(tree: FlowTree): FlowTree {
    const { flow } = tree;
    const edges = flow.edges.map((edge): FlowEdge => {
      const { condition, from, to } = edge;
      if (!condition?.expression) return edge;
      const name = armName(from.node, to.node);
      const told = this.#telling(condition.expression, () =>
        this.#reach(flow.file.path, 'arm', name),
      );
      return { ...edge, condition: { ...condition, expression: told } };
    });
    const subFlows = [...tree.subFlows].map(([id, sub]) => [id, this.watched(sub)] as const);
    return { ...tree, flow: { ...flow, edges }, subFlows: new Map(subFlows) };
  }

  /** Takes note of what a plan has to reach. */
  add(plan: Plan): void {
    const { path } = plan.flow.file;
    const items = this.#flows.get(path) ?? new Map<string, Reachable & { reached: boolean }>();
    this.#flows.set(path, items);
    for (const item of reachableIn(plan)) {
      const key = keyOf(item.kind, item.name);
      if (!items.has(key)) items.set(key, { ...item, reached: false });
    }
    for (const inner of plan.subPlans.values()) this.add(inner);
  }

  /** Takes the next event of a run of the plan. */
  see(plan: Plan, event: RunEvent): void {
    const planned = 'node' in event ? nodeAt(plan, event.node) : undefined;
    if (!planned) return;
    const { id, node } = planned;
    const { path } = node.location.file;
    if (event.type === 'node_started') this.#reach(path, 'node', id);
    if (event.type === 'node_finished') {
      if (node.nodeType?.role === 'router')
        this.#reach(path, 'arm', armName(id, armOf(event.outputs)));
      if (event.exit) this.#reach(path, 'exit', `${id} → ${event.exit}`);
    }
    if (event.type === 'node_failed' && event.handled_by !== null) {
      this.#reach(path, 'arm', armName(id, 'on_error'));
    }
  }

  /** What was gathered, by the flows' files. */
  get flows(): FlowCoverage[] {
    return [...this.#flows]
      .map(([file, items]) => ({ file, items: [...items.values()] }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  #reach(file: string, kind: ReachableKind, name: string): void {
    const item = this.#flows.get(file)?.get(keyOf(kind, name));
    if (item) item.reached = true;
  }

  #telling(expression: Expression, taken: () => void): Expression {
    const { source, names, keys } = expression;
    return {
      source,
      names,
      keys,
      evaluate: (scope) => {
        const value = expression.evaluate(scope);
        if (isTrue(value)) taken();
        return value;
      },
    };
  }
}

/** How much of some flows was reached; of one kind, or of all. */
export function shareOf(flows: readonly FlowCoverage[], kind?: ReachableKind): Share {
  const items = flows
    .flatMap((flow) => flow.items)
    .filter((item) => kind === undefined || item.kind === kind);
  return { reached: items.filter(({ reached }) => reached).length, total: items.length };
}

/** Whole percent, never rounded up to all; of nothing all is reached. */
export function percentOf({ reached, total }: Share): number {
  return total === 0 ? 100 : Math.floor((reached / total) * 100);
}

function keyOf(kind: ReachableKind, name: string): string {
  return `${kind} ${name}`;
}
