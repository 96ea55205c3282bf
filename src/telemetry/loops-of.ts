import type { Plan } from '../flow/plan/plan.ts';

/** The innermost loop around each node that stands in one, by its controller; nodes as events name them. */
export function loopsOf(plan: Plan): Map<string, string> {
  const loops = new Map<string, string>();
  const collect = ({ nodes, subPlans }: Plan, before: string): void => {
    for (const { id, loop, index } of nodes) {
      const controller = loop && nodes[loop.controller];
      if (controller) loops.set(before + id, before + controller.id);
      const inner = subPlans.get(index);
      if (inner) collect(inner, `${before}${id}/`);
    }
  };
  collect(plan, '');
  return loops;
}
