import type { RunEvent, Question } from '../engine/run-event.ts';
import type { RunOutcome } from '../engine/run.ts';
import type { Plan, PlanNode } from '../flow/plan/plan.ts';
import { own, objectOf, type Value, type ValueObject } from '../flow/value.ts';

/** A router's arm without a name. */
export const DEFAULT_ARM = 'default';

/** What was seen of one run, as expectations ask for it. */
export class Observation {
  /** The outputs of nodes, those of the last time. */
  readonly outputs = new Map<string, ValueObject>();
  readonly started = new Set<string>();
  /** The arms that routers took, in order. */
  readonly routes = new Map<string, string[]>();
  readonly warnings: string[] = [];
  /** Inputs of nodes, call by call. */
  readonly calls = new Map<string, ValueObject[]>();
  /** What models were asked. */
  readonly prompts: ValueObject[] = [];
  readonly requests: ValueObject[] = [];
  questions: readonly Question[] = [];
  outcome: RunOutcome = { status: 'cancelled', outputs: {}, error: null };
  single = false;
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Takes the next event of the run. */
  see(event: RunEvent): void {
    switch (event.type) {
      case 'node_started':
        this.started.add(event.node);
        break;
      case 'node_finished':
        this.outputs.set(event.node, event.outputs);
        if (nodeAt(this.#plan, event.node)?.node.nodeType?.role === 'router') {
          const arms = this.routes.get(event.node) ?? [];
          this.routes.set(event.node, [...arms, armOf(event.outputs)]);
        }
        break;
      case 'warning':
        this.warnings.push(event.code);
        break;
      case 'run_waiting':
        this.questions = event.questions;
        break;
      case 'run_finished':
        this.single = event.single;
        break;
      default:
    }
  }

  /** The inputs of the calls of a node. */
  called(node: string, inputs: ValueObject): void {
    const calls = this.calls.get(node);
    if (calls) calls.push(inputs);
    else this.calls.set(node, [inputs]);
  }

  /** What the flow returns: the one value where it returns one, else all by name. */
  get output(): Value {
    const { outputs } = this.outcome;
    const [only = null] = Object.values(outputs);
    return this.single ? only : objectOf(Object.entries(outputs));
  }
}

/** The arm that a router's outputs name. */
export function armOf(outputs: ValueObject): string {
  const matched = own(outputs, 'matched');
  return typeof matched === 'string' ? matched : DEFAULT_ARM;
}

/** A node by its name in events: `outer/inner` is one of a sub-flow. */
export function nodeAt(plan: Plan, name: string): PlanNode | undefined {
  const [first = '', ...rest] = name.split('/');
  const index = plan.index.get(first);
  if (index === undefined) return undefined;
  if (rest.length === 0) return plan.nodes[index];
  const inner = plan.subPlans.get(index);
  return inner && nodeAt(inner, rest.join('/'));
}
