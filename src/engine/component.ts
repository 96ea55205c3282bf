import type { Location } from '../diagnostics/diagnostic.ts';
import type { Message } from '../messages/message.ts';
import type { Scope } from '../flow/expression/expression.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { NodeType, NodeTypes } from '../flow/node-type.ts';
import type { Value, ValueObject } from '../flow/value.ts';
import type { ItemStream } from './item-stream.ts';
import type { Later } from './later.ts';
import type { TokenAccount } from './tokens.ts';

export type MaybePromise<T> = T | Promise<T>;

/** What a component's input or output may be besides plain values: items that are read only as they are needed. */
export type PortValue = Value | ItemStream | Later;
export type PortValues = Readonly<Record<string, PortValue>>;

/**
 * A node type that can run. The engine knows components by this port alone: whether one is built in, Python in
 * another process or a double of a test makes no difference to it.
 */
export interface ComponentType extends NodeType {
  /** One instance per node per run; it may keep state between calls. Throws {@link NodeError}. */
  create(node: FlowNode, world: World): Component;
}

export interface Component {
  /**
   * Does the work once. `inputs` are bound as flow-language says. Outputs by name, the primary first. Throws (or
   * rejects with) {@link NodeError}; must end soon after `context.signal` aborts.
   */
  run(inputs: PortValues, context: Context): MaybePromise<PortValues>;
  /** Aggregators: forgets what it has gathered, because its loop starts anew. */
  reset?(): void;
  /**
   * What is to be kept of its own state, asked after each success of a run that is kept; undefined: it has none that
   * it could give.
   */
  state?(): MaybePromise<Value | undefined>;
  /**
   * Called once before its first work in a session that has recalled earlier results of it, with the state after the
   * last of them; undefined: none was kept. Throws (or rejects with) {@link NodeError}.
   */
  restore?(state: Value | undefined): MaybePromise<void>;
  /** Called once when the run has ended, however it ended. */
  close?(): MaybePromise<void>;
}

/** What one call of a component can see and do. */
export interface Context {
  /** The node's id; inside sub-flows `outer/inner`. */
  readonly node: string;
  /** From 1. */
  readonly attempt: number;
  /**
   * Names this work, whatever attempt and session does it: who gets it a second time knows that the work may have been
   * done already.
   */
  readonly idempotencyKey: string;
  /** Aborts on timeout, cancel, Ctrl-C. */
  readonly signal: AbortSignal;
  /** Names in scope, for the node's own expressions and templates. */
  readonly scope: Scope;
  /** Where it tells the tokens of language models that it uses. */
  readonly tokens: TokenAccount;
  stream(text: string): void;
  progress(done: number, total: number | null, message?: string): void;
  log(level: 'debug' | 'info' | 'warning' | 'error', text: string): void;
  warn(code: string, message: Message): void;
  /**
   * Runs a component type on inputs of its own (ItemProcessor's `component`). `call` tells the calls of one attempt
   * apart, the same in each run: it is behind the idempotency key.
   */
  call(
    component: Component,
    inputs: PortValues,
    scope: Scope,
    call: number,
  ): MaybePromise<PortValues>;
  /**
   * Runs the node's sub-flow (the plan knows it) to its end and gives what it returns. `told` false: only its
   * warnings are told; else all its events are, with node ids `<this node>/<inner node>`. `call` tells the calls of
   * one attempt apart, the same in each run; 0 where there is only one.
   */
  runFlow(inputs: PortValues, told: boolean, call?: number): Promise<FlowResult>;
  /** A failure as expressions see one: `code`, `message` in words and the details. */
  failure(error: NodeError): ValueObject;
  /** Waits for a person's answer. */
  ask(question: { prompt: string; options?: readonly string[]; schema?: Value }): Promise<Value>;
}

/** What a flow returns. `single`: one value stands for the whole (its only entry). */
export interface FlowResult {
  readonly outputs: ValueObject;
  readonly single: boolean;
}

/** What components need of the machine; the composition root fills it. */
export interface World {
  readonly types: ComponentTypes;
  /** Run inputs by name. */
  readonly inputs: PortValues;
  /** Instantiated parameters by name. */
  readonly parameters: ValueObject;
  /** Folder that a node's relative paths are relative to. */
  readonly folder: string;
  /** Whose run it is, where several users' runs go on beside each other. */
  readonly user?: string;
}

export interface ComponentTypes extends NodeTypes {
  get(type: string): ComponentType | undefined;
}

/** A failure of a node in the user's words; anything else that is thrown is a defect and told as such. */
export class NodeError extends Error {
  override name = 'NodeError';
  readonly code: string;
  readonly text: Message;
  readonly hint: Message | undefined;
  /** Extra facts that a `when` expression or a handler can read (`error.status`). */
  readonly details: ValueObject;
  /** The place in the user's files that failed, where there is one. */
  location: Location | undefined;
  constructor(
    code: string,
    text: Message,
    options: { hint?: Message; details?: ValueObject; location?: Location; cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause });
    this.code = code;
    this.text = text;
    this.hint = options.hint;
    this.location = options.location;
    this.details = options.details ?? {};
  }
}
