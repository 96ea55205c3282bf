import type { ForwardGraph } from './forward-graph.ts';
import type { Role } from '../node-type.ts';
import type { Graph } from './graph.ts';
import { nodePorts, type NodePorts } from './node-ports.ts';
import { UpstreamSearch, type Found, type Target } from './upstream-search.ts';

const NEVER = 2 ** 30;

/** A giver by its number, and the names that it gives. */
type Given = readonly [giver: number, names: readonly string[]];

/**
 * What the nodes above a node declare that they give: outputs, and behind a handler's edge the failed node's inputs
 * and `error`. The static side of the binding rules; nothing runs.
 */
export class Upstream {
  readonly ports: readonly NodePorts[];
  readonly #graph: Graph;
  readonly #forward: ForwardGraph;
  readonly #search: UpstreamSearch;
  readonly #broken: ReadonlySet<number>;
  /** By output name. */
  readonly #names: ReadonlyMap<string, Target>;
  /** By node. */
  readonly #nodes = new Map<number, Target>();
  /** By names of outputs that a node's config leaves out. */
  #withLeftOut: Map<string, Target> | undefined;
  // Worked out when somebody asks: of most flows hardly anybody does.
  #toOpen: Int32Array | undefined;
  #toOpenWork: Int32Array | undefined;
  #toRunInputs: Int32Array | undefined;
  #toBroken: Int32Array | undefined;

  /** `broken`: nodes before which something is missing that a mistake elsewhere explains. */
  constructor(graph: Graph, forward: ForwardGraph, broken: ReadonlySet<number> = new Set()) {
    this.#graph = graph;
    this.#forward = forward;
    this.#broken = broken;
    this.#search = new UpstreamSearch(forward);
    this.ports = graph.nodes.map(nodePorts);
    this.#names = this.#targets((node) => this.#givenBy(node));
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
    this.#withLeftOut ??= this.#targets((n) => [[n, this.#leftOutOf(n)]]);
    const target = this.#withLeftOut.get(name);
    if (target?.givers.has(node)) return node;
    return target && this.#search.find(node, target)?.givers[0];
  }

  /** Whether the run's inputs come in above a node: an InputNode or a BatchInput. */
  hasRunInputs(node: number): boolean {
    this.#toRunInputs ??= this.#distances((n) => this.#hasRole(n, 'input', 'batch'));
    return this.#toRunInputs[node] !== NEVER;
  }

  /** Forward edges to the nearest node above that may give any name; Infinity where there is none. */
  distanceToOpen(node: number): number {
    this.#toOpen ??= this.#distances((n) => this.#isOpen(n));
    const distance = this.#toOpen[node] ?? NEVER;
    return distance === NEVER ? Infinity : distance;
  }

  /** Whether some node above other than an InputNode may give any name. */
  hasOpenWork(node: number): boolean {
    this.#toOpenWork ??= this.#distances((n) => this.#isOpen(n) && !this.#hasRole(n, 'input'));
    return this.#toOpenWork[node] !== NEVER;
  }

  /** Whether what comes before a node is not fully known, because a mistake is in the way. */
  isUnsure(node: number): boolean {
    if (this.#broken.size === 0) return false;
    this.#toBroken ??= this.#distances((n) => this.#broken.has(n));
    return this.#broken.has(node) || this.#toBroken[node] !== NEVER;
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

  #isOpen(node: number): boolean {
    return this.ports[node]?.openOutputs === true;
  }

  #hasRole(node: number, ...roles: readonly Role[]): boolean {
    const role = this.#graph.nodes[node]?.nodeType?.role;
    return role !== undefined && roles.includes(role);
  }

  /** The givers that a node stands for, each with what it gives. */
  #givenBy(node: number): Given[] {
    const given: Given[] = [[node, this.namesOf(node)]];
    if (this.#graph.nodes[node]?.onError.kind === 'node') {
      const failed = node + this.ports.length;
      given.push([failed, this.namesOf(failed)]);
    }
    return given;
  }

  #leftOutOf(node: number): readonly string[] {
    const has = this.ports[node]?.outputs ?? [];
    const names = this.#graph.nodes[node]?.nodeType?.possibleOutputs ?? [];
    return names.filter((name) => !has.includes(name));
  }

  #targets(givenBy: (node: number) => readonly Given[]): Map<string, Target> {
    const givers = new Map<string, number[]>();
    for (const node of this.#graph.nodes.keys()) {
      for (const [giver, names] of givenBy(node)) {
        for (const name of names) {
          const list = givers.get(name);
          if (list) list.push(giver);
          else givers.set(name, [giver]);
        }
      }
    }
    const targets = new Map<string, Target>();
    for (const [name, list] of givers) targets.set(name, this.#search.target(list));
    return targets;
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
