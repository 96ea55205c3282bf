import {
  hash,
  isBelow,
  loopsAround,
  nodeOf,
  type Model,
  type ModelNode,
  type Threshold,
} from './model.ts';

/** What a run of a model comes to, however its nodes take their time. */
export interface Expected {
  readonly status: 'succeeded' | 'failed';
  /** What every execution of a step saw, in no order. */
  readonly seen: string[];
  /** Executions and skips of all nodes but controllers, with the rounds of the loops around them. */
  readonly ran: string[];
  readonly skipped: string[];
  readonly outputs: Record<string, unknown>;
}

type Outputs = Readonly<Record<string, unknown>>;
type Status = 'pending' | 'succeeded' | 'continued' | 'handled' | 'skipped';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'plain' | 'route' | 'handler';
  readonly test: Threshold | undefined;
}

/** Where a node stands. */
interface Standing {
  status: Status;
  outputs: Outputs;
  inputs: Outputs;
  error: string | undefined;
}

/** An edge that ends one loop or several. */
class Break {
  readonly edge: Edge;
  /** The outermost loop that it leaves. */
  readonly loop: string;
  constructor(edge: Edge, loop: string) {
    this.edge = edge;
    this.loop = loop;
  }
}

/** A failure that nobody handles. */
class Failed extends Error {}
/** A failure of one node, by its code. */
class StepFailed extends Error {}

/**
 * Runs a model the slow and obvious way: one node after the other in the order in which they stand, loops round by
 * round, each edge decided when its source is through. Written from the flow language, not from the engine.
 */
export function reference(model: Model): Expected {
  return new Reference(model).run();
}

class Reference {
  readonly #model: Model;
  readonly #edges: Edge[];
  readonly #standing = new Map<string, Standing>();
  readonly #taken = new Map<Edge, boolean>();
  /** The round of each loop that goes on. */
  readonly #rounds = new Map<string, number>();
  /** Outputs as they were when the present round of a loop began. */
  readonly #snapshots = new Map<string, Map<string, Outputs>>();
  /** For each loop that goes on, how its nodes last ran in it. */
  readonly #lastRuns = new Map<string, Map<string, Standing>>();
  readonly #gathered = new Map<string, unknown[]>();
  /** Nodes that are through in this round. */
  readonly #through = new Set<string>();
  readonly #calls = new Map<string, number>();
  readonly #seen: string[] = [];
  readonly #ran: string[] = [];
  readonly #skipped: string[] = [];

  constructor(model: Model) {
    this.#model = model;
    this.#edges = [...model.nodes.flatMap(impliedEdges), ...model.edges.map(plainEdge)];
    for (const { id } of model.nodes) this.#standing.set(id, blank());
  }

  run(): Expected {
    let status: Expected['status'] = 'succeeded';
    try {
      this.#runScope(undefined);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      status = 'failed';
    }
    const outputs = status === 'succeeded' ? this.#result() : {};
    return { status, seen: this.#seen, ran: this.#ran, skipped: this.#skipped, outputs };
  }

  // ---- Order

  #runScope(scope: string | undefined): Break | undefined {
    for (const { id, kind } of this.#elements(scope)) {
      const into = this.#edgesInto(id);
      const isReached = into.some((edge) => this.#taken.get(edge) && this.#counts(edge, id));
      let broken: Break | undefined;
      if (into.length > 0 && !isReached) this.#skip(id);
      else if (kind === 'loop') broken = this.#runLoop(id);
      else this.#runNode(id);
      broken ??= this.#breakFrom(id);
      if (broken) return broken;
      this.#decideBehind(id);
    }
    return undefined;
  }

  #elements(scope: string | undefined): ModelNode[] {
    return this.#model.nodes.filter(({ loop }) => loop === scope);
  }

