import {
  loopsAround,
  type Model,
  type ModelEdge,
  type ModelNode,
  type Threshold,
} from './model.ts';

const names = ['p', 'q'];
const DEEPEST = 3;

/**
 * A flow made by a list of numbers, each of which decides something: the shorter the list and the smaller its numbers,
 * the simpler the flow. Loops are nested rightly, and whether a break comes does not depend on who is faster.
 */
export function randomModel(choices: readonly number[]): Model {
  return new Generator(choices).model();
}

class Generator {
  readonly #choices: readonly number[];
  #used = 0;
  readonly #nodes: ModelNode[] = [];
  readonly #edges: ModelEdge[] = [];

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  model(): Model {
    this.#scope(undefined, 0);
    this.#handlers();
    this.#breaks();
    this.#looks();
    return { nodes: this.#nodes, edges: this.#edges };
  }

  /** One of `count` possibilities; the first once the numbers are used up. */
  #next(count: number): number {
    return (this.#choices[this.#used++] ?? 0) % count;
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list.length > 0 ? list[this.#next(list.length)] : undefined;
  }

  #threshold(): Threshold {
    const mod = 2 + this.#next(4);
    return { mod, below: 1 + this.#next(mod - 1) };
  }

  /** The nodes of the flow, or of a loop's body, and the edges between them. */
  #scope(loop: string | undefined, depth: number): void {
    const elements: ModelNode[] = [];
    const count = 1 + this.#next(depth === 0 ? 6 : 4);
    for (let n = 0; n < count; n++) {
      const node = this.#node(loop, depth, elements);
      elements.push(node);
      this.#nodes.push(node);
      if (node.kind === 'loop') this.#scope(node.id, depth + 1);
    }
    for (const [at, node] of elements.entries()) this.#wireInto(node, elements.slice(0, at), loop);
    for (const [at, node] of elements.entries()) {
      if (node.kind === 'router') this.#arms(node, elements.slice(at + 1), loop);
    }
    if (loop !== undefined) this.#wireBack(elements, loop);
  }

  #node(loop: string | undefined, depth: number, before: readonly ModelNode[]): ModelNode {
    const steps = before.filter(({ kind }) => kind === 'step');
    const kinds: ModelNode['kind'][] = ['step', 'step', 'step'];
    if (depth < DEEPEST && this.#nodes.length < 14) kinds.push('loop', 'loop');
    if (steps.length > 0) kinds.push('router', 'merger');
    if (steps.length > 0 && loop !== undefined) kinds.push('aggregator');
    const kind = this.#pick(kinds) ?? 'step';
    const isStep = kind === 'step';
    const hasItems = this.#next(2) === 1;
    const limited = !hasItems || this.#next(2) === 1;
    return {
      id: `n${this.#nodes.length}`,
      kind,
      loop,
      out: names.filter(() => isStep && this.#next(3) === 1),
      maybe: names.filter(() => isStep && this.#next(3) === 1),
      looksAt: [],
      failsBelow: undefined,
      onError: undefined,
      asks: kind === 'router' ? (this.#pick(steps)?.id ?? '') : '',
      arms: [],
      items: hasItems ? this.#next(6) : undefined,
      batchSize: 1 + this.#next(3),
      maxIterations: limited ? 1 + this.#next(4) : undefined,
      stopsAtLimit: this.#next(4) !== 3,
      condition: this.#next(3) === 1 ? { rounds: this.#next(4) } : undefined,
    };
  }

  /** Edges to a node from those before it in its scope, and from its loop's controller. */
  #wireInto(node: ModelNode, before: readonly ModelNode[], loop: string | undefined): void {
    if (node.kind === 'aggregator' || node.kind === 'merger') {
      const steps = before.filter(({ kind }) => kind === 'step');
      const most = node.kind === 'merger' ? 3 : 1;
      for (let n = this.#next(most) + 1; n > 0; n--) {
        const from = this.#pick(steps);
        if (from) this.#edge(from.id, node.id, this.#next(3) === 1);
      }
      return;
    }
    let wired = node.kind === 'router';
    if (wired) this.#edge(node.asks, node.id, false);
    for (let n = this.#next(3); n > 0; n--) {
      const element = this.#pick(before.filter(({ kind }) => kind !== 'router'));
      if (!element) break;
      const from = this.#endIn(element, (inner) => inner.kind !== 'router');
      const to = this.#endIn(node, (inner) => inner.kind === 'step');
      const conditional = from === element.id && ['step', 'loop'].includes(element.kind);
      this.#edge(from, to, conditional && this.#next(3) === 1);
      wired = true;
    }
    if (loop !== undefined && (!wired || this.#next(3) === 1)) {
      this.#edge(loop, node.id, this.#next(4) === 1);
    }
  }

  /** An element itself, or of a loop now and then one of the nodes in it. */
  #endIn(element: ModelNode, fits: (node: ModelNode) => boolean): string {
    if (element.kind !== 'loop' || this.#next(2) === 0) return element.id;
    const inner = this.#nodes.filter((node) => this.#isIn(node.id, element.id) && fits(node));
    return this.#pick(inner)?.id ?? element.id;
  }

  #arms(router: ModelNode, after: readonly ModelNode[], loop: string | undefined): void {
    const targets = after.filter(({ kind }) => kind !== 'aggregator').map(({ id }) => id);
    if (loop !== undefined) targets.push(loop);
    const isTaken = (to: string): boolean =>
      this.#edges.some((edge) => edge.from === router.id && edge.to === to);
    for (let n = this.#next(3); n >= 0; n--) {
      const to = this.#pick(targets.filter((target) => !isTaken(target)));
      if (to === undefined) break;
      router.arms.push({ test: n === 0 ? undefined : this.#threshold(), to });
    }
    // A router that leads nowhere still has to have something to say.
    if (router.arms.length === 0) {
      const end = this.#stepAfter(router);
      router.arms.push({ test: undefined, to: end });
    } else (router.arms.at(-1) as { test: undefined }).test = undefined;
  }

  #stepAfter({ loop }: ModelNode): string {
    const id = `n${this.#nodes.length}`;
    const plain = { out: [], maybe: [], looksAt: [], failsBelow: undefined, onError: undefined };
    const rest = { asks: '', arms: [], items: undefined, batchSize: 1, maxIterations: undefined };
    this.#nodes.push({ id, kind: 'step', loop, ...plain, ...rest, stopsAtLimit: true, condition: undefined }); // prettier-ignore
    return id;
  }

  /** Every node of a body must lead on, in the end to the controller. */
  #wireBack(elements: readonly ModelNode[], loop: string): void {
    const all = this.#nodes.filter((node) => node.loop === loop);
    for (const node of all) {
      if (node.kind === 'router' && node.arms.length > 0) continue;
      const inside = (id: string): boolean => id === node.id || this.#isIn(id, node.id);
      const leadsOn = this.#edges.some(
        ({ from, to }) => inside(from) && !inside(to) && (to === loop || this.#isIn(to, loop)),
      );
      if (leadsOn && this.#next(5) !== 1) continue;
      const from = this.#endIn(node, (inner) => inner.kind !== 'router');
      const conditional = from === node.id && ['step', 'loop'].includes(node.kind);
      this.#edge(from, loop, conditional && this.#next(2) === 1);
    }
    const controller = this.#nodes.find(({ id }) => id === loop);
    const body = elements.filter(({ kind }) => kind === 'step');
    if (controller && this.#next(4) === 1) {
      const node = this.#pick(body);
      if (node) controller.condition = { node: node.id, test: this.#threshold() };
    }
  }

  #handlers(): void {
    for (const node of this.#nodes) {
      if (!['step', 'loop'].includes(node.kind) || this.#next(3) !== 1) continue;
      if (node.kind === 'step') node.failsBelow = this.#threshold();
      const after = this.#nodes.slice(this.#nodes.indexOf(node) + 1);
      const targets = after
        .filter(({ kind, loop }) => kind === 'step' && loop === node.loop)
        .map(({ id }) => id);
      if (node.loop !== undefined) targets.push(node.loop);
      const isTaken = (to: string): boolean =>
        this.#edges.some((edge) => edge.from === node.id && edge.to === to);
      const to = this.#pick(targets.filter((target) => !isTaken(target)));
      if (this.#next(2) === 1) node.onError = to;
      node.onError ??= 'continue';
    }
  }

  /** Edges out of loops with a condition, where at that moment nothing else can run in them. */
  #breaks(): void {
    for (const node of [...this.#nodes]) {
      if (!['step', 'router'].includes(node.kind) || node.loop === undefined) continue;
      if (this.#next(3) === 0) continue;
      const left = this.#pick(loopsAround(this.#asModel(), node.id));
      if (left === undefined) continue;
      const around = this.#nodes.find(({ id }) => id === left)?.loop;
      const after = this.#nodes.slice(this.#nodes.findIndex(({ id }) => id === left) + 1);
      const targets = after
        .filter(({ id, loop, kind }) => loop === around && kind === 'step' && !this.#isIn(id, left))
        .map(({ id }) => id);
      if (around !== undefined) targets.push(around);
      const to = this.#pick(targets);
      if (to === undefined || !this.#isAloneUpTo(node.id, left)) continue;
      this.#breakTo(node, to);
    }
  }

  #breakTo(node: ModelNode, to: string): void {
    if (this.#edges.some((edge) => edge.from === node.id && edge.to === to)) return;
    if (node.kind === 'router') {
      if (!node.arms.some((arm) => arm.to === to))
        node.arms.unshift({ test: this.#threshold(), to });
    } else if (node.onError === undefined && this.#next(3) === 1) {
      node.failsBelow = this.#threshold();
      node.onError = to;
    } else this.#edge(node.id, to, true);
  }

  /** Whether everything in a loop either comes before or behind a node, whatever is taken. */
  #isAloneUpTo(id: string, left: string): boolean {
    const around = loopsAround(this.#asModel(), id);
    return around.slice(0, around.indexOf(left) + 1).every((loop) => {
      const scope = this.#nodes.filter((node) => node.loop === loop).map((node) => node.id);
      const self = this.#standIn(id, loop);
      return scope.every(
        (other) =>
          other === self || this.#reaches(other, self, loop) || this.#reaches(self, other, loop),
      );
    });
  }

  /** Which element of a scope a node belongs to. */
  #standIn(id: string, loop: string | undefined): string | undefined {
    if (this.#nodes.find((node) => node.id === id)?.loop === loop) return id;
    return loopsAround(this.#asModel(), id).find(
      (at) => this.#nodes.find((node) => node.id === at)?.loop === loop,
    );
  }

  #reaches(from: string | undefined, to: string | undefined, loop: string): boolean {
    const seen = new Set([from]);
    for (const at of seen) {
      for (const edge of this.#allEdges()) {
        const source = this.#standIn(edge.from, loop);
        const target = this.#standIn(edge.to, loop);
        if (source === at && target !== undefined && target !== source) seen.add(target);
      }
    }
    return seen.has(to);
  }

  #allEdges(): { from: string; to: string }[] {
    const implied = this.#nodes.flatMap(({ id, arms, onError }) => [
      ...arms.map(({ to }) => ({ from: id, to })),
      ...(onError !== undefined && onError !== 'continue' ? [{ from: id, to: onError }] : []),
    ]);
    return [...implied, ...this.#edges];
  }

  /** Steps look at nodes that come before them, or stand in a loop with them. */
  #looks(): void {
    for (const [at, node] of this.#nodes.entries()) {
      if (node.kind !== 'step') continue;
      const around = loopsAround(this.#asModel(), node.id);
      for (let n = this.#next(3); n > 0; n--) {
        const other = this.#pick(this.#nodes);
        if (!other || other.kind === 'router' || other === node) continue;
        const isInLoop = around.some((loop) => this.#isIn(other.id, loop));
        const isBefore = this.#nodes.indexOf(other) < at && this.#isAbove(other.id, node.id);
        if (isInLoop || isBefore) node.looksAt.push(other.id);
      }
    }
  }

  #isAbove(above: string, id: string): boolean {
    const seen = new Set([id]);
    for (const at of seen) {
      for (const { from, to } of this.#allEdges()) {
        if (to === at && !this.#isIn(from, to)) seen.add(from);
      }
    }
    return seen.has(above);
  }

  #isIn(id: string, loop: string): boolean {
    return loopsAround(this.#asModel(), id).includes(loop);
  }

  #edge(from: string, to: string, conditional: boolean): void {
    if (this.#edges.some((edge) => edge.from === from && edge.to === to)) return;
    const handler = this.#nodes.find(({ id }) => id === from)?.onError;
    if (handler === to) return;
    this.#edges.push({ from, to, test: conditional ? this.#threshold() : undefined });
  }

  #asModel(): Model {
    return { nodes: this.#nodes, edges: this.#edges };
  }
}
