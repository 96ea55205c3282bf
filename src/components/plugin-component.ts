import type { ComponentType, PortValues } from '../engine/component.ts';
import type { Remembering } from '../flow/node-type.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import type { Plugin } from '../plugins/plugin.ts';
import type { PythonInstance, PythonWorkers } from '../python/instance.ts';
import { inputValue, portsOf } from './ports.ts';
import { PythonCalls, type PythonMemory } from './python-calls.ts';

/** The one input that every plugin has: what its `process` is called with. */
export const PLUGIN_INPUT = 'input_data';
const OUTPUT = 'result';

export interface PluginTypeOptions {
  /** The name by which flows know it; its id unless given. */
  readonly type?: string;
  /** Its `process` is a coroutine. */
  readonly isAsync?: boolean;
  /** See `NodeType.remembers`; `maybe` unless given. */
  readonly remembers?: Remembering;
  readonly memory?: PythonMemory;
}

/**
 * The node type of a plugin. `workers` gives the processes of the plugin's own realm (see `pluginRealm`); it is asked
 * with the first call only, and rejects with a NodeError where the plugin may not run.
 */
export function createPluginType(
  plugin: Plugin,
  workers: () => Promise<PythonWorkers>,
  options: PluginTypeOptions = {},
): ComponentType {
  const { type = plugin.id, isAsync = false, remembers = 'maybe' } = options;
  const { memory = { keeps: false, changes: false } } = options;
  return {
    type,
    role: 'work',
    plugin: true,
    remembers,
    config: {},
    openConfig: true,
    inputs: () => [{ name: PLUGIN_INPUT, required: true }],
    outputs: () => ({ names: [OUTPUT], open: true }),
    create(node, { user }) {
      const open = async (): Promise<PythonInstance> => {
        const { path, className } = plugin;
        const config = pluginConfig(plugin, node.config);
        return (await workers()).open({ kind: 'plugin', path, className, config, isAsync, user });
      };
      const calls = new PythonCalls(open, memory);
      return {
        async run(inputs, context) {
          const given = objectOf([[PLUGIN_INPUT, inputValue(inputs, PLUGIN_INPUT)]]);
          return outputsOf(await calls.call(given, context));
        },
        state: () => calls.state(),
        restore: (state) => calls.restore(state),
        close: () => calls.close(),
      };
    },
  };
}

/** What `initialize` gets: the config of config.yaml, with a node's laid over it. */
export function pluginConfig({ config }: Plugin, over: ValueObject): ValueObject {
  const entries = Object.entries(over).filter(([name]) => !nodeKeys.includes(name));
  return laidOver(config, objectOf(entries));
}

/** Keys of a node's config that speak to us and not to the plugin. */
const nodeKeys: readonly string[] = [PLUGIN_INPUT, 'parallel'];

/** Objects are laid over each other key by key, so that a node can change one threshold; all else is replaced. */
function laidOver(below: ValueObject, over: ValueObject): ValueObject {
  const entries = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(over)) {
    const before = own(below, key);
    entries.set(key, isObject(before) && isObject(value) ? laidOver(before, value) : value);
  }
  return objectOf(entries);
}

/** The whole is `result`, and the keys of an object are outputs too. One with a key `result` names its outputs itself. */
function outputsOf(value: Value): PortValues {
  if (!isObject(value)) return portsOf([[OUTPUT, value]]);
  return portsOf([[OUTPUT, own(value, OUTPUT) ?? value], ...Object.entries(value)]);
}

/** What a plugin's `process` has returned, of what became its outputs. */
export function pluginResult(outputs: PortValues): Value {
  const { [OUTPUT]: whole = null, ...others } = outputs as ValueObject;
  const entries = Object.entries(others);
  if (entries.length === 0) return whole;
  const isWhole = isObject(whole) && entries.every(([name, value]) => own(whole, name) === value);
  return isWhole ? whole : (outputs as ValueObject);
}