  /** Edges that an element of a scope waits for: to itself or into its body, from anywhere but there. */
  #edgesInto(id: string): Edge[] {
    return this.#edges.filter(
      (edge) =>
        !this.#isBack(edge) &&
        (edge.to === id || this.#isIn(edge.to, id)) &&
        edge.from !== id &&
        !this.#isIn(edge.from, id),
    );
  }

  /** An edge into a body makes its loop run only where no edge leads to its controller. */
  #counts(edge: Edge, id: string): boolean {
    return edge.to === id || !this.#edges.some((other) => other.to === id && !this.#isBack(other));
  }

  #breakFrom(id: string): Break | undefined {
    for (const edge of this.#edges) {
      const left = this.#loopsLeft(edge);
      const outermost = left.at(-1);
      if (edge.from !== id || outermost === undefined) continue;
      if (edge.kind === 'plain' && !edge.test) continue;
      if (this.#decide(edge)) return new Break(edge, outermost);
    }
    return undefined;
  }

  /** What can be decided when an element is through: its own edges, and those that leave its body to this scope. */
  #decideBehind(id: string): void {
    for (const edge of this.#edges) {
      const left = this.#loopsLeft(edge);
      if (edge.from === id && left.length === 0 && !this.#isIn(edge.to, id)) {
        this.#taken.set(edge, this.#decide(edge));
      }
      if (left.at(-1) === id && !this.#taken.get(edge)) {
        const isHandled = this.#at(id).status === 'handled';
        this.#taken.set(edge, !isHandled && this.#isExitTaken(edge));
      }
    }
  }

  #isExitTaken({ from, kind, test }: Edge): boolean {
    const { status } = this.#at(from);
    return kind === 'plain' && !test && (status === 'succeeded' || status === 'continued');
  }

  #decide({ from, to, kind, test }: Edge): boolean {
    const { status, outputs } = this.#at(from);
    if (status === 'handled') return kind === 'handler';
    if (status === 'succeeded' && kind === 'route') return outputs.next_node === to;
    if ((status !== 'succeeded' && status !== 'continued') || kind !== 'plain') return false;
    return !test || isBelow(Number(outputs.val ?? outputs.iteration ?? 0), test);
  }

  // ---- Loops

  #runLoop(id: string): Break | undefined {
    const node = nodeOf(this.#model, id);
    const body = this.#body(id);
    this.#lastRuns.set(id, new Map());
    for (const inner of body) this.#standing.set(inner, blank());
    for (const { id: inner, kind } of this.#elements(id)) {
      if (kind === 'aggregator') this.#gathered.set(inner, []);
    }
    let round = 0;
    let batch: number[] = [];
    const publish = (): void => {
      const handedOut = Math.min(round * node.batchSize + batch.length, node.items ?? 0);
      const more = node.items !== undefined && handedOut < node.items;
      const outputs = { batch, iteration: round, has_more_data: more, total: node.items ?? null };
      this.#standing.set(id, { ...blank(), status: 'succeeded', outputs });
    };
    publish();
    let broken: Break | undefined;
    let failed: string | undefined;
    for (; !broken; round++) {
      const due = this.#isDue(node, round);
      if (typeof due === 'string') failed = due;
      if (due !== true) break;
      this.#rounds.set(id, round);
      const first = round * node.batchSize;
      const length = Math.max(0, Math.min(node.batchSize, (node.items ?? 0) - first));
      batch = Array.from({ length }, (_, n) => first + n);
      publish();
      this.#beginRound(id, body);
      broken = this.#runScope(id);
      if (!broken && !this.#leadsOn(id)) break;
    }
    this.#endLoop(id, body, broken, this.#rounds.has(id));
    if (failed !== undefined) this.#standing.set(id, this.#failed(node, failed));
    else if (node.onError === 'continue') {
      this.#at(id).outputs = { ...this.#at(id).outputs, error: null };
    }
    this.#record(id);
    return broken && broken.loop !== id ? broken : undefined;
  }

  /** Whether a round is to come; a text is the code of the failure where there can't be one. */
  #isDue(node: ModelNode, round: number): boolean | string {
    if (node.items !== undefined && round * node.batchSize >= node.items) return false;
    const { condition } = node;
    if (condition && 'rounds' in condition && round >= condition.rounds) return false;
    if (condition && 'node' in condition && round > 0) {
      const { val } = this.#at(condition.node).outputs;
      if (!isBelow(Number(val ?? 0), condition.test)) return false;
    }
    if (node.maxIterations === undefined || round < node.maxIterations) return true;
    const isAsked = condition ?? this.#backs(node.id).find((e) => e.test ?? e.kind !== 'plain');
    if (node.items === undefined && !isAsked) return false;
    return node.stopsAtLimit ? false : 'loop-limit-reached';
  }

  #beginRound(id: string, body: readonly string[]): void {
    const before = new Map(body.map((inner) => [inner, this.#at(inner).outputs]));
    this.#snapshots.set(id, before);
    for (const inner of body) {
      this.#through.delete(inner);
      this.#at(inner).status = 'pending';
    }
    for (const edge of this.#edges) {
      if (edge.from === id && this.#isIn(edge.to, id)) this.#taken.set(edge, this.#decide(edge));
      else if (this.#isIn(edge.from, id) && (edge.to === id || this.#isIn(edge.to, id))) {
        this.#taken.delete(edge);
      }
    }
  }

  /** After a round: whether an edge back is taken, or its source was skipped. */
  #leadsOn(id: string): boolean {
    return this.#backs(id).some((edge) => {
      const element = this.#standIn(edge.from, id);
      const isSkipped = (node: string): boolean => this.#at(node).status === 'skipped';
      return this.#taken.get(edge) === true || isSkipped(edge.from) || isSkipped(element);
    });
  }

  #endLoop(id: string, body: readonly string[], broken: Break | undefined, any: boolean): void {
    if (broken) for (const inner of body) this.#callOff(inner);
    if (!any) this.#zeroRounds(body);
    const last = this.#lastRuns.get(id);
    for (const inner of body) {
      this.#standing.set(inner, { ...(last?.get(inner) ?? { ...blank(), status: 'skipped' }) });
      this.#through.add(inner);
    }
    this.#rounds.delete(id);
    this.#lastRuns.delete(id);
    for (const edge of this.#edges) {
      if (this.#loopsLeft(edge).at(-1) === id) this.#taken.set(edge, edge === broken?.edge);
    }
  }

  #zeroRounds(body: readonly string[]): void {
    for (const inner of body) {
      if (nodeOf(this.#model, inner).kind !== 'aggregator') {
        this.#callOff(inner);
        continue;
      }
      this.#gathered.set(inner, []);
      this.#standing.set(inner, { ...blank(), status: 'succeeded', outputs: { result: [] } });
      this.#record(inner);
    }
  }

  // ---- Nodes

  #runNode(id: string): void {
    const node = nodeOf(this.#model, id);
    this.#through.add(id);
    this.#ran.push(this.#withRounds(id));
    let standing = blank();
    try {
      standing.outputs = this.#outputsOf(node, standing);
      standing.status = 'succeeded';
      if (node.onError === 'continue') standing.outputs = { ...standing.outputs, error: null };
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      standing = { ...this.#failed(node, error.message), inputs: standing.inputs };
    }
    this.#standing.set(id, standing);
    this.#record(id);
  }

  /** How a node stands that has failed. Throws where nobody handles that. */
  #failed(node: ModelNode, error: string): Standing {
    if (node.onError === undefined) throw new Failed();
    const none = Object.fromEntries(declared(node).map((name) => [name, null]));
    if (node.onError !== 'continue') return { ...blank(), status: 'handled', outputs: none, error };
    return { ...blank(), status: 'continued', outputs: { ...none, error }, error };
  }

  #outputsOf(node: ModelNode, standing: Standing): Outputs {
    switch (node.kind) {
      case 'router': {
        const val = Number(this.#look(node.id, node.asks, 'val') ?? 0);
        const arm = node.arms.find(({ test }) => !test || isBelow(val, test));
        return { matched: arm?.test ? arm.to : null, next_node: arm?.to ?? '' };
      }
      case 'merger':
        return { result: Object.fromEntries(this.#sources(node.id)) };
      case 'aggregator': {
        const [first] = this.#sources(node.id);
        const gathered = [...(this.#gathered.get(node.id) ?? []), first?.[1] ?? null];
        this.#gathered.set(node.id, gathered);
        return { result: gathered };
      }
      default:
        return this.#step(node, standing);
    }
  }

  /** The nodes along whose edges something came, with their primaries. Routers are looked through. */
  #sources(id: string): [string, unknown][] {
    return this.#edges
      .filter((edge) => edge.to === id && this.#taken.get(edge))
      .flatMap(({ from }): [string, unknown][] => {
        if (nodeOf(this.#model, from).kind === 'router') return this.#sources(from);
        return [[from, this.#at(from).outputs[primaryOf(this.#model, from)] ?? null]];
      });
  }

  #step(node: ModelNode, standing: Standing): Outputs {
    const inputs: Record<string, unknown> = {};
    for (const name of node.maybe) {
      const value = this.#nearest(node.id, name);
      if (value !== undefined) inputs[name] = value;
    }
    standing.inputs = inputs;
    const number = (this.#calls.get(node.id) ?? 0) + 1;
    this.#calls.set(node.id, number);
    const looked = node.looksAt.map((other) => this.#look(node.id, other, primaryOf(this.#model, other))); // prettier-ignore
    const names = ['p', 'q', 'iteration', 'has_more_data', 'error'];
    const values = names.map((name) => this.#lookup(node.id, name) ?? null);
    const seen = JSON.stringify([node.id, number, this.#withRounds(node.id), inputs, looked, values]); // prettier-ignore
    this.#seen.push(seen);
    const val = hash(seen);
    if (node.failsBelow && isBelow(val, node.failsBelow)) throw new StepFailed('component-defect');
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- entries of mixed values
    return Object.fromEntries([
      ['val', val],
      ...node.out.map((name) => [name, `${node.id}:${val}`]),
    ]);
  }

  #skip(id: string): void {
    for (const each of [id, ...this.#body(id)]) {
      this.#standing.set(each, { ...blank(), status: 'skipped' });
      this.#tellSkipped(each);
    }
  }

  #callOff(id: string): void {
    if (this.#through.has(id)) return;
    this.#at(id).status = 'skipped';
    this.#tellSkipped(id);
  }

  #tellSkipped(id: string): void {
    this.#through.add(id);
    if (nodeOf(this.#model, id).kind !== 'loop') this.#skipped.push(this.#withRounds(id));
  }

  #record(id: string): void {
    this.#through.add(id);
    for (const loop of loopsAround(this.#model, id)) {
      this.#lastRuns.get(loop)?.set(id, { ...this.#at(id) });
    }
  }

  // ---- Names

  /** `other.name` as a node sees it. */
  #look(id: string, other: string, name: string): unknown {
    const common = loopsAround(this.#model, id).find((loop) => this.#isIn(other, loop));
    const isNow = common === undefined || this.#comesBefore(other, id);
    const outputs = isNow ? this.#at(other).outputs : this.#snapshots.get(common)?.get(other);
    return outputs?.[name] ?? null;
  }

  /** What a bare name means to a node: a loop variable, else what is nearest above. */
  #lookup(id: string, name: string): unknown {
    for (const loop of loopsAround(this.#model, id)) {
      const { outputs } = this.#at(loop);
      if (Object.hasOwn(outputs, name)) return outputs[name];
    }
    return this.#nearest(id, name);
  }

  /** What is nearest above a node under a name. Two that are equally near are a failure of the node. */
  #nearest(id: string, name: string): unknown {
    const seen = new Set([id]);
    for (let level = [id]; level.length > 0;) {
      const found = new Map<string, unknown>();
      const next: string[] = [];
      for (const at of level) {
        for (const edge of this.#edges) {
          if (edge.to !== at || this.#isBack(edge)) continue;
          const given = this.#given(edge);
          if (Object.hasOwn(given, name)) found.set(edge.from, given[name]);
          if (!seen.has(edge.from)) next.push(edge.from);
          seen.add(edge.from);
        }
      }
      if (found.size > 1) throw new StepFailed('name-ambiguous');
      if (found.size === 1) return [...found.values()][0];
      level = next;
    }
    return undefined;
  }

  #given({ from, kind }: Edge): Outputs {
    const { status, outputs, inputs, error } = this.#at(from);
    if (status === 'succeeded' || status === 'continued') return outputs;
    return status === 'handled' && kind === 'handler' ? { ...inputs, error } : {};
  }

  #comesBefore(other: string, id: string): boolean {
    const seen = new Set([id]);
    for (const at of seen) {
      for (const edge of this.#edges) {
        // A loop waits for what leads into its body, too.
        const leadsHere = edge.to === at || (this.#isIn(edge.to, at) && !this.#isIn(edge.from, at));
        if (leadsHere && !this.#isBack(edge)) seen.add(edge.from);
      }
      // Nor does what is behind it begin before its last round is over.
      if (this.#isIn(id, at)) continue;
      for (const node of this.#model.nodes) if (this.#isIn(node.id, at)) seen.add(node.id);
    }
    return seen.has(other);
  }

  // ---- What the flow returns

  #result(): Record<string, unknown> {
    const isOn = (edge: Edge): boolean => edge.kind !== 'handler' && !this.#isBack(edge);
    const left = new Set<string>();
    for (const edge of this.#edges.filter(isOn)) {
      if (nodeOf(this.#model, edge.from).kind === 'loop' && !this.#isIn(edge.to, edge.from)) {
        left.add(edge.from);
      }
      for (const loop of this.#loopsLeft(edge)) left.add(loop);
    }
    const ends = this.#model.nodes.filter(
      ({ id }) =>
        !this.#edges.some((edge) => edge.from === id && isOn(edge)) &&
        !loopsAround(this.#model, id).some((loop) => left.has(loop)),
    );
    const isAggregator = ({ kind }: ModelNode): boolean => kind === 'aggregator';
    const gathering = new Set(ends.filter(isAggregator).map(({ loop }) => loop));
    const result: Record<string, unknown> = {};
    for (const node of ends) {
      if (node.loop !== undefined && gathering.has(node.loop) && !isAggregator(node)) continue;
      const { status, outputs } = this.#at(node.id);
      if (status !== 'succeeded' && status !== 'continued') continue;
      result[node.id] = outputs[primaryOf(this.#model, node.id)] ?? null;
    }
    return result;
  }

  // ---- The graph

  #at(id: string): Standing {
    const standing = this.#standing.get(id);
    if (!standing) throw new Error(`no node ${id}`);
    return standing;
  }

  #isIn(id: string, loop: string): boolean {
    return loopsAround(this.#model, id).includes(loop);
  }

  #isBack({ from, to }: Edge): boolean {
    return this.#isIn(from, to);
  }

  #backs(loop: string): Edge[] {
    return this.#edges.filter((edge) => edge.to === loop && this.#isBack(edge));
  }

  #body(loop: string): string[] {
    return this.#model.nodes.map(({ id }) => id).filter((id) => this.#isIn(id, loop));
  }

  /** The loops that an edge leaves, the innermost first; an edge back does not leave the loop that it closes. */
  #loopsLeft({ from, to }: Edge): string[] {
    return loopsAround(this.#model, from).filter((loop) => loop !== to && !this.#isIn(to, loop));
  }

  #standIn(id: string, loop: string): string {
    const around = [id, ...loopsAround(this.#model, id)];
    return around.find((at) => nodeOf(this.#model, at).loop === loop) ?? id;
  }

  #withRounds(id: string): string {
    const rounds = loopsAround(this.#model, id).map((loop) => this.#rounds.get(loop) ?? 0);
    return `${id} ${rounds.reverse().join()}`;
  }
}

function blank(): Standing {
  return { status: 'pending', outputs: {}, inputs: {}, error: undefined };
}

function declared({ kind, out }: ModelNode): string[] {
  if (kind === 'step') return ['val', ...out];
  if (kind === 'loop') return ['batch', 'iteration', 'has_more_data', 'total'];
  return ['result'];
}

/** What stands for a node where one value is wanted. */
export function primaryOf(model: Model, id: string): string {
  const { kind } = nodeOf(model, id);
  if (kind === 'router') return 'matched';
  return kind === 'step' ? 'val' : kind === 'loop' ? 'batch' : 'result';
}

function impliedEdges({ id, arms, onError }: ModelNode): Edge[] {
  const edges: Edge[] = arms.map(({ to }) => ({ from: id, to, kind: 'route', test: undefined }));
  if (onError !== undefined && onError !== 'continue') {
    edges.push({ from: id, to: onError, kind: 'handler', test: undefined });
  }
  return edges;
}

function plainEdge({ from, to, test }: Model['edges'][number]): Edge {
  return { from, to, kind: 'plain', test };
}
