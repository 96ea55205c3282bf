import { at } from '../flow/at.ts';
import type { Plan, PlanEdge } from '../flow/plan/plan.ts';
import type { PortValue, PortValues } from './component.ts';
import type { NodeState } from './node-state.ts';
import type { Near, Provider } from './provider.ts';

/**
 * Looks up what the nodes above a node have put out: the nearest first, counted in forward edges. Only the node that
 * asks keeps the answer, because all that is above it is through, while what is above others may still change; a later
 * search that comes to such a node goes no further.
 */
export class Upstream {
  readonly #plan: Plan;
  readonly #states: readonly NodeState[];
  /** Every name that some node has put out: any other need not be searched for. */
  readonly #known = new Set<string>();
  /** By node: the number of the search that has come to it, and how far it then was. */
  #seen = new Int32Array(0);
  #depth = new Int32Array(0);
  #searches = 0;

  constructor(plan: Plan, states: readonly NodeState[]) {
    this.#plan = plan;
    this.#states = states;
  }

  /** Takes note of the names that a node puts out. */
  learn(names: Iterable<string>): void {
    for (const name of names) this.#known.add(name);
  }

  knows(name: string): boolean {
    return this.#known.has(name);
  }

  /** What a source gives along an edge: its outputs; the failure to a handler; undefined where it did not run. */
  along(edge: PlanEdge): PortValues | undefined {
    const state = this.#states[edge.from];
    if (!state) return undefined;
    switch (state.status) {
      case 'succeeded':
        if (!state.parts) return state.outputs;
        return { ...state.outputs, data: state.parts.get(edge.index) ?? null };
      case 'continued':
        return state.outputs;
      case 'handled':
        return edge.kind === 'handler'
          ? { ...state.inputs, error: state.error ?? null }
          : undefined;
      case 'running':
        return edge.way === 'enter' ? state.outputs : undefined;
      default:
        return undefined;
    }
  }

  /** The nearest nodes above `node` that give a name; several when they are equally near. */
  nearest(node: number, name: string): Near | null {
    if (!this.#known.has(name)) return null;
    const near = (at(this.#states, node).near ??= new Map<string, Near | null>());
    let found = near.get(name);
    if (found === undefined) {
      found = this.#search(node, name);
      near.set(name, found);
    }
    return found;
  }

  /** The nearest nodes along some edges, for a name: the edges' sources, else what is above them. */
  nearestAlong(edges: readonly PlanEdge[], name: string): Near | null {
    const best = new Nearest();
    for (const edge of edges) {
      if (this.#gives(edge, name)) best.add(1, this.#provider(edge));
      else best.addBeyond(1, this.nearest(edge.from, name));
    }
    return best.result();
  }

  /** The value that a provider gives for a name. */
  value({ edge }: Provider, name: string): PortValue | undefined {
    const values = this.along(edge);
    return values && Object.hasOwn(values, name) ? values[name] : undefined;
  }

  /** Breadth first. */
  #search(start: number, name: string): Near | null {
    const search = this.#begin(start);
    const best = new Nearest();
    const queue = [start];
    for (const node of queue) {
      const depth = this.#depth[node] ?? 0;
      if (depth >= best.distance) break;
      const known = node === start ? undefined : this.#states[node]?.near?.get(name);
      if (known !== undefined) {
        best.addBeyond(depth, known);
        continue;
      }
      for (const edge of this.#plan.nodes[node]?.upstream ?? []) {
        if (this.#gives(edge, name)) best.add(depth + 1, this.#provider(edge));
        if (this.#seen[edge.from] === search) continue;
        this.#seen[edge.from] = search;
        this.#depth[edge.from] = depth + 1;
        queue.push(edge.from);
      }
    }
    return best.result();
  }

  #begin(start: number): number {
    if (this.#searches === 0) {
      this.#seen = new Int32Array(this.#states.length);
      this.#depth = new Int32Array(this.#states.length);
    }
    const search = ++this.#searches;
    this.#seen[start] = search;
    this.#depth[start] = 0;
    return search;
  }

  #gives(edge: PlanEdge, name: string): boolean {
    const values = this.along(edge);
    return values !== undefined && Object.hasOwn(values, name);
  }

  #provider(edge: PlanEdge): Provider {
    const part = this.#states[edge.from]?.parts ? edge.index : -1;
    return { node: edge.from, edge, part };
  }
}

/** Keeps what is nearest of all that is added. More than two that are equally near are no worse than two. */
class Nearest {
  distance = Infinity;
  #first: Provider | undefined;
  #second: Provider | undefined;

  add(distance: number, provider: Provider): void {
    if (distance > this.distance) return;
    if (distance < this.distance || !this.#first) {
      this.distance = distance;
      this.#first = provider;
      this.#second = undefined;
    } else if (!isSame(provider, this.#first)) this.#second ??= provider;
  }

  /** Adds what was found from `distance` further up. */
  addBeyond(distance: number, near: Near | null): void {
    for (const provider of near?.providers ?? []) {
      this.add(distance + (near?.distance ?? 0), provider);
    }
  }

  result(): Near | null {
    if (!this.#first) return null;
    const providers = this.#second ? [this.#first, this.#second] : [this.#first];
    return { distance: this.distance, providers };
  }
}

/** The same node by several edges is one provider, unless it gives each edge a part of its own. */
function isSame(a: Provider, b: Provider): boolean {
  return a.node === b.node && a.part === b.part;
}
