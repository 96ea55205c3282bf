import type { Location } from '../../diagnostics/diagnostic.ts';
import type { Flow, FlowNode } from '../flow.ts';
import type { GraphEdge } from './graph-edge.ts';
import { findLoops, type Loop } from './loops.ts';
import { child, type Tree } from '../tree.ts';

/** A flow's nodes and edges by number, with the edges that routers and handlers imply, and its loops. */
export interface Graph {
  /** In file order; of nodes with the same id the first. */
  readonly nodes: readonly FlowNode[];
  /** Node number by id. */
  readonly index: ReadonlyMap<string, number>;
  readonly edges: readonly GraphEdge[];
  /** Edges out of and into each node, in file order. */
  readonly out: readonly (readonly GraphEdge[])[];
  readonly in: readonly (readonly GraphEdge[])[];
  /** Outer loops before inner ones. */
  readonly loops: readonly Loop[];
  /** For each node the innermost loop in whose body it stands. A controller stands outside its own body. */
  readonly loopOf: readonly (Loop | undefined)[];
  /** For each node the loop that it controls. */
  readonly controls: readonly (Loop | undefined)[];
  /** Cycles through no LoopController, each as node numbers along the way, the first not repeated. */
  readonly cycles: readonly (readonly number[])[];
}

/** A router's arm as its config says it. */
export interface Arm {
  /** The condition's name; undefined for the default. */
  readonly name: string | undefined;
  readonly target: string;
  readonly location: Location;
}

/** The arms of a ConditionalRouter, in the order in which they are tried, the default last. */
export function armsOf(node: FlowNode): Arm[] {
  const arms: Arm[] = [];
  const conditions = child(node.configTree, 'conditions');
  for (const item of conditions?.kind === 'list' ? conditions.items : []) {
    const tree = child(item, 'next_node');
    const target = textOf(tree);
    if (!tree || target === undefined) continue;
    arms.push({ target, location: tree.location, name: textOf(child(item, 'name')) ?? target });
  }
  const tree = child(node.configTree, 'default_node');
  const target = textOf(tree);
  if (tree && target !== undefined) {
    arms.push({ target, location: tree.location, name: undefined });
  }
  return arms;
}

function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind !== 'scalar' || tree.value === null ? undefined : String(tree.value);
}

/** The graph of a flow. Edges to or from nodes that do not exist are left out (rules report them). */
export function graphOf(flow: Flow): Graph {
  const index = new Map<string, number>();
  const nodes: FlowNode[] = [];
  for (const node of flow.nodes) {
    if (index.has(node.id)) continue;
    index.set(node.id, nodes.length);
    nodes.push(node);
  }
  const edges = edgesOf(flow, nodes, index);
  const out: GraphEdge[][] = nodes.map(() => []);
  const into: GraphEdge[][] = nodes.map(() => []);
  for (const edge of edges) {
    out[edge.from]?.push(edge);
    into[edge.to]?.push(edge);
  }
  const { loops, loopOf, controls, cycles } = findLoops(nodes, out, into);
  return { nodes, index, edges, out, in: into, loops, loopOf, controls, cycles };
}

function edgesOf(
  flow: Flow,
  nodes: readonly FlowNode[],
  index: ReadonlyMap<string, number>,
): GraphEdge[] {
  const edges: GraphEdge[] = [];
  // What a router or a handler implies replaces the same edge where it is listed as well, apart from its ports.
  const implied = new Map<number, GraphEdge['kind']>();
  for (const [from, node] of nodes.entries()) {
    const { onError } = node;
    const targets: [string, Location, 'route' | 'handler'][] =
      node.nodeType?.role === 'router'
        ? armsOf(node).map((arm) => [arm.target, arm.location, 'route'])
        : [];
    if (onError.kind === 'node') targets.push([onError.id, onError.location, 'handler']);
    for (const [id, location, kind] of targets) {
      const to = index.get(id);
      if (to === undefined || implied.has(from * nodes.length + to)) continue;
      implied.set(from * nodes.length + to, kind);
      edges.push({
        index: edges.length,
        from,
        to,
        kind,
        location,
        fromPort: undefined,
        toPort: undefined,
        condition: undefined,
      });
    }
  }
  for (const { from, to, condition, location } of flow.edges) {
    const source = index.get(from.node);
    const target = index.get(to.node);
    if (source === undefined || target === undefined) continue;
    const kind = condition ? undefined : implied.get(source * nodes.length + target);
    if (kind && from.port === undefined && to.port === undefined) continue;
    edges.push({
      index: edges.length,
      from: source,
      to: target,
      kind: kind ?? 'plain',
      fromPort: from.port,
      toPort: to.port,
      condition,
      location,
    });
  }
  return edges;
}
