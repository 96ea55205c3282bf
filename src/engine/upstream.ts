import { at } from '../flow/at.ts';
import type { Plan, PlanEdge } from '../flow/plan.ts';
import type { PortValue, PortValues } from './component.ts';
import type { NodeState } from './node-state.ts';
import type { Near, Provider } from './provider.ts';

/** Looks up what the nodes above a node have put out: the nearest first, counted in forward edges. */
export class Upstream {
  readonly #plan: Plan;
  readonly #states: readonly NodeState[];
  /** Every name that some node has put out: any other need not be searched for. */
  readonly #known = new Set<string>();

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
        if (state.parts && edge.fromPort === undefined) {
          return { ...state.outputs, data: state.parts.get(edge.index) ?? null };
        }
        return state.outputs;
      case 'continued':
        return { ...state.outputs, error: state.error ?? null };
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
    const pending = [node];
    for (let top = pending.at(-1); top !== undefined; top = pending.at(-1)) {
      const missing = this.#step(top, name);
      if (missing === undefined) pending.pop();
      else pending.push(...missing);
    }
    return this.#states[node]?.near?.get(name) ?? null;
  }

  /** The nearest nodes along some edges, for a name: the edges' sources, else what is above them. */
  nearestAlong(edges: readonly PlanEdge[], name: string): Near | null {
    let best: Near | null = null;
    for (const edge of edges) {
      const values = this.along(edge);
      const near =
        values && Object.hasOwn(values, name)
          ? { distance: 1, providers: [this.#provider(edge)] }
          : further(this.nearest(edge.from, name));
      best = closer(best, near);
    }
    return best;
  }

  /** Works out one node's answer, or says which nodes must be worked out first. */
  #step(node: number, name: string): number[] | undefined {
    const near = (at(this.#states, node).near ??= new Map<string, Near | null>());
    if (near.has(name)) return undefined;
    const edges = this.#plan.nodes[node]?.upstream ?? [];
    const direct: Provider[] = [];
    for (const edge of edges) {
      const values = this.along(edge);
      if (values && Object.hasOwn(values, name)) direct.push(this.#provider(edge));
    }
    if (direct.length > 0) {
      near.set(name, { distance: 1, providers: distinct(direct) });
      return undefined;
    }
    const missing = edges.filter(({ from }) => !this.#states[from]?.near?.has(name));
    if (missing.length > 0) return missing.map(({ from }) => from);
    let best: Near | null = null;
    for (const { from } of edges) best = closer(best, further(this.#states[from]?.near?.get(name)));
    near.set(name, best);
    return undefined;
  }

  #provider(edge: PlanEdge): Provider {
    const part = this.#states[edge.from]?.parts ? edge.index : -1;
    return { node: edge.from, edge, part };
  }

  /** The value that a provider gives for a name. */
  value({ edge }: Provider, name: string): PortValue | undefined {
    const values = this.along(edge);
    return values && Object.hasOwn(values, name) ? values[name] : undefined;
  }
}

function further(near: Near | null | undefined): Near | null {
  return near ? { distance: near.distance + 1, providers: near.providers } : null;
}

function closer(a: Near | null, b: Near | null): Near | null {
  if (!a || !b) return a ?? b;
  if (a.distance !== b.distance) return a.distance < b.distance ? a : b;
  return { distance: a.distance, providers: distinct([...a.providers, ...b.providers]) };
}

/** Each provider once; the same node by several edges is one. */
function distinct(providers: readonly Provider[]): readonly Provider[] {
  if (providers.length === 1) return providers;
  const seen = new Set<string>();
  return providers.filter(({ node, part }) => {
    const key = `${node}:${part}`;
    return !seen.has(key) && seen.add(key);
  });
}
