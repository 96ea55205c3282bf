import { at } from '../flow/at.ts';
import { chain, type LoopPlan, type Plan, type PlanEdge } from '../flow/plan/plan.ts';
import { message } from '../messages/message.ts';
import { NodeError, type PortValue, type PortValues, type World } from './component.ts';
import { NodeState } from './node-state.ts';
import type { Near } from './provider.ts';
import { Upstream } from './upstream.ts';

const none: PortValues = {};

/** All that is known of a run at a moment, and how names find values in it. */
export class RunState {
  readonly plan: Plan;
  readonly world: World;
  readonly nodes: readonly NodeState[];
  readonly upstream: Upstream;
  /** By edge number: 0 not resolved, 1 not taken, 2 taken. */
  readonly taken: Uint8Array;
  /** How many executions of nodes have ended. */
  executions = 0;
  /** Which node comes before which, as far as it was asked for. */
  readonly #before = new Map<string, boolean>();

  constructor(plan: Plan, world: World) {
    this.plan = plan;
    this.world = world;
    this.nodes = plan.nodes.map(({ awaits }) => new NodeState(awaits));
    this.upstream = new Upstream(plan, this.nodes);
    this.taken = new Uint8Array(plan.edges.length);
  }

  state(node: number): NodeState {
    return at(this.nodes, node);
  }

  /** Takes note that an execution of a node has ended: what it gives can be found from now on. */
  executed(node: number): void {
    const state = this.state(node);
    const { error } = state;
    if (this.#continues(node))
      state.outputs = { error: null, ...state.outputs, ...(error && { error }) };
    state.executed(++this.executions);
    this.upstream.learn(Object.keys(state.outputs ?? none));
    if (error) this.upstream.learn(['error', ...Object.keys(state.inputs)]);
  }

  /** A node's outputs: of this round, else of the round before; none where it was skipped or never ran. */
  outputsOf(node: number): PortValues {
    return this.nodes[node]?.outputs ?? none;
  }

  /**
   * A node's outputs as another node sees them. Of one that it shares a loop with, and that does not come before it,
   * they are those of the round before: whether it has ended already in this round must make no difference.
   */
  outputsSeenFrom(seer: number, node: number): PortValues {
    const loop = this.#commonLoop(seer, node);
    if (!loop || this.#comesBefore(node, seer)) return this.outputsOf(node);
    return this.state(node).before(loop.depth) ?? none;
  }

  /** The outputs that a node declares, the primary first; `error` is one where a failure does not end the flow. */
  declaredOutputs(node: number): readonly string[] {
    const names = this.#namesOf(node);
    return this.#continues(node) ? [...names, 'error'] : names;
  }

  /** The name of the primary among a node's outputs. */
  primaryOf(node: number, outputs: PortValues): string | undefined {
    const declared = this.#namesOf(node).find((name) => Object.hasOwn(outputs, name));
    const isError = (name: string): boolean => name === 'error' && this.#continues(node);
    return declared ?? Object.keys(outputs).find((name) => !isError(name));
  }

  /** Whether a node would give an output of a name, had it not been skipped or failed. */
  misses(node: number, name: string): boolean {
    if (this.declaredOutputs(node).includes(name)) return true;
    const planned = this.plan.nodes[node]?.node;
    const status = this.nodes[node]?.status;
    return status !== 'succeeded' && planned?.nodeType?.outputs(planned.config).open === true;
  }

  /** The value for a name whose nearest providers are known. Throws where two are equally near. */
  pick({ providers }: Near, name: string, node: string): PortValue | undefined {
    const [first, second] = providers;
    if (first && second) {
      const id = (n: number): string => this.plan.nodes[n]?.id ?? '?';
      throw new NodeError(
        'name-ambiguous',
        message('name-ambiguous', { name, node, first: id(first.node), second: id(second.node) }),
        { hint: message('name-ambiguous/hint', { name, first: id(first.node) }) },
      );
    }
    return first && this.upstream.value(first, name);
  }

  /** Whether some node from which edges come, or one above it, misses an output of that name. */
  missedAbove(edges: readonly PlanEdge[], name: string): boolean {
    return this.#above(edges, (n) => this.misses(n, name));
  }

  /** The names that the nodes from which edges come and those above them have put out, the nearest first. */
  namesAbove(edges: readonly PlanEdge[]): Set<string> {
    const names = new Set<string>();
    this.#above(edges, (n) => {
      for (const name of Object.keys(this.outputsOf(n))) names.add(name);
      return names.size > 200;
    });
    return names;
  }

  /** The innermost loop in whose body both stand; none for what a controller's own body gives. */
  #commonLoop(seer: number, node: number): LoopPlan | undefined {
    const seen = chain(this.plan.nodes[node]?.loop);
    const controls = this.plan.nodes[seer]?.controls;
    if (controls && seen.includes(controls)) return undefined;
    return chain(this.plan.nodes[seer]?.loop).find((loop) => seen.includes(loop));
  }

  /** Whether one node is through before another one begins, in each round anew. */
  #comesBefore(node: number, seer: number): boolean {
    const key = `${node} ${seer}`;
    let known = this.#before.get(key);
    if (known === undefined) {
      const seen = new Set([seer]);
      for (const at of seen) {
        const { upstream = [], controls } = this.plan.nodes[at] ?? {};
        for (const { from } of upstream) seen.add(from);
        // A loop waits for what leads into its body, too, and is over with all of its rounds.
        for (const { edge } of controls?.enters ?? []) seen.add(edge.from);
        if (controls && !controls.body.includes(seer)) for (const n of controls.body) seen.add(n);
        if (seen.has(node)) break;
      }
      known = seen.has(node);
      this.#before.set(key, known);
    }
    return known;
  }

  #namesOf(node: number): readonly string[] {
    const planned = this.plan.nodes[node]?.node;
    return planned?.nodeType?.outputs(planned.config).names ?? [];
  }

  #continues(node: number): boolean {
    return this.plan.nodes[node]?.node.onError.kind === 'continue';
  }

  /** Asks the nodes from which edges come and those above them, breadth first, until one says yes. */
  #above(edges: readonly PlanEdge[], ask: (node: number) => boolean): boolean {
    const seen = new Set(edges.map(({ from }) => from));
    for (const node of seen) {
      if (ask(node)) return true;
      for (const { from } of this.plan.nodes[node]?.upstream ?? []) seen.add(from);
    }
    return false;
  }
}
