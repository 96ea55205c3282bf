import type { Location } from '../diagnostics/diagnostic.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { LoopPlan, Plan, PlanEdge } from '../flow/plan/plan.ts';
import { isObject, own, type Value } from '../flow/value.ts';
import { DEFAULT_ARM } from './observation.ts';
import { textOf } from './text-of.ts';

/** What tests can reach of a flow. */
export type ReachableKind = 'node' | 'arm' | 'exit';

export interface Reachable {
  readonly kind: ReachableKind;
  /** What it is called: a node's id, `router → arm`, a loop's controller and how it is left. */
  readonly name: string;
  readonly location: Location;
}

/** The arms of a router by name, its default last. */
export function armsOf({ config }: FlowNode): string[] {
  const conditions = own(config, 'conditions');
  const list = Array.isArray(conditions) ? (conditions as readonly Value[]) : [];
  const named = list
    .filter(isObject)
    .map((condition) => textOf(own(condition, 'name') ?? own(condition, 'next_node') ?? null));
  return own(config, 'default_node') === undefined ? named : [...named, DEFAULT_ARM];
}

/** What an arm is called; `error` stands for what `on_error` does. */
export function armName(node: string, arm: string): string {
  return `${node} → ${arm}`;
}

/** All that tests can reach of a plan, without the flows that its nodes run. */
export function reachableIn(plan: Plan): Reachable[] {
  const idOf = (n: number): string => plan.nodes[n]?.id ?? '';
  const found = plan.nodes.flatMap(({ node, id }): Reachable[] => {
    const arms = node.nodeType?.role === 'router' ? armsOf(node) : [];
    const handled = node.onError.kind === 'fail' ? [] : ['on_error'];
    return [
      { kind: 'node', name: id, location: node.idLocation },
      ...[...arms, ...handled].map((arm): Reachable => ({
        kind: 'arm',
        name: armName(id, arm),
        location: node.idLocation,
      })),
    ];
  });
  const edges = plan.edges.flatMap(({ condition, from, to }): Reachable[] =>
    condition
      ? [{ kind: 'arm', name: armName(idOf(from), idOf(to)), location: condition.tree.location }]
      : [],
  );
  const exits = plan.loops.flatMap((loop): Reachable[] => {
    const { idLocation: location } = plan.nodes[loop.controller]?.node ?? {};
    if (!location) return [];
    return exitsOf(loop, plan.edges).map((exit) => ({
      kind: 'exit',
      name: `${idOf(loop.controller)} → ${exit}`,
      location,
    }));
  });
  return [...found, ...edges, ...exits];
}

/** The ways out of a loop that do not fail the run. */
function exitsOf(loop: LoopPlan, edges: readonly PlanEdge[]): string[] {
  const body = new Set(loop.body);
  const isBreak = ({ from, leaves, kind, condition }: PlanEdge): boolean =>
    leaves !== undefined &&
    body.has(from) &&
    isAround(leaves, loop) &&
    (kind !== 'plain' || condition !== undefined);
  return [
    'end',
    ...(loop.maxIterations !== undefined && loop.stopAtLimit ? ['limit'] : []),
    ...(edges.some(isBreak) ? ['break'] : []),
  ];
}

/** Whether a loop is the other one or stands around it. */
function isAround(loop: LoopPlan, inner: LoopPlan): boolean {
  for (let l: LoopPlan | undefined = inner; l; l = l.parent) if (l === loop) return true;
  return false;
}
