import type { Expression, NameUse } from '../expression/expression.ts';
import type { FlowExpression, FlowNode } from '../flow.ts';
import type { Loop } from '../graph/loops.ts';
import { markedFields, type ConfigField, type NodeType } from '../node-type.ts';
import type { ScalarTree } from '../tree.ts';
import type { Ground } from './ground.ts';

/** A text that uses names, and what it sees besides what its node sees. */
export interface NamePlace {
  readonly names: readonly NameUse[];
  readonly tree: ScalarTree;
  /** Undefined for a text with `{name}` places. */
  readonly expression: Expression | undefined;
  /** The node whose upstream it sees; undefined: it sees all nodes (the flow's outputs). */
  readonly node: number | undefined;
  /** Names that only this place gives. */
  readonly own: ReadonlySet<string>;
  /** Sees the node's own outputs too (an edge's condition, `retry.when`). */
  readonly after: boolean;
  /** Sees what this loop's body gave in the round before (`continue_condition`). */
  readonly body: Loop | undefined;
}

/** What the texts of one kind see besides what their node sees. */
type Sees = Omit<NamePlace, 'names' | 'tree' | 'expression'>;

const nothing: ReadonlySet<string> = new Set();
const error: ReadonlySet<string> = new Set(['error']);

/**
 * All texts of a flow that use names: those of each node and of the edges that leave it, from above to below, as the
 * look-up of names likes it; then the flow's outputs.
 */
export function namePlaces(context: Ground): NamePlace[] {
  const { flow, graph, forward } = context;
  const places: NamePlace[] = [];
  const conditions = graph.nodes.map((): FlowExpression[] => []);
  for (const { from, condition } of flow.edges) {
    if (condition) conditions[graph.index.get(from.node) ?? -1]?.push(condition);
  }
  for (const index of forward.order) {
    const node = graph.nodes[index];
    if (node) addNode(places, node, index, context);
    const sees = { node: index, own: nothing, after: true, body: undefined };
    for (const condition of conditions[index] ?? []) add(places, condition, sees);
  }
  const sees = { node: undefined, own: nothing, after: false, body: undefined };
  for (const output of flow.outputs) add(places, output, sees);
  return places;
}

function addNode(places: NamePlace[], node: FlowNode, index: number, context: Ground): void {
  const before = { node: index, own: nothing, after: false, body: undefined };
  for (const input of node.inputs) add(places, input, before);
  if (node.expressions.size > 0 || node.templates.size > 0) {
    const body = context.graph.controls[index];
    const own = ownNames(node, index, context);
    // A loop's condition is asked when it has begun.
    const sees = { node: index, own, after: body !== undefined, body };
    for (const expression of node.expressions.values()) add(places, expression, sees);
    for (const { template, tree } of node.templates.values()) {
      addText(places, template.names, { tree, expression: undefined }, sees);
    }
  }
  const when = node.retry?.when;
  if (when) add(places, when, { node: index, own: error, after: true, body: undefined });
}

function add(places: NamePlace[], { expression, tree }: FlowExpression, sees: Sees): void {
  if (expression) addText(places, expression.names, { tree, expression }, sees);
}

function addText(
  places: NamePlace[],
  names: readonly NameUse[],
  { tree, expression }: Pick<NamePlace, 'tree' | 'expression'>,
  { node, own, after, body }: Sees,
): void {
  places.push({ names, tree, expression, node, own, after, body });
}

const known = new WeakMap<NodeType, boolean>();

/** Whether any field of a type gives names to its text; few do. */
function givesNames(type: NodeType): boolean {
  let gives = known.get(type);
  if (gives === undefined) known.set(type, (gives = Object.values(type.config).some(hasNames)));
  return gives;
}

function hasNames({ names, items, fields = {}, values }: ConfigField): boolean {
  const inner = [items, values, ...Object.values(fields)];
  return names !== undefined || inner.some((field) => field !== undefined && hasNames(field));
}

/** What `inputs:`, port edges and the type itself give to the expressions and templates of a node's config. */
function ownNames(node: FlowNode, index: number, { graph }: Ground): ReadonlySet<string> {
  const names = new Set(node.inputs.map(({ name }) => name));
  for (const { toPort } of graph.in[index] ?? []) if (toPort !== undefined) names.add(toPort);
  if (node.nodeType && node.configTree && givesNames(node.nodeType)) {
    for (const { field } of markedFields(node.nodeType.config, node.configTree)) {
      for (const name of field.names ?? []) names.add(name);
    }
  }
  return names;
}
