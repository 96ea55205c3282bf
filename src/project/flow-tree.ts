import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import type { GivenValue } from '../flow/bind-parameters.ts';
import type { Flow, Parameter } from '../flow/flow.ts';
import { planFlow } from '../flow/plan-flow.ts';
import type { Plan } from '../flow/plan.ts';

/** A flow with those that its nodes run, by the nodes' ids. */
export interface FlowTree {
  readonly flow: Flow;
  readonly subFlows: ReadonlyMap<string, FlowTree>;
}

/** Parameters' values by name, as given by whoever runs a flow. */
export type GivenParameters = ReadonlyMap<string, GivenValue>;

/** Reads the text of one flow; undefined where it is none. */
export type FlowReader = (
  source: SourceFile,
  give: (parameters: readonly Parameter[]) => GivenParameters | Promise<GivenParameters>,
  reportParameter: (diagnostic: Diagnostic) => void,
) => Promise<{ readonly flow: Flow; readonly hasNodes: boolean } | undefined>;

/** The plan of a flow in which nothing is wrong; `flow` may be a part of the tree's. */
export function planTree(tree: FlowTree, flow: Flow = tree.flow): Plan {
  const plans = new Map<FlowTree, Plan>();
  const plan = ({ subFlows }: FlowTree, whole: Flow): Plan => {
    const ids = new Set(whole.nodes.map(({ id }) => id));
    const inner = [...subFlows]
      .filter(([id]) => ids.has(id))
      .map(([id, sub]) => {
        const known = plans.get(sub) ?? plan(sub, sub.flow);
        plans.set(sub, known);
        return [id, known] as const;
      });
    return planFlow(whole, new Map(inner));
  };
  return plan(tree, flow);
}
