import type { Flow, FlowExpression, FlowNode } from '../flow/flow.ts';
import { graphOf, type Graph } from '../flow/graph/graph.ts';
import type { GraphEdge } from '../flow/graph/graph-edge.ts';
import { isInside, type Loop } from '../flow/graph/loops.ts';
import type { Role } from '../flow/node-type.ts';
import { child, valueOf } from '../flow/tree.ts';
import { own, toJson, type Value } from '../flow/value.ts';

/** A flow as a picture shows it: its nodes, loops and sub-flows inside each other, and the links between nodes. */
export interface Drawing {
  readonly name: string | undefined;
  readonly file: string;
  /** The nodes that stand in no loop. */
  readonly nodes: readonly DrawnNode[];
  /** All links of the flow, those in its loops too; not those of its sub-flows. */
  readonly links: readonly Link[];
}

export interface DrawnNode {
  /** Tells it from all other nodes of the picture: of a node in a sub-flow `outer/inner`. */
  readonly key: string;
  readonly id: string;
  readonly type: string;
  /** Undefined where nobody knows its type. */
  readonly role: Role | undefined;
  /** What it repeats, where it controls a loop. */
  readonly loop?: DrawnLoop;
  /** The flow that it runs. Without one although its role is `flow`: it is not drawn. */
  readonly flow?: Drawing;
}

export interface DrawnLoop {
  readonly body: readonly DrawnNode[];
  readonly batchSize?: string;
  readonly maxIterations?: string;
  readonly continueCondition?: string;
}

/** A way from one node to another; all edges of one kind between the same two nodes are one link. */
export interface Link {
  readonly from: string;
  readonly to: string;
  /** `route`: one of a router's arms; `handler`: taken when `from` fails. */
  readonly kind: GraphEdge['kind'];
  /** It leads back to the controller of the loop in which `from` stands. */
  readonly back: boolean;
  readonly labels: readonly LinkLabel[];
}

/** What a link depends on, or which port it leads to. */
export type LinkLabel =
  | { readonly kind: 'arm'; readonly name: string; readonly expression: string }
  | { readonly kind: 'condition'; readonly expression: string }
  | { readonly kind: 'port'; readonly from: string; readonly to: string }
  | { readonly kind: 'otherwise' | 'failure' };

/** A flow with those that its nodes run, by the nodes' ids. */
export interface DrawnFlow {
  readonly flow: Flow;
  readonly subFlows: ReadonlyMap<string, DrawnFlow>;
}

/** More nodes than this are no picture that anybody could look at: sub-flows beyond it stay closed. */
const MOST_NODES = 1_000;

export interface DrawingOptions {
  /** How deep sub-flows are opened. */
  readonly depth: number;
  /** Takes secrets out of conditions before these are broken into lines. */
  readonly mask: (text: string) => string;
}

/** The picture of a flow. */
export function drawFlow(tree: DrawnFlow, { depth, mask }: DrawingOptions): Drawing {
  let room = MOST_NODES;
  const draw = ({ flow, subFlows }: DrawnFlow, prefix: string, left: number): Drawing => {
    const graph = graphOf(flow);
    room -= graph.nodes.length;
    const keys = graph.nodes.map(({ id }) => prefix + id);
    const nodesIn = (loop: Loop | undefined): DrawnNode[] =>
      graph.nodes.flatMap((node, n) => (graph.loopOf[n] === loop ? [drawn(node, n)] : []));
    const drawn = (node: FlowNode, n: number): DrawnNode => {
      const key = keys[n] ?? node.id;
      const sub = left > 0 && room > 0 ? subFlows.get(node.id) : undefined;
      const loop = graph.controls[n];
      return {
        key,
        id: node.id,
        type: node.type,
        role: node.nodeType?.role,
        ...(loop && { loop: { ...loopNotes(node, mask), body: nodesIn(loop) } }),
        ...(sub && { flow: draw(sub, `${key}/`, left - 1) }),
      };
    };
    const links = linksOf(graph, keys).map((link) => masked(link, mask));
    return { name: flow.name, file: flow.file.path, nodes: nodesIn(undefined), links };
  };
  return draw(tree, '', depth);
}

type Mask = DrawingOptions['mask'];

function masked(link: Link, mask: Mask): Link {
  const labels = link.labels.map((label) =>
    'expression' in label ? { ...label, expression: mask(label.expression) } : label,
  );
  return { ...link, labels };
}

function loopNotes({ config, expressions }: FlowNode, mask: Mask): Omit<DrawnLoop, 'body'> {
  const [batchSize, maxIterations] = ['batch_size', 'max_iterations'].map((key) =>
    textOf(own(config, key)),
  );
  const condition = expressions.get('continue_condition');
  return {
    ...(batchSize !== undefined && { batchSize }),
    ...(maxIterations !== undefined && { maxIterations }),
    ...(condition && { continueCondition: mask(expressionText(condition)) }),
  };
}

function linksOf(graph: Graph, keys: readonly string[]): Link[] {
  const links = new Map<string, Link & { readonly labels: LinkLabel[] }>();
  for (const edge of graph.edges) {
    const [from, to] = [keys[edge.from] ?? '', keys[edge.to] ?? ''];
    const labels = labelsOf(edge, graph);
    // An edge that needs nothing makes the conditions of another one between the same nodes no condition of the link.
    const plain = edge.kind === 'plain' && labels.every(({ kind }) => kind === 'port');
    const id = JSON.stringify([from, to, edge.kind, plain]);
    const known = links.get(id);
    if (known) known.labels.push(...labels);
    else links.set(id, { from, to, kind: edge.kind, back: isBack(edge, graph), labels });
  }
  return [...links.values()];
}

function isBack({ from, to }: GraphEdge, { controls, loopOf }: Graph): boolean {
  const loop = controls[to];
  return loop !== undefined && isInside(loopOf[from], loop);
}

function labelsOf(edge: GraphEdge, graph: Graph): LinkLabel[] {
  const { kind, condition, fromPort, toPort } = edge;
  const labels: LinkLabel[] = kind === 'route' ? armLabels(edge, graph) : [];
  if (kind === 'handler') labels.push({ kind: 'failure' });
  if (condition) labels.push({ kind: 'condition', expression: expressionText(condition) });
  if (fromPort !== undefined || toPort !== undefined) {
    labels.push({ kind: 'port', from: fromPort ?? '', to: toPort ?? '' });
  }
  return labels;
}

/** The arms of a router that lead to the edge's node. */
function armLabels({ from, to }: GraphEdge, { nodes }: Graph): LinkLabel[] {
  const config = nodes[from]?.configTree;
  const target = nodes[to]?.id;
  const conditions = child(config, 'conditions');
  const labels: LinkLabel[] = [];
  for (const arm of conditions?.kind === 'list' ? conditions.items : []) {
    const [next, name, expression] = ['next_node', 'name', 'expression'].map((key) => {
      const tree = child(arm, key);
      return tree && textOf(valueOf(tree));
    });
    if (next === target)
      labels.push({ kind: 'arm', name: name ?? '', expression: expression ?? '' });
  }
  const other = child(config, 'default_node');
  if (other && textOf(valueOf(other)) === target) labels.push({ kind: 'otherwise' });
  return labels;
}

function expressionText({ tree }: FlowExpression): string {
  return textOf(tree.value) ?? '';
}

/** On one line, as a label needs it. */
function textOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : toJson(value);
}
