import { isInside } from '../graph/loops.ts';
import type { Ground } from '../rules/ground.ts';

/** So many nodes are gone past to answer one question; beyond, nothing is claimed. */
const MOST_STEPS = 2_000;

/** Tells which nodes have surely run when another one runs, because every way to it leads through them. */
export class Surely {
  readonly #context: Pick<Ground, 'graph' | 'forward'>;
  /** For each node the last one that all ways to it lead through; -1 for none. */
  readonly #before: Int32Array;
  /** Nodes that every run reaches. */
  readonly #always: readonly boolean[];

  constructor(context: Pick<Ground, 'graph' | 'forward'>) {
    this.#context = context;
    const { graph, forward } = context;
    this.#before = new Int32Array(graph.nodes.length).fill(-1);
    const always: boolean[] = graph.nodes.map(() => false);
    for (const node of forward.order) {
      const edges = forward.in[node] ?? [];
      let common: number | undefined;
      for (const { from, kind } of edges) {
        // A failed node hands on to its handler and has no outputs.
        const last = kind === 'handler' ? (this.#before[from] ?? -1) : from;
        common = common === undefined ? last : this.#common(common, last);
      }
      this.#before[node] = common ?? -1;
      always[node] =
        edges.length === 0 ||
        edges.some(
          ({ from, kind, condition }) =>
            kind === 'plain' &&
            !condition &&
            always[from] === true &&
            graph.nodes[from]?.onError.kind !== 'node',
        );
    }
    this.#always = always;
  }

  /** Whether `other` has surely run, without failing, before `node` runs. */
  hasRun(other: number, node: number): boolean {
    const { graph, forward } = this.#context;
    if (!forward.acyclic) return false;
    const loop = graph.loopOf[other];
    // A loop may have had no round at all.
    if (loop && !isInside(graph.loopOf[node], loop)) return false;
    if (this.#always[other] === true && graph.nodes[other]?.onError.kind !== 'node') return true;
    const { rank } = forward;
    let at = this.#before[node] ?? -1;
    for (let steps = 0; at >= 0 && steps < MOST_STEPS; steps++) {
      if (at === other) return true;
      if ((rank[at] ?? 0) < (rank[other] ?? 0)) return false;
      at = this.#before[at] ?? -1;
    }
    return false;
  }

  /** Whether every run comes to `node`, unless it fails before. */
  isReached(node: number): boolean {
    const { graph, forward } = this.#context;
    return forward.acyclic && this.#always[node] === true && graph.loopOf[node] === undefined;
  }

  #common(a: number, b: number): number {
    const { rank } = this.#context.forward;
    let [x, y] = [a, b];
    for (let steps = 0; x !== y; steps++) {
      if (x < 0 || y < 0 || steps > MOST_STEPS) return -1;
      if ((rank[x] ?? 0) > (rank[y] ?? 0)) x = this.#before[x] ?? -1;
      else y = this.#before[y] ?? -1;
    }
    return x;
  }
}
