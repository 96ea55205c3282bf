import type {
  Component,
  ComponentType,
  Context,
  PortValue,
  PortValues,
} from '../../src/engine/component.ts';
import { own, type Value, type ValueObject } from '../../src/flow/value.ts';

/** What a step does when it is called: its outputs, or a promise of them; it may throw. */
export type Script = (call: Call) => PortValues | Promise<PortValues>;

/** One call of a step; it goes on only when the test says how. */
export class Call {
  readonly node: string;
  readonly config: ValueObject;
  readonly inputs: PortValues;
  readonly context: Context;
  /** How often this instance has been called, this time included. */
  readonly number: number;
  readonly outputs: Promise<PortValues>;
  /** Gives outputs, the primary first. */
  readonly finish: (outputs?: PortValues) => void;
  readonly fail: (error: unknown) => void;
  over = false;

  constructor(
    node: string,
    config: ValueObject,
    inputs: PortValues,
    context: Context,
    number: number,
  ) {
    this.node = node;
    this.config = config;
    this.inputs = inputs;
    this.context = context;
    this.number = number;
    let finish: (outputs?: PortValues) => void = () => undefined;
    let fail: (error: unknown) => void = () => undefined;
    this.outputs = new Promise<PortValues>((resolve, reject) => {
      finish = (outputs = {}) => {
        this.over = true;
        resolve(outputs);
      };
      fail = (error) => {
        this.over = true;
        // A test may fail with what is no Error on purpose.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a component may reject with anything
        reject(error);
      };
    });
    this.outputs.catch(() => undefined);
    this.finish = finish;
    this.fail = fail;
  }

  /** An input's value. */
  input(name: string): PortValue | undefined {
    return Object.hasOwn(this.inputs, name) ? this.inputs[name] : undefined;
  }

  /** What a name means to the node's own expressions. */
  lookup(name: string): Value | undefined {
    return this.context.scope.lookup(name);
  }
}

/** All calls of the steps of one run. */
export class Calls {
  readonly all: Call[] = [];
  /** Components that were closed, by node. */
  readonly closed: string[] = [];
  readonly #waiting = new Map<string, ((call: Call) => void)[]>();
  readonly #unseen = new Map<string, Call[]>();

  /** The next call of a node that nobody has asked for yet, as soon as there is one. */
  next(node: string): Promise<Call> {
    const call = this.#unseen.get(node)?.shift();
    if (call) return Promise.resolve(call);
    return new Promise((resolve) => {
      this.#waiting.set(node, [...(this.#waiting.get(node) ?? []), resolve]);
    });
  }

  /** Nodes whose calls have not ended, in the order of the calls. */
  get open(): string[] {
    return this.all.filter(({ over }) => !over).map(({ node }) => node);
  }

  /** Nodes in the order in which they were called. */
  get nodes(): string[] {
    return this.all.map(({ node }) => node);
  }

  of(node: string): Call[] {
    return this.all.filter((call) => call.node === node);
  }

  add(call: Call): void {
    this.all.push(call);
    const waiting = this.#waiting.get(call.node)?.shift();
    if (waiting) waiting(call);
    else this.#unseen.set(call.node, [...(this.#unseen.get(call.node) ?? []), call]);
  }
}

/**
 * A node type whose completion the test decides: by a script for the node's id, else by {@link Calls.next}. Its config
 * says what it takes and gives: `in` and `maybe` are names of required and optional inputs, `streams` of required ones
 * that take streams, `out` of its outputs; other keys are inputs' values.
 */
export function stepType(
  calls: Calls,
  scripts: ReadonlyMap<string, Script>,
  type = 'Step',
): ComponentType {
  return {
    type,
    role: 'work',
    config: {},
    openConfig: true,
    openInputs: true,
    inputs: (config) => [
      ...names(config, 'in').map((name) => ({ name, required: true })),
      ...names(config, 'maybe').map((name) => ({ name, required: false })),
      ...names(config, 'streams').map((name) => ({ name, required: true, streams: true })),
    ],
    outputs: (config) => ({ names: names(config, 'out'), open: names(config, 'out').length === 0 }),
    create: (node): Component => {
      let number = 0;
      return {
        run(inputs, context) {
          const call = new Call(context.node, node.config, inputs, context, ++number);
          const script = scripts.get(context.node) ?? scripts.get('*');
          calls.add(call);
          return script ? script(call) : call.outputs;
        },
        close: () => void calls.closed.push(node.id),
      };
    },
  };
}

function names(config: ValueObject, key: string): string[] {
  const list = own(config, key);
  return Array.isArray(list) ? list.map(String) : [];
}
