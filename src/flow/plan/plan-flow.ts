import { at } from '../at.ts';
import type { Flow } from '../flow.ts';
import { graphOf, type Graph } from '../graph/graph.ts';
import type { GraphEdge } from '../graph/graph-edge.ts';
import { isInside, type Loop } from '../graph/loops.ts';
import {
  chain,
  type Entry,
  type LoopPlan,
  type Plan,
  type PlanEdge,
  type PlanNode,
} from './plan.ts';
import { rivalsOf } from './rivals.ts';
import { own, type Value } from '../value.ts';

/** Plans a flow in which `validate` finds no error. `subPlans` has a plan for each node that runs a sub-flow. */
export function planFlow(
  flow: Flow,
  subPlans: ReadonlyMap<string, Plan> = new Map<string, Plan>(),
  folder?: string,
): Plan {
  const graph = graphOf(flow);
  const loops = new Map<Loop, MutableLoop>();
  for (const loop of graph.loops) loops.set(loop, planLoop(loop, loops, graph));
  const edges = planEdges(graph, loops);
  const nodes = planNodes(graph, loops, edges);
  const subs = new Map<number, Plan>();
  for (const [id, plan] of subPlans) subs.set(graph.index.get(id) ?? -1, plan);
  return {
    flow,
    nodes,
    index: graph.index,
    edges,
    loops: [...loops.values()],
    terminals: terminalsOf(nodes),
    subPlans: subs,
    ...(folder !== undefined && { folder }),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface MutableLoop extends Mutable<LoopPlan> {
  enters: Entry[];
  inner: PlanEdge[];
  backs: PlanEdge[];
}

function planLoop(loop: Loop, loops: ReadonlyMap<Loop, MutableLoop>, graph: Graph): MutableLoop {
  const { config, expressions } = at(graph.nodes, loop.controller);
  const locals = loop.body.filter((n) => graph.loopOf[n] === loop);
  return {
    controller: loop.controller,
    body: loop.body,
    locals,
    parent: loop.parent && loops.get(loop.parent),
    depth: loop.depth,
    enters: [],
    inner: [],
    backs: [],
    aggregators: locals.filter((n) => graph.nodes[n]?.nodeType?.role === 'aggregator'),
    batchSize: positive(own(config, 'batch_size')) ?? batchSizeAbove(loop.controller, graph),
    maxIterations: positive(own(config, 'max_iterations')),
    continueCondition: expressions.get('continue_condition'),
    stopAtLimit: own(config, 'on_limit') === 'stop',
  };
}

function positive(value: Value | undefined): number | undefined {
  return typeof value === 'number' && value >= 1 ? Math.floor(value) : undefined;
}

/**
 * The `batch_size` of the nearest BatchInput above a controller; one outside the loop around it gives its items to
 * that loop.
 */
function batchSizeAbove(controller: number, graph: Graph): number | undefined {
  const seen = new Set([controller]);
  const queue = [controller];
  const around = graph.loopOf[controller];
  for (const node of queue) {
    for (const { from } of graph.in[node] ?? []) {
      if (seen.has(from) || (around && !isInside(graph.loopOf[from], around))) continue;
      seen.add(from);
      queue.push(from);
      const above = graph.nodes[from];
      if (above?.nodeType?.role === 'batch') return positive(own(above.config, 'batch_size')) ?? 10;
    }
  }
  return undefined;
}

function planEdges(graph: Graph, loops: ReadonlyMap<Loop, MutableLoop>): PlanEdge[] {
  const plans = graph.loopOf.map((loop) => loop && loops.get(loop));
  const places = graph.edges.map((edge) => placeEdge(edge, plans));
  const direct = new Set<number>();
  for (const [n, edge] of graph.edges.entries()) {
    if (places[n]?.way !== 'back') direct.add(edge.to);
  }
  return graph.edges.map((edge, n) => {
    const { index, from, to, kind, fromPort, toPort, condition } = edge;
    const { way, scope, source, target, leaves } = at(places, n);
    const counts = countsFor(target, edge, direct);
    const planned: PlanEdge = {
      index,
      from,
      to,
      kind,
      fromPort,
      toPort,
      condition,
      way,
      scope,
      source,
      target,
      counts,
      leaves,
    };
    enlist(planned, plans, direct);
    return planned;
  });
}

type Place = Pick<PlanEdge, 'way' | 'scope' | 'source' | 'target' | 'leaves'>;

/** Finds the scope of an edge: the innermost loop that holds both its ends, and what stands for them there. */
function placeEdge({ from, to }: GraphEdge, plans: readonly (MutableLoop | undefined)[]): Place {
  const around = chain(plans[from]);
  let scope: LoopPlan | undefined = plans[to];
  while (scope && !around.includes(scope)) scope = scope.parent;
  const source = standIn(from, scope, plans);
  const target = standIn(to, scope, plans);
  const leaves = source.loop;
  if (source.node !== target.node) {
    return { way: 'forward', scope, source: source.node, target: target.node, leaves };
  }
  // Both ends belong to one loop of this scope: the edge goes into its body, or back from there.
  const loop = target.loop ?? source.loop;
  if (!loop) throw new Error('an edge from a node to itself is in no plan');
  if (to === loop.controller) {
    const inner = standIn(from, loop, plans);
    return { way: 'back', scope: loop, source: inner.node, target: to, leaves: inner.loop };
  }
  const inner = standIn(to, loop, plans);
  return { way: 'enter', scope: loop, source: from, target: inner.node, leaves: undefined };
}

/** What stands for a node in a scope: itself, or the controller of the outermost loop of that scope around it. */
function standIn(
  node: number,
  scope: LoopPlan | undefined,
  plans: readonly (LoopPlan | undefined)[],
): { node: number; loop: LoopPlan | undefined } {
  let loop = plans[node];
  if (loop === scope) return { node, loop: undefined };
  while (loop && loop.parent !== scope) loop = loop.parent;
  return loop ? { node: loop.controller, loop } : { node, loop: undefined };
}

/** Enters an edge in the lists of the loops that it concerns. */
function enlist(
  edge: PlanEdge,
  plans: readonly (MutableLoop | undefined)[],
  direct: ReadonlySet<number>,
): void {
  const scope = edge.scope as MutableLoop | undefined;
  scope?.inner.push(edge);
  if (edge.way === 'back') {
    scope?.backs.push(edge);
    return;
  }
  if (edge.way === 'enter') {
    scope?.enters.push({ edge, target: edge.target, counts: edge.counts });
  }
  for (let l = plans[edge.to]; l && l !== scope; l = l.parent as MutableLoop | undefined) {
    const { node } = standIn(edge.to, l, plans);
    l.enters.push({ edge, target: node, counts: countsFor(node, edge, direct) });
  }
}

/** A loop that is entered only by edges into its body is started by them. */
function countsFor(
  target: number,
  edge: { readonly to: number },
  direct: ReadonlySet<number>,
): boolean {
  return target === edge.to || !direct.has(target);
}

function planNodes(
  graph: Graph,
  loops: ReadonlyMap<Loop, LoopPlan>,
  edges: readonly PlanEdge[],
): PlanNode[] {
  const size = graph.nodes.length;
  const lists = (): PlanEdge[][] => Array.from({ length: size }, () => []);
  const resolves = lists();
  const out = lists();
  const upstream = lists();
  const awaits = new Array<number>(size).fill(0);
  for (const edge of edges) {
    out[edge.from]?.push(edge);
    if (edge.way !== 'back') upstream[edge.to]?.push(edge);
    if (edge.way === 'forward') awaits[edge.target] = (awaits[edge.target] ?? 0) + 1;
    if (edge.way !== 'enter') resolves[edge.source]?.push(edge);
  }
  for (const { enters } of loops.values()) {
    for (const { target } of enters) awaits[target] = (awaits[target] ?? 0) + 1;
  }
  const planned = graph.nodes.map((node, index): Mutable<PlanNode> => {
    const loop = graph.loopOf[index];
    const controls = graph.controls[index];
    const first =
      node.nodeType?.role === 'merger' && own(node.config, 'merge_strategy') === 'first';
    return {
      index,
      id: node.id,
      node,
      loop: loop && loops.get(loop),
      controls: controls && loops.get(controls),
      awaits: awaits[index] ?? 0,
      resolves: resolves[index] ?? [],
      out: out[index] ?? [],
      upstream: upstream[index] ?? [],
      join: first ? 'first' : 'all',
      rivals: [],
      alone: own(node.config, 'parallel') === false,
    };
  });
  for (const node of planned) if (node.join === 'first') node.rivals = rivalsOf(node, planned);
  return planned;
}

/**
 * Nodes without a forward successor. A handler is none (it stands in for a failed node). In a loop that is left by
 * some edge there are none; in another one its aggregators stand for it, where it has any.
 */
function terminalsOf(nodes: readonly PlanNode[]): number[] {
  const left = new Set<LoopPlan>();
  for (const { loop, out, controls } of nodes) {
    for (const edge of out) {
      if (edge.kind === 'handler' || edge.way === 'back') continue;
      if (controls && edge.way !== 'enter') left.add(controls);
      for (const l of chain(loop)) if (edge.leaves && isWithin(l, edge.leaves)) left.add(l);
    }
  }
  const ends = nodes.filter(
    ({ out, loop }) =>
      out.every(({ way, kind }) => way === 'back' || kind === 'handler') &&
      chain(loop).every((l) => !left.has(l)),
  );
  const gatherers = new Set(ends.filter(isAggregator).map(({ loop }) => loop));
  return ends
    .filter((node) => isAggregator(node) || !node.loop || !gatherers.has(node.loop))
    .map(({ index }) => index);
}

function isAggregator({ node }: PlanNode): boolean {
  return node.nodeType?.role === 'aggregator';
}

function isWithin(loop: LoopPlan, outer: LoopPlan): boolean {
  return chain(loop).includes(outer);
}
