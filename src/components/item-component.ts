import { nearest } from '../diagnostics/nearest.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import {
  NodeError,
  type Component,
  type MaybePromise,
  type PortValues,
  type World,
} from '../engine/component.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { CheckedNode, InputPort, NodeTypes } from '../flow/node-type.ts';
import { parseNode } from '../flow/parse/parse-node.ts';
import { checkConfig } from '../flow/rules/config-field.ts';
import { child, type MapEntry, type ScalarTree, type Tree } from '../flow/tree.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { PLUGIN_INPUT, pluginResult } from './plugin-component.ts';
import { plainValue, portsOf } from './ports.ts';
import { scalarText } from './scalar-text.ts';

/** The keys of an ItemProcessor that name what works on its items; `<key>_config` is its config. */
export type ItemComponentKey = 'component' | 'plugin';

/** A component that works on the items of an ItemProcessor. */
export interface ItemComponent {
  readonly component: Component;
  bind(item: Value): PortValues;
  /** What an item becomes. */
  result(outputs: PortValues): MaybePromise<Value>;
}

/**
 * Reads an ItemProcessor's `component` and `component_config`, or `plugin` and `plugin_config`, as a node of their own
 * and checks it. Undefined where they are no node that can work on items; the report has said so.
 */
export function parseItemComponent(
  outer: CheckedNode,
  key: ItemComponentKey,
  types: NodeTypes,
  report: Report,
): FlowNode | undefined {
  const type = child(outer.configTree, key);
  if (type?.kind !== 'scalar' || type.value === null) return undefined;
  if (key === 'plugin' && !isPlugin(type, types, report)) return undefined;
  const config = child(outer.configTree, `${key}_config`);
  const id: ScalarTree = { ...type, value: outer.id, location: outer.idLocation };
  const entries = [field(type, 'id', id), field(type, 'type', type)];
  if (config) entries.push(field(type, 'config', config));
  const map = { kind: 'map', entries, location: type.location } as const;
  const node = parseNode(map, types, { retry: undefined, timeout: undefined }, report);
  if (!node?.nodeType) return undefined;
  // Code is read before the flow is checked, and its placeholders are filled as a program's: in nodes only.
  const isProgram = Object.values(node.nodeType.config).some(({ program }) => program);
  if (node.nodeType.role !== 'work' || isProgram) {
    const key = isProgram ? 'item-processor-component/program' : 'item-processor-component';
    report({
      severity: 'error',
      code: 'item-processor-component',
      message: message(key, { type: node.type }),
      location: type.location,
      hint: message(
        isProgram ? 'item-processor-component/program-hint' : 'item-processor-component/hint',
      ),
    });
    return undefined;
  }
  checkConfig(node, node.nodeType, report);
  node.nodeType.check?.(node, report);
  return node;
}

/** Whether a name is a plugin's; the report says if not. */
function isPlugin(written: ScalarTree, types: NodeTypes, report: Report): boolean {
  const name = String(written.value);
  const type = types.get(name);
  if (type?.plugin) return true;
  const plugins = types.names().filter((known) => types.get(known)?.plugin);
  const near = nearest(name, plugins);
  report({
    severity: 'error',
    code: 'item-processor-plugin',
    message: message('item-processor-plugin', { name }),
    location: written.location,
    hint:
      near !== undefined
        ? message('did-you-mean', { name: near })
        : message(type ? 'item-processor-plugin/hint-component' : 'item-processor-plugin/hint'),
  });
  return false;
}

function field(near: ScalarTree, name: string, value: Tree): MapEntry {
  return { key: { ...near, value: name }, value };
}

/** Creates the component. Throws a {@link NodeError} where there is none. */
export function createItemComponent(
  outer: FlowNode,
  key: ItemComponentKey,
  world: World,
): ItemComponent {
  const node = parseItemComponent(outer, key, world.types, () => undefined);
  const type = node && world.types.get(node.type);
  if (!type) {
    const name = scalarText(own(outer.config, key)) ?? '';
    throw new NodeError('unknown-node-type', message('unknown-node-type', { type: name }));
  }
  const ports = type.inputs(node.config);
  return {
    component: type.create(node, world),
    bind: (item) =>
      key === 'plugin' ? portsOf([[PLUGIN_INPUT, item]]) : bindItem(item, ports, node),
    result: key === 'plugin' ? pluginResult : oneOrAll,
  };
}

/**
 * An object with keys that are names of inputs gives these; anything else is the first required input as a whole.
 * Inputs that the item does not give come from the config or have their default.
 */
function bindItem(item: Value, ports: readonly InputPort[], node: FlowNode): PortValues {
  const { config } = node;
  const given = new Map<string, Value>();
  if (isObject(item)) {
    for (const { name } of ports)
      if (Object.hasOwn(item, name)) given.set(name, item[name] ?? null);
  }
  const whole = given.size === 0 ? portForWhole(ports, config) : undefined;
  if (whole) given.set(whole.name, item);
  const entries: [string, Value][] = [];
  for (const { name, required, default: fallback } of ports) {
    const value = given.has(name) ? given.get(name) : own(config, name);
    const final = value === undefined ? fallback : value;
    if (final !== undefined) entries.push([name, final]);
    else if (required) {
      const values = { type: node.type, name };
      throw new NodeError('item-processor-input', message('item-processor-input', values));
    }
  }
  return portsOf(entries);
}

function portForWhole(ports: readonly InputPort[], config: ValueObject): InputPort | undefined {
  // What is filled only where it is named, such as a request's method, is not for items that name nothing.
  const open = ports.filter(({ name, explicit }) => !explicit && !Object.hasOwn(config, name));
  return open.find(({ required }) => required) ?? open[0];
}

/** A component's only output, or all of them as an object. */
async function oneOrAll(outputs: PortValues): Promise<Value> {
  const entries: [string, Value][] = [];
  for (const [name, value] of Object.entries(outputs))
    entries.push([name, await plainValue(value)]);
  return entries.length === 1 ? (entries[0]?.[1] ?? null) : objectOf(entries);
}
