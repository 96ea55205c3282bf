import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import {
  NodeError,
  type Component,
  type ComponentType,
  type ComponentTypes,
  type Context,
  type FlowResult,
  type PortValue,
  type PortValues,
  type World,
} from '../../src/engine/component.ts';
import { ItemStream } from '../../src/engine/item-stream.ts';
import { Later } from '../../src/engine/later.ts';
import { TokenAccount } from '../../src/engine/tokens.ts';
import type { Scope } from '../../src/flow/expression/expression.ts';
import type { FlowNode } from '../../src/flow/flow.ts';
import { parseNode } from '../../src/flow/parse/parse-node.ts';
import type { MapTree, ScalarTree, Tree } from '../../src/flow/tree.ts';
import { isObject, own, toJson, type Value, type ValueObject } from '../../src/flow/value.ts';
import { sayIn } from '../../src/messages/message.ts';

/** A stage on which a component plays without an engine. */
export interface Stage {
  readonly node: FlowNode;
  readonly component: Component;
  /** Outputs as plain values. */
  readonly run: (inputs?: PortValues, scope?: ValueObject) => Promise<ValueObject>;
  /** What the component told while it ran. */
  readonly told: Told;
}

export interface Told {
  readonly warnings: string[];
  readonly progress: [number, number | null][];
  readonly asked: unknown[];
}

export interface Props {
  readonly types?: readonly ComponentType[];
  readonly runInputs?: PortValues;
  readonly folder?: string;
  readonly answer?: Value;
  readonly signal?: AbortSignal;
  readonly tokenLimit?: number;
  readonly runFlow?: (inputs: PortValues) => Promise<FlowResult>;
}

export const say = sayIn('en');

/** A node of a type with a config, ready to be run. */
export function stage(type: ComponentType, config: ValueObject = {}, props: Props = {}): Stage {
  const types = typesOf([type, ...(props.types ?? [])]);
  const { node, diagnostics } = parse(type, config, types);
  if (!node || diagnostics.length > 0) throw new Error(diagnostics.map(({ code }) => code).join());
  const world: World = {
    types,
    inputs: props.runInputs ?? {},
    parameters: {},
    folder: props.folder ?? '.',
  };
  const component = type.create(node, world);
  const told: Told = { warnings: [], progress: [], asked: [] };
  return {
    node,
    component,
    told,
    async run(inputs = {}, scope = {}) {
      return plain(await component.run(inputs, contextOf(scopeOf(scope), told, props)));
    },
  };
}

/** The findings that parsing a node and its type's own check report. */
export function findings(
  type: ComponentType,
  config: ValueObject,
  others: readonly ComponentType[] = [],
): string[] {
  const { node, diagnostics } = parse(type, config, typesOf([type, ...others]));
  if (node) type.check?.(node, (diagnostic) => diagnostics.push(diagnostic));
  return diagnostics.map(({ code }) => code);
}

/** What a failing call says: its code and its message in English. */
export async function failure(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof NodeError) return `${error.code}: ${say(error.text)}`;
    throw error;
  }
  throw new Error('it did not fail');
}

export function typesOf(types: readonly ComponentType[]): ComponentTypes {
  return {
    get: (name) => types.find(({ type }) => type === name),
    names: () => types.map(({ type }) => type),
    planned: () => false,
  };
}

function parse(type: ComponentType, config: ValueObject, types: ComponentTypes) {
  const diagnostics: Diagnostic[] = [];
  const tree = treeOf({ id: 'n', type: type.type, config }) as MapTree;
  const none = { retry: undefined, timeout: undefined };
  const node = parseNode(tree, types, none, (diagnostic) => diagnostics.push(diagnostic));
  return { node, diagnostics };
}

function treeOf(value: Value): Tree {
  const text = typeof value === 'string' ? value : toJson(value);
  const file = new SourceFile('flow.yaml', text);
  const location = { file, start: 0, end: text.length };
  const scalar = (of: ScalarTree['value']): ScalarTree => ({
    kind: 'scalar',
    value: of,
    location,
    quoted: false,
    textStart: 0,
  });
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, inner]) => ({
      key: scalar(key),
      value: treeOf(inner),
    }));
    return { kind: 'map', entries, location };
  }
  if (Array.isArray(value)) {
    return { kind: 'list', items: (value as readonly Value[]).map(treeOf), location };
  }
  return scalar(value as ScalarTree['value']);
}

export function scopeOf(values: ValueObject): Scope {
  return { lookup: (name) => own(values, name), names: () => Object.keys(values) };
}

function contextOf(scope: Scope, told: Told, props: Props, key = 'run:n'): Context {
  const context: Context = {
    node: 'n',
    attempt: 1,
    idempotencyKey: key,
    signal: props.signal ?? new AbortController().signal,
    scope,
    tokens: TokenAccount.forRun(props.tokenLimit),
    stream: () => undefined,
    progress: (done, total) => told.progress.push([done, total]),
    log: () => undefined,
    warn: (code, text) => told.warnings.push(`${code}: ${say(text)}`),
    call: (component, inputs, inner, number) =>
      component.run(inputs, contextOf(inner, told, props, `${key}/${number}`)),
    runFlow: (inputs) => props.runFlow?.(inputs) ?? Promise.reject(new Error('no sub-flow')),
    failure: ({ code, text, details }) => ({ ...details, code, message: say(text) }),
    ask: (question) => {
      told.asked.push(question);
      return Promise.resolve(props.answer ?? null);
    },
  };
  return new Proxy(context, { get: attached });
}

/** The engine's context is a class: taken off it, its methods don't work, and here neither. */
function attached(context: Context, name: string | symbol, receiver: unknown): unknown {
  const value: unknown = Reflect.get(context, name);
  if (typeof value !== 'function') return value;
  return function (this: unknown, ...args: readonly unknown[]): unknown {
    if (this !== receiver) throw new TypeError(`context.${String(name)} has lost its context`);
    return Reflect.apply(value, context, args) as unknown;
  };
}

/** Items that are read one by one. */
export function streamOf(
  items: Iterable<Value>,
  count: number | null = [...items].length,
): ItemStream {
  return new ItemStream('items', count, async function* () {
    await Promise.resolve();
    yield* items;
  });
}

/** Outputs as the tests compare them: plain objects, streams read to their end. */
export async function plain(outputs: PortValues): Promise<ValueObject> {
  const entries: [string, unknown][] = [];
  for (const [name, value] of Object.entries(outputs)) entries.push([name, await settled(value)]);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as ValueObject;
}

async function settled(value: PortValue): Promise<Value> {
  if (value instanceof ItemStream) return value.toList();
  return value instanceof Later ? value.now() : value;
}
