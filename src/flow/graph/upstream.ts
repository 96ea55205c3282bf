import type { ForwardGraph } from './forward-graph.ts';
import type { Graph } from './graph.ts';
import { nodePorts, type NodePorts } from './node-ports.ts';
import { UpstreamSearch, type Found, type Target } from './upstream-search.ts';

const NEVER = 2 ** 30;

/**
 * What the nodes above a node declare that they give: outputs, and behind a handler's edge the failed node's inputs
 * and `error`. The static side of the binding rules; nothing runs.
 */
export class Upstream {
  readonly ports: readonly NodePorts[];
  readonly #graph: Graph;
  readonly #forward: ForwardGraph;
  readonly #search: UpstreamSearch;
  /** By output name. */
  readonly #names = new Map<string, Target>();
  /** By node. */
  readonly #nodes = new Map<number, Target>();
  /** By names of outputs that a node's config leaves out. */
  #withLeftOut: Map<string, Target> | undefined;
  readonly #toOpen: Int32Array;
  readonly #toOpenWork: Int32Array;
  readonly #toRunInputs: Int32Array;
  readonly #toBroken: Int32Array;

  /** `broken`: nodes before which something is missing that a mistake elsewhere explains. */
  constructor(graph: Graph, forward: ForwardGraph, broken: ReadonlySet<number> = new Set()) {
    this.#graph = graph;
    this.#forward = forward;
    this.#search = new UpstreamSearch(forward);
    this.ports = graph.nodes.map(nodePorts);
    this.#names = this.#targets(graph.nodes.flatMap((_, node) => this.#given(node)));
    const role = (node: number): string | undefined => graph.nodes[node]?.nodeType?.role;
    const isOpen = (node: number): boolean => this.ports[node]?.openOutputs === true;
    this.#toOpen = this.#distances(isOpen);
    this.#toOpenWork = this.#distances((node) => isOpen(node) && role(node) !== 'input');
    this.#toRunInputs = this.#distances((node) => role(node) === 'input' || role(node) === 'batch');
    this.#toBroken = this.#distances((node) => broken.has(node));
    for (const node of broken) this.#toBroken[node] = 0;
  }

  /** The nearest nodes above one that declare a name. */
  nearest(node: number, name: string): Found | undefined {
    const target = this.#names.get(name);
    return target && this.#search.find(node, target);
  }

  /** All nodes that declare a name, wherever they stand. */
  declaring(name: string): readonly number[] {
    return [...(this.#names.get(name)?.givers ?? [])];
  }

  /** Whether `above` comes before `node`. */
  isAbove(above: number, node: number): boolean {
    let target = this.#nodes.get(above);
    if (!target) {
      target = this.#search.target([above, above + this.ports.length]);
      this.#nodes.set(above, target);
    }
    return this.#search.find(node, target) !== undefined;
  }

  /** The node, or else the nearest above it, that would give a name if its config asked for it. */
  leftOut(node: number, name: string): number | undefined {
    this.#withLeftOut ??= this.#targets(this.#graph.nodes.flatMap((_, n) => this.#leftOutOf(n)));
    const target = this.#withLeftOut.get(name);
    if (target?.givers.has(node)) return node;
    return target && this.#search.find(node, target)?.givers[0];
  }

  /** Whether the run's inputs come in above a node: an InputNode or a BatchInput. */
  hasRunInputs(node: number): boolean {
    return this.#toRunInputs[node] !== NEVER;
  }

  /** Forward edges to the nearest node above that may give any name; Infinity where there is none. */
  distanceToOpen(node: number): number {
    const distance = this.#toOpen[node] ?? NEVER;
    return distance === NEVER ? Infinity : distance;
  }

  /** Whether some node above other than an InputNode may give any name. */
  hasOpenWork(node: number): boolean {
    return this.#toOpenWork[node] !== NEVER;
  }

  /** Whether what comes before a node is not fully known, because a mistake is in the way. */
  isUnsure(node: number): boolean {
    return this.#toBroken[node] !== NEVER;
  }

  /** Names that are declared above a node, the nearest first; at most about `limit`. */
  names(node: number, limit: number): string[] {
    const names = new Set<string>();
    const seen = new Set([node]);
    const count = this.ports.length;
    for (const at of seen) {
      if (names.size >= limit) break;
      for (const edge of this.#forward.in[at % count] ?? []) {
        const giver = edge.kind === 'handler' ? edge.from + count : edge.from;
        if (seen.has(giver)) continue;
        seen.add(giver);
        for (const name of this.namesOf(giver)) names.add(name);
      }
    }
    return [...names];
  }

  /** The node behind a giver's number. */
  nodeOf(giver: number): number {
    return giver % this.ports.length;
  }

  /** What a giver declares. */
  namesOf(giver: number): readonly string[] {
    const node = this.nodeOf(giver);
    if (giver === node) return this.ports[node]?.outputs ?? [];
    const named = this.#graph.nodes[node]?.inputs.map(({ name }) => name) ?? [];
    return [...(this.ports[node]?.inputs ?? []).map(({ name }) => name), ...named, 'error'];
  }

  #given(node: number): (readonly [string, number])[] {
    const givers = [node];
    if (this.#graph.nodes[node]?.onError.kind === 'node') givers.push(node + this.ports.length);
    return givers.flatMap((giver) =>
      this.namesOf(giver).map((name): [string, number] => [name, giver]),
    );
  }

  #leftOutOf(node: number): [string, number][] {
    const has = this.ports[node]?.outputs ?? [];
    const names = this.#graph.nodes[node]?.nodeType?.possibleOutputs ?? [];
    return names.filter((name) => !has.includes(name)).map((name) => [name, node]);
  }

  #targets(given: readonly (readonly [string, number])[]): Map<string, Target> {
    const givers = new Map<string, number[]>();
    for (const [name, giver] of given) {
      const list = givers.get(name);
      if (list) list.push(giver);
      else givers.set(name, [giver]);
    }
    return new Map([...givers].map(([name, list]) => [name, this.#search.target(list)]));
  }

  /** Forward edges from each node up to the nearest one of a kind. */
  #distances(is: (node: number) => boolean): Int32Array {
    const distances = new Int32Array(this.ports.length).fill(NEVER);
    for (const node of this.#forward.order) {
      let best = NEVER;
      for (const { from } of this.#forward.in[node] ?? []) {
        best = Math.min(best, is(from) ? 1 : (distances[from] ?? NEVER) + 1);
      }
      distances[node] = Math.min(best, NEVER);
    }
    return distances;
  }
}
