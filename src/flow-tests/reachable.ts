import type { Location } from '../diagnostics/diagnostic.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { LoopPlan, Plan, PlanEdge } from '../flow/plan/plan.ts';
import { child, valueOf } from '../flow/tree.ts';
import type { Named } from './flow-test.ts';
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

/** The arms of a router, its default last. */
export function armsOf({ configTree, idLocation }: FlowNode): Named<string>[] {
  const conditions = child(configTree, 'conditions');
  const list = conditions?.kind === 'list' ? conditions.items : [];
  const named = list.map((condition) => {
    const name = child(condition, 'name') ?? child(condition, 'next_node');
    return { value: name ? textOf(valueOf(name)) : '', location: name?.location ?? idLocation };
  });
  const fallback = child(configTree, 'default_node');
  return fallback ? [...named, { value: DEFAULT_ARM, location: fallback.location }] : named;
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
    const handled =
      node.onError.kind === 'fail' ? [] : [{ value: 'on_error', location: node.idLocation }];
    return [
      { kind: 'node', name: id, location: node.idLocation },
      ...[...arms, ...handled].map(({ value, location }): Reachable => ({
        kind: 'arm',
        name: armName(id, value),
        location,
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
