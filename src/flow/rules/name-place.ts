import type { NameUse } from '../expression/expression.ts';
import type { FlowExpression, FlowNode } from '../flow.ts';
import type { Loop } from '../loops.ts';
import { markedFields } from '../node-type.ts';
import type { ScalarTree } from '../tree.ts';
import type { RuleContext } from './rule.ts';

/** A text that uses names, and what it sees besides what its node sees. */
export interface NamePlace {
  readonly names: readonly NameUse[];
  readonly tree: ScalarTree;
  /** The node whose upstream it sees; undefined: it sees all nodes (the flow's outputs). */
  readonly node: number | undefined;
  /** Names that only this place gives. */
  readonly own: ReadonlySet<string>;
  /** Sees the node's own outputs too (an edge's condition, `retry.when`). */
  readonly after: boolean;
  /** Sees what this loop's body gave in the round before (`continue_condition`). */
  readonly body?: Loop;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * All texts of a flow that use names: those of each node and of the edges that leave it, from above to below, as the
 * look-up of names likes it; then the flow's outputs.
 */
export function* namePlaces(context: RuleContext): Generator<NamePlace> {
  const { flow, graph, forward } = context;
  const conditions = graph.nodes.map((): FlowExpression[] => []);
  for (const { from, condition } of flow.edges) {
    if (condition) conditions[graph.index.get(from.node) ?? -1]?.push(condition);
  }
  for (const index of forward.order) {
    const node = graph.nodes[index];
    if (node) yield* placesIn(node, index, context);
    for (const condition of conditions[index] ?? []) {
      yield* place(condition, { node: index, own: nothing, after: true });
    }
  }
  for (const output of flow.outputs) {
    yield* place(output, { node: undefined, own: nothing, after: false });
  }
}

function* placesIn(node: FlowNode, index: number, context: RuleContext): Generator<NamePlace> {
  const { graph } = context;
  for (const input of node.inputs) yield* place(input, { node: index, own: nothing, after: false });
  const body = graph.controls[index];
  const sees = {
    node: index,
    own: ownNames(node, index, context),
    // A loop's condition is asked when it has begun.
    after: body !== undefined,
    ...(body && { body }),
  };
  for (const expression of node.expressions.values()) yield* place(expression, sees);
  for (const { template, tree } of node.templates.values()) {
    yield { ...sees, names: template.names, tree };
  }
  const when = node.retry?.when;
  if (when) yield* place(when, { node: index, own: new Set(['error']), after: true });
}

function* place(
  { expression, tree }: FlowExpression,
  sees: Omit<NamePlace, 'names' | 'tree'>,
): Generator<NamePlace> {
  if (expression) yield { ...sees, names: expression.names, tree };
}

/** What `inputs:`, port edges and the type itself give to the expressions and templates of a node's config. */
function ownNames(node: FlowNode, index: number, { graph }: RuleContext): ReadonlySet<string> {
  const names = new Set(node.inputs.map(({ name }) => name));
  for (const { toPort } of graph.in[index] ?? []) if (toPort !== undefined) names.add(toPort);
  if (node.nodeType && node.configTree) {
    for (const { field } of markedFields(node.nodeType.config, node.configTree)) {
      for (const name of field.names ?? []) names.add(name);
    }
  }
  return names;
}
