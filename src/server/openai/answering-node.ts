import { at } from '../../flow/at.ts';
import type { Plan, PlanNode } from '../../flow/plan/plan.ts';
import { returningNodes } from '../../flow/plan/returns.ts';

/**
 * The node whose text is what the flow returns: what it streams may be told as it comes. Undefined where none is so for certain: where
 * several may give the answer, in a loop, and where another attempt or node may take its place, so that what was told would not hold.
 */
export function answeringNode(plan: Plan): string | undefined {
  const node = returned(plan);
  if (!node || node.loop || node.controls) return undefined;
  const { retry, onError } = node.node;
  const isFinal = (retry?.maxAttempts ?? 1) <= 1 && onError.kind === 'fail';
  return isFinal ? node.id : undefined;
}

function returned(plan: Plan): PlanNode | undefined {
  const { flow, nodes } = plan;
  const [output, ...others] = flow.outputs;
  if (output) {
    const text = others.length === 0 ? String(output.tree.value) : '';
    const [, id] = /^\s*([^.\s]+)\.\w+\s*$/.exec(text) ?? [];
    return nodes.find((node) => node.id === id);
  }
  const [last, ...rest] = returningNodes(plan).map((n) => at(nodes, n));
  if (!last || rest.length > 0) return undefined;
  return last.node.nodeType?.role === 'output' ? handedOn(last, nodes) : last;
}

/** What an OutputNode hands on: the node before it, unless it is told what to take. */
function handedOn({ node, upstream }: PlanNode, nodes: readonly PlanNode[]): PlanNode | undefined {
  const isTold = node.inputs.length > 0 || Object.keys(node.config).length > 0;
  const [edge, ...more] = upstream;
  if (isTold || !edge || more.length > 0 || edge.kind !== 'plain') return undefined;
  return at(nodes, edge.from);
}
