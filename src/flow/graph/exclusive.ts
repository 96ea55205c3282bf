import type { ForwardGraph } from './forward-graph.ts';
import type { Graph } from './graph.ts';
import type { GraphEdge } from './graph-edge.ts';

/** How many steps one question may take, and all of a flow together; beyond, nothing is claimed. */
const MOST_STEPS = 20_000;
const MOST_STEPS_IN_ALL = 300_000;
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
  /** For each node whether it runs and succeeds in every run, as far as edges decide. */
  readonly #always: readonly boolean[];
  /** What is known of pairs, by their key. */
  readonly #known = new Map<number, boolean>();
  #steps = 0;

  constructor(graph: Graph, forward: ForwardGraph) {
    this.#graph = graph;
    this.#forward = forward;
    this.#always = this.#findAlways();
  }

  /** The place of an edge. */
  edgePlace(edge: GraphEdge): number {
    return this.#graph.nodes.length + edge.index;
  }

  /** Whether two places can surely both be reached in one run. */
  canBoth(a: number, b: number): boolean {
    if (!this.#forward.acyclic) return false;
    if (this.#isAlways(a) || this.#isAlways(b)) return true;
    const [first, second] = a < b ? [a, b] : [b, a];
    const ifA = this.#isConditional(first);
    const ifB = this.#isConditional(second);
    return !(ifA && ifB) && this.#meet({ a: first, b: second, ifA, ifB });
  }

  /** The first two of several places that can surely both be reached. */
  firstBoth<T>(items: readonly T[], canBoth: (a: T, b: T) => boolean): [T, T] | undefined {
    for (let n = 1; n < items.length; n++) {
      for (let m = 0; m < n; m++) {
        const [a, b] = [items[m] as T, items[n] as T];
        if (this.#steps >= MOST_STEPS_IN_ALL) return undefined;
        this.#steps++;
        if (canBoth(a, b)) return [a, b];
      }
    }
    return undefined;
  }

  #meet(start: Pair): boolean {
    const startKey = this.#keyOf(start);
    /** Each pair's key, with that of the pair before it. */
    const cameFrom = new Map<number, number | undefined>([[startKey, undefined]]);
    const queue = [start];
    let steps = 0;
    for (const pair of queue) {
      const key = this.#keyOf(pair);
      if (this.#known.get(key) ?? this.#meetsAt(pair)) {
        for (let k: number | undefined = key; k !== undefined; k = cameFrom.get(k))
          this.#known.set(k, true);
        return true;
      }
      if (this.#known.has(key)) continue;
      for (const next of this.#up(pair)) {
        if (++steps > MOST_STEPS || ++this.#steps > MOST_STEPS_IN_ALL) return false;
        const nextKey = this.#keyOf(next);
        if ((next.ifA && next.ifB) || cameFrom.has(nextKey)) continue;
        cameFrom.set(nextKey, key);
        queue.push(next);
      }
    }
    for (const key of cameFrom.keys()) this.#known.set(key, false);
    return false;
  }

  #meetsAt({ a, b }: Pair): boolean {
    return this.#nodeOf(a) === this.#nodeOf(b) && this.#together(a, b);
  }

  /** One step upwards, of the way that is further down. */
  #up(pair: Pair): Pair[] {
    const [nodeA, nodeB] = [this.#nodeOf(pair.a), this.#nodeOf(pair.b)];
    // Two ways that meet and can't both be gone end here.
    if (nodeA === nodeB) return [];
    const first = this.#rank(nodeA) > this.#rank(nodeB);
    const edges = this.#forward.in[first ? nodeA : nodeB] ?? [];
    const places = edges.length > 0 ? edges.map((edge) => this.edgePlace(edge)) : [START];
    const { a, b, ifA, ifB } = pair;
    return places.map((place) => {
      const conditional = this.#isConditional(place);
      return first
        ? { a: place, b, ifA: ifA || conditional, ifB }
        : { a, b: place, ifA, ifB: ifB || conditional };
    });
  }

  #findAlways(): boolean[] {
    const always: boolean[] = [];
    for (const node of this.#forward.order) {
      const edges = this.#forward.in[node] ?? [];
      always[node] =
        this.#graph.nodes[node]?.onError.kind !== 'node' &&
        (edges.length === 0 ||
          edges.some((edge) => always[edge.from] && !this.#isConditional(this.edgePlace(edge))));
    }
    return always;
  }

  #isAlways(place: number): boolean {
    return this.#always[this.#nodeOf(place)] === true && !this.#isConditional(place);
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
