import type { Expression, Scope } from '../flow/expression/expression.ts';
import { endEdge, type LoopPlan, type PlanEdge } from '../flow/plan/plan.ts';
import { objectOf, own, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { NodeError, type PortValue, type PortValues } from './component.ts';
import { ItemStream } from './item-stream.ts';
import { Later } from './later.ts';
import type { Near } from './provider.ts';
import type { RunState } from './run-state.ts';

/**
 * The names that an expression of a node sees, the nearest first: what the place itself gives (bound inputs, the
 * source's outputs for an edge's condition, `error`), loop variables, upstream outputs, run inputs, parameters, and
 * the nodes by their ids.
 */
export class NodeScope implements Scope {
  readonly #run: RunState;
  readonly #node: number;
  readonly #locals: PortValues;
  /**
   * Edges along which it sees more: the back edges of the loop whose `continue_condition` is asked, all ends of the
   * flow whose outputs are made.
   */
  readonly #behind: readonly PlanEdge[];
  /** What the node gives if `retry.when`, which is asked, lets it. */
  readonly #answer: PortValues | undefined;

  constructor(
    run: RunState,
    node: number,
    locals: PortValues,
    { behind = [], answer }: { behind?: readonly PlanEdge[]; answer?: PortValues } = {},
  ) {
    this.#run = run;
    this.#node = node;
    this.#locals = locals;
    this.#behind = behind;
    this.#answer = answer;
  }

  lookup(name: string): Value | undefined {
    const value = this.#find(name);
    return value === undefined ? undefined : plain(value, name);
  }

  /** `node.output`, where `name` is a node's id and the node has such an output; `nodes["node"]` is the node. */
  attribute(name: string, member: string): Value | undefined {
    if (name === 'nodes' && this.#given(name) === undefined) {
      const index = this.#run.plan.index.get(member);
      return index === undefined ? undefined : this.#object(index);
    }
    const value = this.#output(name, member);
    return value === undefined ? undefined : plain(value, member);
  }

  /** What an expression means that is no more than a name, or a node's output; a stream is given as it is. */
  valueOf({ names, source }: Expression): PortValue | undefined {
    const [use] = names;
    if (!use) return undefined;
    const text = source.trim();
    if (text === use.name) return this.#find(use.name);
    const { name, member = '' } = use;
    return text === `${name}.${member}` ? this.#output(name, member) : undefined;
  }

  #output(name: string, member: string): PortValue | undefined {
    const index = this.#run.plan.index.get(name);
    if (index === undefined) return undefined;
    const outputs = this.#outputs(index);
    if (Object.hasOwn(outputs, member)) return outputs[member] ?? null;
    // What else has that name may have such a member.
    const isMissed = this.#run.misses(index, member) && this.#given(name) === undefined;
    return isMissed ? null : undefined;
  }

  /** As {@link lookup}, but a stream is given as it is. */
  #find(name: string): PortValue | undefined {
    const given = this.#given(name);
    if (given !== undefined) return given;
    const { plan } = this.#run;
    if (name === 'nodes') {
      return objectOf(plan.nodes.map(({ id, index }) => [id, this.#object(index)]));
    }
    const index = plan.index.get(name);
    if (index !== undefined) return this.#object(index);
    // What a skipped node would have given is None.
    return this.#run.missedAbove(this.#above(), name) ? null : undefined;
  }

  /** The value that somebody gives under a name. */
  #given(name: string): PortValue | undefined {
    const { plan, world } = this.#run;
    if (Object.hasOwn(this.#locals, name)) return this.#locals[name];
    const { loop } = plan.nodes[this.#node] ?? {};
    for (let l: LoopPlan | undefined = loop; l; l = l.parent) {
      const variables = this.#run.outputsOf(l.controller);
      if (Object.hasOwn(variables, name)) return variables[name];
    }
    const near = this.#near(name);
    if (near) return this.#run.pick(near, name, plan.nodes[this.#node]?.id ?? '');
    return Object.hasOwn(world.inputs, name) ? world.inputs[name] : own(world.parameters, name);
  }

  *names(): Iterable<string> {
    const { plan, world } = this.#run;
    const seen = new Set<string>();
    const groups: Iterable<string>[] = [Object.keys(this.#locals)];
    for (let l = plan.nodes[this.#node]?.loop; l; l = l.parent) {
      groups.push(Object.keys(this.#run.outputsOf(l.controller)));
    }
    groups.push(
      this.#run.namesAbove(this.#above()),
      Object.keys(world.inputs),
      Object.keys(world.parameters),
      plan.index.keys(),
    );
    for (const group of groups) {
      for (const name of group) {
        if (seen.has(name)) continue;
        seen.add(name);
        yield name;
      }
    }
  }

  #near(name: string): Near | null {
    const { upstream } = this.#run;
    if (!upstream.knows(name)) return null;
    const behind = this.#behind.length > 0 ? upstream.nearestAlong(this.#behind, name) : null;
    if (behind) return behind;
    // The flow's outputs see what stands aside, too.
    if (this.#node < 0) return upstream.nearestAlong(this.#run.plan.nodes.map(endEdge), name);
    return upstream.nearest(this.#node, name);
  }

  #above(): readonly PlanEdge[] {
    return [...this.#behind, ...(this.#run.plan.nodes[this.#node]?.upstream ?? [])];
  }

  #outputs(index: number): PortValues {
    const isAnswer = this.#answer && index === this.#node;
    return isAnswer ? this.#answer : this.#run.outputsSeenFrom(this.#node, index);
  }

  #object(index: number): Value {
    const declared = this.#run.declaredOutputs(index).map((n): [string, Value] => [n, null]);
    const outputs = Object.entries(this.#outputs(index));
    const known = outputs.filter(([, v]) => !(v instanceof ItemStream));
    return objectOf([...declared, ...known.map(([n, v]): [string, Value] => [n, plain(v, n)])]);
  }
}

/** A value that expressions can work with. A stream of items is none: reading it needs time and memory. */
export function plain(value: PortValue, name: string): Value {
  if (value instanceof Later) return value.now();
  if (value instanceof ItemStream) {
    throw new NodeError('stream-in-expression', message('stream-in-expression', { name }), {
      hint: message('stream-in-expression/hint'),
    });
  }
  return value;
}
