import type { FlowNode } from '../flow.ts';
import type { GraphEdge } from './graph-edge.ts';

/** A LoopController with the nodes that it repeats. */
export interface Loop {
  /** Node number of the controller. */
  readonly controller: number;
  /** Node numbers of the body, inner loops and their controllers included; ascending. */
  readonly body: readonly number[];
  /** The loop in whose body the controller stands. */
  readonly parent: Loop | undefined;
  readonly depth: number;
}

/** Loops in loops in loops: what is deeper is no flow that somebody wrote, and finding it costs a search for each level. */
export const maxLoopDepth = 100;

interface Found {
  /** Outer ones before inner ones; none deeper than one level below {@link maxLoopDepth}, where the search ends. */
  readonly loops: Loop[];
  readonly loopOf: (Loop | undefined)[];
  readonly controls: (Loop | undefined)[];
  readonly cycles: number[][];
}

type Edges = readonly (readonly GraphEdge[])[];

/**
 * Finds the loops: a group of nodes that all reach each other is a loop of one of its controllers, namely of the one
 * that is entered from outside; without it, the rest of the group may hold inner loops. A group without a controller
 * is an illegal cycle.
 */
export function findLoops(nodes: readonly FlowNode[], out: Edges, into: Edges): Found {
  const found: Found = {
    loops: [],
    loopOf: nodes.map(() => undefined),
    controls: nodes.map(() => undefined),
    cycles: [],
  };
  const degrees = new Int32Array(nodes.length).fill(-1);
  const pending: { members: readonly number[]; parent: Loop | undefined }[] = [
    { members: nodes.map((_, n) => n), parent: undefined },
  ];
  for (let next = pending.shift(); next; next = pending.shift()) {
    for (const group of cyclicGroups(peeled(next.members, out, degrees), out)) {
      const controller = outerController(group, nodes, out, into);
      if (controller === undefined) {
        found.cycles.push(shortestCycle(group, out));
        continue;
      }
      const body = group.filter((n) => n !== controller);
      const loop: Loop = {
        controller,
        body,
        parent: next.parent,
        depth: (next.parent?.depth ?? 0) + 1,
      };
      found.loops.push(loop);
      found.controls[controller] = loop;
      for (const n of body) found.loopOf[n] = loop;
      if (loop.depth <= maxLoopDepth) pending.push({ members: body, parent: loop });
    }
  }
  return found;
}

/**
 * The controller without which the rest is loops of the other controllers; of several the one that is entered from
 * outside, then the first.
 */
function outerController(
  group: readonly number[],
  nodes: readonly FlowNode[],
  out: Edges,
  into: Edges,
): number | undefined {
  const members = new Set(group);
  const controllers = group.filter((n) => nodes[n]?.nodeType?.role === 'loop');
  if (controllers.length <= 1) return controllers[0];
  const isEntered = (n: number): boolean => into[n]?.some((e) => !members.has(e.from)) ?? false;
  const candidates = [
    ...controllers.filter((n) => isEntered(n)),
    ...controllers.filter((n) => !isEntered(n)),
  ];
  const isOuter = (candidate: number): boolean => {
    const others = new Set(controllers.filter((n) => n !== candidate));
    const rest = group.filter((n) => n !== candidate);
    const inner = cyclicGroups(rest, out);
    const isLoop = (cycle: readonly number[]): boolean => cycle.some((n) => others.has(n));
    return inner.every(isLoop) && inner.flat().filter((n) => others.has(n)).length === others.size;
  };
  return candidates.slice(0, MOST_TRIED).find(isOuter) ?? candidates[0];
}

/** So many controllers are tried to find the outermost one; nearly always it is the first. */
const MOST_TRIED = 8;

/**
 * The members that are left when those without a predecessor among the rest are taken away again and again: none where
 * there is no cycle, which is the usual case. `degrees` is scratch space, -1 for every node before and after.
 */
function peeled(members: readonly number[], out: Edges, degrees: Int32Array): readonly number[] {
  for (const n of members) degrees[n] = 0;
  for (const n of members) {
    for (const { to } of out[n] ?? []) if (degrees[to] !== -1) degrees[to] = (degrees[to] ?? 0) + 1;
  }
  const free = members.filter((n) => degrees[n] === 0);
  for (const n of free) {
    degrees[n] = -1;
    for (const { to } of out[n] ?? []) {
      const degree = degrees[to] ?? -1;
      if (degree === -1) continue;
      degrees[to] = degree - 1;
      if (degree === 1) free.push(to);
    }
  }
  const left = members.filter((n) => degrees[n] !== -1);
  for (const n of left) degrees[n] = -1;
  return left;
}

/** Tarjan's strongly connected components of the sub-graph, without recursion; only those with a cycle in them. */
function cyclicGroups(members: readonly number[], out: Edges): number[][] {
  const inside = new Set(members);
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const onStack = new Set<number>();
  const stack: number[] = [];
  const groups: number[][] = [];
  for (const root of members) {
    if (order.has(root)) continue;
    const work: { node: number; edge: number }[] = [{ node: root, edge: 0 }];
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const { node } = top;
      if (top.edge === 0) {
        order.set(node, order.size);
        low.set(node, order.get(node) ?? 0);
        stack.push(node);
        onStack.add(node);
      }
      const edge = out[node]?.[top.edge++];
      if (edge) {
        if (!inside.has(edge.to)) continue;
        if (!order.has(edge.to)) work.push({ node: edge.to, edge: 0 });
        else if (onStack.has(edge.to)) lower(low, node, order.get(edge.to) ?? 0);
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) lower(low, above.node, low.get(node) ?? 0);
      if (low.get(node) !== order.get(node)) continue;
      const group = stack.splice(stack.lastIndexOf(node));
      for (const n of group) onStack.delete(n);
      if (group.length > 1 || out[node]?.some((e) => e.to === node)) {
        groups.push(group.sort((a, b) => a - b));
      }
    }
  }
  return groups.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

function lower(low: Map<number, number>, node: number, value: number): void {
  low.set(node, Math.min(low.get(node) ?? value, value));
}

/** A shortest cycle through a group's first node that lies on one. */
function shortestCycle(group: readonly number[], out: Edges): number[] {
  const inside = new Set(group);
  const start = group[0] ?? 0;
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const node of queue) {
    for (const { to } of out[node] ?? []) {
      if (to === start) {
        const cycle = [node];
        for (let n = node; n !== start;) {
          n = cameFrom.get(n) ?? start;
          cycle.unshift(n);
        }
        return cycle;
      }
      if (!inside.has(to) || cameFrom.has(to)) continue;
      cameFrom.set(to, node);
      queue.push(to);
    }
  }
  return [...group];
}

/** Whether a node stands in a loop's body, at any depth. */
export function isInside(loopOfNode: Loop | undefined, loop: Loop): boolean {
  for (let l = loopOfNode; l; l = l.parent) if (l === loop) return true;
  return false;
}
