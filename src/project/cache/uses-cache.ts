import { cacheObstacle } from '../../flow/checks/may-cache.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import type { Plan } from '../../flow/plan/plan.ts';

/** `all`: every node that may be; `asked`: those that say `cache: true`. */
export type CacheMode = 'all' | 'asked';

/** Whether any node of a plan, or of those below it, is cached. */
export function usesCache(plan: Plan, mode: CacheMode): boolean {
  const seen = new Set<Plan>();
  const pending = [plan];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const { flow } = next;
    if (next.nodes.some(({ node }) => isCached({ flow, node }, mode))) return true;
    pending.push(...next.subPlans.values());
  }
  return false;
}

/** Whether results of a node are cached. */
export function isCached(
  { flow, node }: { readonly flow: Flow; readonly node: FlowNode },
  mode: CacheMode,
): boolean {
  if (!(node.cache ?? mode === 'all')) return false;
  return cacheObstacle(node, flow.edges) === undefined;
}
