import type { Flow } from '../flow/flow.ts';
import { planFlow } from '../flow/plan/plan-flow.ts';
import type { Plan } from '../flow/plan/plan.ts';
import type { FlowTree } from './flow-tree.ts';

/** The plan of a flow in which nothing is wrong; `flow` may be a part of the tree's. */
export function planTree(tree: FlowTree, flow: Flow = tree.flow): Plan {
  const plans = new Map<FlowTree, Plan>();
  const plan = ({ subFlows, folder }: FlowTree, whole: Flow): Plan => {
    const ids = new Set(whole.nodes.map(({ id }) => id));
    const inner = [...subFlows]
      .filter(([id]) => ids.has(id))
      .map(([id, sub]) => {
        const known = plans.get(sub) ?? plan(sub, sub.flow);
        plans.set(sub, known);
        return [id, known] as const;
      });
    return planFlow(whole, new Map(inner), folder);
  };
  return plan(tree, flow);
}
