import { at } from '../at.ts';
import type { Plan } from './plan.ts';

/** The numbers of the nodes whose primary values a flow without `outputs` returns: its OutputNodes, else those without forward successors. */
export function returningNodes({ nodes, terminals }: Plan): readonly number[] {
  const declared = nodes.filter(({ node }) => node.nodeType?.role === 'output');
  return declared.length > 0 ? declared.map(({ index }) => index) : terminals;
}

/** What a flow can return, by name: its `outputs`, else the nodes that do. */
export function returnedNames(plan: Plan): string[] {
  const { outputs } = plan.flow;
  if (outputs.length > 0) return outputs.map(({ name }) => name);
  return returningNodes(plan).map((n) => at(plan.nodes, n).id);
}
