import type { ForwardGraph } from './forward-graph.ts';

/**
 * What a search looks for. A *giver* is a node that has run, by its number, or one that has failed and hands on to
 * its handler what it was given: its number plus the count of nodes.
 */
export interface Target {
  readonly givers: ReadonlySet<number>;
  /** The lowest rank of a giver: nothing before it needs to be looked at. */
  readonly floor: number;
  /** What was found from each node where a search has begun. */
  readonly known: Map<number, Found | undefined>;
}

/** The nearest givers, counted in forward edges. */
export interface Found {
  readonly distance: number;
  /** Ascending. */
  readonly givers: readonly number[];
}

/**
 * Searches upwards, breadth first. A search stops where an earlier one for the same target began, so asking the nodes
 * of a long chain one after the other costs no more than asking the last.
 */
export class UpstreamSearch {
  readonly #forward: ForwardGraph;
  readonly #count: number;
  /** The givers right above node n: those from `#first[n]` on, up to `#first[n + 1]`. */
  readonly #above: readonly number[];
  readonly #first: readonly number[];
  /** Number of the search that has seen a giver. */
  readonly #seen: number[];
  readonly #depth: number[];
  readonly #queue: number[];
  #searches = 0;

  constructor(forward: ForwardGraph) {
    this.#forward = forward;
    this.#count = forward.order.length;
    this.#seen = zeros(2 * this.#count);
    this.#depth = zeros(2 * this.#count);
    this.#queue = zeros(2 * this.#count + 1);
    const above: number[] = [];
    const first = [0];
    for (const edges of forward.in) {
      for (const { kind, from } of edges)
        above.push(kind === 'handler' ? from + this.#count : from);
      first.push(above.length);
    }
    this.#above = above;
    this.#first = first;
  }

  /** A target from its givers. */
  target(givers: Iterable<number>): Target {
    const set = new Set(givers);
    let floor = this.#forward.acyclic ? this.#count : 0;
    for (const giver of set) floor = Math.min(floor, this.#forward.rank[giver % this.#count] ?? 0);
    return { givers: set, floor, known: new Map() };
  }

  /** The nearest givers above a node; undefined where there is none. */
  find(start: number, target: Target): Found | undefined {
    const { known } = target;
    if (!known.has(start)) known.set(start, this.#search(start, target));
    return known.get(start);
  }

  // Long chains make this the hottest loop of validate.
  #search(start: number, { givers, floor, known }: Target): Found | undefined {
    const search = ++this.#searches;
    const count = this.#count;
    const first = this.#first;
    const above = this.#above;
    const seen = this.#seen;
    const queue = this.#queue;
    const { rank } = this.#forward;
    const found = new Nearest();
    let tail = 0;
    queue[tail++] = start;
    for (let head = 0; head < tail; head++) {
      const at = queue[head] ?? 0;
      const depth = head === 0 ? 0 : (this.#depth[at] ?? 0);
      if (depth >= found.distance) break;
      const node = at < count ? at : at - count;
      if (head > 0 && known.has(node)) {
        const further = known.get(node);
        if (further) found.add(depth + further.distance, further.givers);
        continue;
      }
      const end = first[node + 1] ?? 0;
      for (let n = first[node] ?? 0; n < end; n++) {
        const giver = above[n] ?? 0;
        if (seen[giver] === search) continue;
        seen[giver] = search;
        if ((rank[giver < count ? giver : giver - count] ?? 0) < floor) continue;
        this.#depth[giver] = depth + 1;
        if (givers.has(giver)) found.add(depth + 1, [giver]);
        queue[tail++] = giver;
      }
    }
    return found.result();
  }
}

/** Numbers to write over; for the few nodes of most flows that is made faster than a typed array. */
function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

/** Keeps what is nearest of all that is added. */
class Nearest {
  distance = Infinity;
  #givers: readonly number[] = [];
  /** Those that are added to; a list that came alone is shared, because thousands of nodes may have the same. */
  #several: number[] | undefined;

  add(distance: number, givers: readonly number[]): void {
    if (distance > this.distance) return;
    if (distance < this.distance) {
      this.#givers = givers;
      this.#several = undefined;
    } else {
      this.#several ??= [...this.#givers];
      for (const giver of givers) this.#several.push(giver);
    }
    this.distance = distance;
  }

  result(): Found | undefined {
    if (this.distance === Infinity) return undefined;
    const givers = this.#several ? [...new Set(this.#several)].sort((a, b) => a - b) : this.#givers;
    return { distance: this.distance, givers };
  }
}
