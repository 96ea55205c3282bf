import { at } from '../flow/at.ts';
import type { Plan } from '../flow/plan.ts';
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

  /** A node's outputs: of this round, else of the round before; none where it was skipped or never ran. */
  outputsOf(node: number): PortValues {
    return this.nodes[node]?.outputs ?? none;
  }

  /** The outputs that a node's type declares, the primary first. */
  declaredOutputs(node: number): readonly string[] {
    const planned = this.plan.nodes[node]?.node;
    return planned?.nodeType?.outputs(planned.config).names ?? [];
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

  /** Whether some node above declares an output of that name (it was skipped if none gives it). */
  declaredAbove(node: number, name: string): boolean {
    return this.#above(node, (n) => this.declaredOutputs(n).includes(name));
  }

  /** The names that the nodes above a node have put out, the nearest first. */
  namesAbove(node: number): Set<string> {
    const names = new Set<string>();
    this.#above(node, (n) => {
      for (const name of Object.keys(this.outputsOf(n))) names.add(name);
      return names.size > 200;
    });
    return names;
  }

  /** Asks the nodes above one, breadth first, until one says yes. */
  #above(node: number, ask: (node: number) => boolean): boolean {
    const seen = new Set([node]);
    const queue = [node];
    for (const at of queue) {
      for (const { from } of this.plan.nodes[at]?.upstream ?? []) {
        if (seen.has(from)) continue;
        if (ask(from)) return true;
        seen.add(from);
        queue.push(from);
      }
    }
    return false;
  }
}
