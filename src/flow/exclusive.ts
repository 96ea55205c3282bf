import type { ForwardGraph } from './forward-graph.ts';
import type { Graph } from './graph.ts';
import type { GraphEdge } from './graph-edge.ts';

/** How many steps one question may take, and all of a flow together; beyond, nothing is claimed. */
const MOST_STEPS = 20_000;
const MOST_STEPS_IN_ALL = 1_000_000;
/** Above all nodes: where a flow begins. */
const START = -1;

/** Two ways, each at the place that it has reached upwards, and whether it depends on a condition so far. */
interface Pair {
  readonly a: number;
  readonly b: number;
  readonly ifA: boolean;
  readonly ifB: boolean;
}

/**
 * Tells which nodes can surely both run. Two nodes both run when there are ways to them that part at a node which
 * takes both its edges, or that begin apart: so the two ways are followed upwards, always the one that is further
 * down, until they meet. Where they meet at two arms of one router, or at success and failure of one node, they can't
 * both be gone. Two ways that each depend on a condition of their own may exclude each other by what these say:
 * that is for the run to see.
 *
 * A place is a node that succeeds (by its number), or an edge (its number plus the count of nodes) by which its source is left.
 */
export class Exclusive {
  readonly #graph: Graph;
  readonly #forward: ForwardGraph;
  readonly #known = new Map<string, boolean>();
  #steps = 0;

  constructor(graph: Graph, forward: ForwardGraph) {
    this.#graph = graph;
    this.#forward = forward;
  }

  /** The place of an edge. */
  edgePlace(edge: GraphEdge): number {
    return this.#graph.nodes.length + edge.index;
  }

  /** Whether two places can surely both be reached in one run. */
  canBoth(a: number, b: number): boolean {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    let answer = this.#known.get(key);
    if (answer === undefined) {
      answer = this.#forward.acyclic && this.#meet(a, b);
      this.#known.set(key, answer);
    }
    return answer;
  }

  /** The first two of several places that can surely both be reached. */
  firstBoth<T>(items: readonly T[], canBoth: (a: T, b: T) => boolean): [T, T] | undefined {
    for (const [n, b] of items.entries()) {
      for (const a of items.slice(0, n)) {
        if (this.#steps >= MOST_STEPS_IN_ALL) return undefined;
        this.#steps++;
        if (canBoth(a, b)) return [a, b];
      }
    }
    return undefined;
  }

  #meet(a: number, b: number): boolean {
    const start = { a, b, ifA: this.#isConditional(a), ifB: this.#isConditional(b) };
    const pending: Pair[] = start.ifA && start.ifB ? [] : [start];
    const seen = new Set<number>();
    for (let steps = 0, pair = pending.pop(); pair; pair = pending.pop()) {
      if (++steps > MOST_STEPS || ++this.#steps > MOST_STEPS_IN_ALL) return false;
      const [nodeA, nodeB] = [this.#nodeOf(pair.a), this.#nodeOf(pair.b)];
      if (nodeA === nodeB) {
        if (this.#together(pair.a, pair.b)) return true;
        continue;
      }
      for (const next of this.#up(pair, this.#rank(nodeA) > this.#rank(nodeB))) {
        if (next.ifA && next.ifB) continue;
        const key = this.#keyOf(next);
        if (seen.has(key)) continue;
        seen.add(key);
        pending.push(next);
      }
    }
    return false;
  }

  /** One step upwards, of the first or of the second way. */
  #up(pair: Pair, first: boolean): Pair[] {
    const edges = this.#forward.in[this.#nodeOf(first ? pair.a : pair.b)] ?? [];
    const places = edges.length > 0 ? edges.map((edge) => this.edgePlace(edge)) : [START];
    return places.map((place) => {
      const conditional = this.#isConditional(place);
      return first
        ? { ...pair, a: place, ifA: pair.ifA || conditional }
        : { ...pair, b: place, ifB: pair.ifB || conditional };
    });
  }

  /** Whether one node can be left both ways. */
  #together(a: number, b: number): boolean {
    if (a === b) return true;
    const [edgeA, edgeB] = [this.#edgeOf(a), this.#edgeOf(b)];
    if ((edgeA?.kind === 'handler') !== (edgeB?.kind === 'handler')) return false;
    return edgeA?.kind !== 'route' || edgeB?.kind !== 'route';
  }

  #edgeOf(place: number): GraphEdge | undefined {
    return this.#graph.edges[place - this.#graph.nodes.length];
  }

  #nodeOf(place: number): number {
    return this.#edgeOf(place)?.from ?? place;
  }

  #isConditional(place: number): boolean {
    const edge = this.#edgeOf(place);
    return edge !== undefined && (edge.condition !== undefined || edge.kind !== 'plain');
  }

  #rank(node: number): number {
    return node === START ? -1 : (this.#forward.rank[node] ?? 0);
  }

  #keyOf({ a, b, ifA, ifB }: Pair): number {
    const places = this.#graph.nodes.length + this.#graph.edges.length + 1;
    return (((a + 1) * places + b + 1) * 2 + Number(ifA)) * 2 + Number(ifB);
  }
}
