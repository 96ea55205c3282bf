import { Facts } from './checks/facts.ts';
import { anything, type Known } from './checks/known.ts';
import type { Flow } from './flow.ts';
import { forwardGraph } from './graph/forward-graph.ts';
import { graphOf } from './graph/graph.ts';
import { Upstream } from './graph/upstream.ts';
import type { Ground } from './rules/ground.ts';
import { namePlaces } from './rules/name-place.ts';
import { own } from './value.ts';

/** What an OutputNode takes. */
const VALUE = 'value';

/**
 * What is known, before it runs, of each value that a flow returns by name: its `outputs`, else its OutputNodes, some of which a run may pass by.
 * Holds for runs that get no other inputs than the flow's nodes name. Empty where it names none.
 */
export function returnedValues(flow: Flow): ReadonlyMap<string, Known> {
  const graph = graphOf(flow);
  const forward = forwardGraph(graph);
  const ground = { flow, graph, forward, upstream: new Upstream(graph, forward) };
  const facts = new Facts(ground, namePlaces(ground));
  if (flow.outputs.length > 0) {
    return new Map(flow.outputs.map(({ name, expression }) => [name, facts.known(expression)]));
  }
  return new Map(
    graph.nodes.flatMap(({ id, nodeType }, n): [string, Known][] =>
      nodeType?.role === 'output' ? [[id, handedOn(n, ground, facts)]] : [],
    ),
  );
}

/** What an OutputNode gets, where that is certain: of an expression, or of the one node before it. */
function handedOn(index: number, { flow, graph, forward, upstream }: Ground, facts: Facts): Known {
  const node = graph.nodes[index];
  if (!node || graph.loopOf[index]) return anything;
  const input = node.inputs.find(({ name }) => name === VALUE);
  if (input) return facts.known(input.expression);
  const [edge, ...others] = forward.in[index] ?? [];
  if (!edge || others.length > 0 || edge.kind !== 'plain') return anything;
  const { from, fromPort, toPort } = edge;
  const before = graph.nodes[from];
  if (!before || before.nodeType?.role === 'router' || graph.loopOf[from]) return anything;
  if (toPort !== VALUE) {
    const isNamed =
      own(node.config, VALUE) !== undefined ||
      flow.parameters.some(({ name }) => name === VALUE) ||
      upstream.nearest(index, VALUE) !== undefined;
    if (isNamed || hasOpenAbove(index, { graph, forward }, facts)) return anything;
  }
  if (fromPort !== undefined) return facts.output(from, fromPort);
  const [primary] = upstream.ports[from]?.outputs ?? [];
  const isSure = !facts.isOpen(from) || before.nodeType?.role === 'input';
  return primary !== undefined && isSure ? facts.output(from, primary) : anything;
}

/** Whether some node above may give names that it does not declare. InputNodes give what the run is given. */
function hasOpenAbove(
  index: number,
  { graph, forward }: Pick<Ground, 'graph' | 'forward'>,
  facts: Facts,
): boolean {
  const above = new Set([index]);
  for (const at of above) {
    for (const { from } of forward.in[at] ?? []) above.add(from);
  }
  above.delete(index);
  return [...above].some((n) => graph.nodes[n]?.nodeType?.role !== 'input' && facts.isOpen(n));
}
