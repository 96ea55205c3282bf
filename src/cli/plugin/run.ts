import path from 'node:path';
import { createPluginType, pluginConfig, PLUGIN_INPUT } from '../../components/plugin-component.ts';
import type { ComponentTypes } from '../../engine/component.ts';
import { parseJson } from '../../flow/json.ts';
import { decodeSource, type Decoded } from '../../flow/read/decode.ts';
import { objectOf, own, type Value } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import { runBasis } from '../../project/flow-to-run.ts';
import { loadFlow } from '../../project/load-flow.ts';
import { planTree } from '../../project/plan-tree.ts';
import { UsageError } from '../../project/usage-error.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { readPair } from '../pair.ts';
import { codeOf, runPlan } from '../run-plan.ts';
import type { OutputFormat } from '../run-reporters.ts';
import type { Terminal } from '../terminal.ts';
import { pluginNamed, withPlugins, type OpenedPlugins } from './open-plugins.ts';

/** The flags of `bisheng plugin run`, as written. */
export interface PluginRunOptions {
  readonly input?: readonly string[];
  readonly config?: readonly string[];
  readonly output?: OutputFormat;
  readonly timeout?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly lang?: string;
}

/** `bisheng plugin run`: calls a plugin's `process` alone, as the only node of a flow. */
export function pluginRun(
  name: string,
  options: PluginRunOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withPlugins(options, terminal, async (opened) => {
    if (reportFindings(opened.diagnostics, terminal)) return exitCode.failed;
    const { plugin, diagnostics } = pluginNamed(name, opened.plugins);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (!plugin) {
      reportFindings(diagnostics, terminal);
      return exitCode.failed;
    }
    if (reportFindings(errors, terminal)) return exitCode.failed;
    const input = readInput(options.input ?? [], name);
    const config = readConfig(options.config ?? [], plugin);
    const configured = { ...plugin, config: pluginConfig(plugin, config) };
    return runAlone(configured, input, options, opened, terminal);
  });
}

/** A text is the whole input; pairs are the keys of an object, unless there is but one, `input_data`. */
function readInput(given: readonly string[], name: string): Value {
  const flag = '--input';
  const pairs = new Map<string, Value>();
  for (const text of given) {
    const pair = readPair(flag, text);
    const key = pair?.name ?? PLUGIN_INPUT;
    if (pairs.has(key)) throw new UsageError(message('pair-twice', { flag, name: key }));
    pairs.set(key, pair ? pair.value : text);
  }
  if (pairs.size === 0) {
    throw new UsageError(
      message('plugin-input-missing', { plugin: name }),
      message('plugin-input-missing/hint'),
    );
  }
  const whole = pairs.get(PLUGIN_INPUT);
  if (whole === undefined) return objectOf(pairs);
  if (pairs.size > 1) throw new UsageError(message('plugin-input-mixed', { name: PLUGIN_INPUT }));
  return whole;
}

/** A text becomes what config.yaml has there, if it can. */
function readConfig(given: readonly string[], { config }: Plugin): Record<string, Value> {
  const flag = '--config';
  const read = Object.create(null) as Record<string, Value>;
  for (const text of given) {
    const pair = readPair(flag, text);
    if (!pair) throw new UsageError(message('pair-missing', { flag, text }));
    const { name, value, typed } = pair;
    if (Object.hasOwn(read, name)) throw new UsageError(message('pair-twice', { flag, name }));
    read[name] = typed ? value : likeBefore(value, own(config, name));
  }
  return read;
}

function likeBefore(text: Value, before: Value = null): Value {
  if (typeof text !== 'string' || typeof before === 'string' || before === null) return text;
  const value = parseJson(text);
  const isAlike = typeof value === typeof before && Array.isArray(value) === Array.isArray(before);
  return value !== undefined && isAlike ? value : text;
}

async function runAlone(
  plugin: Plugin,
  input: Value,
  options: PluginRunOptions,
  { project, python }: OpenedPlugins,
  terminal: Terminal,
): Promise<ExitCode> {
  const type = createPluginType(plugin, () => python.plugin(plugin));
  const types: ComponentTypes = {
    get: (name) => (name === type.type ? type : undefined),
    names: () => [type.type],
    planned: () => false,
  };
  const { folder } = terminal;
  const { environment, root } = project;
  const loaded = await loadFlow(flowOf(type.type), path.join(root, 'x'), () => new Map(), {
    types,
    environment,
    folder,
    allowMissing: false,
  });
  // That nobody declares the input is as it should be.
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  if (reportFindings(errors, terminal) || !loaded.tree) return exitCode.failed;
  const run = {
    ...runBasis(project, types, root),
    output: options.output ?? 'text',
    level: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
    mayAsk: false,
  } as const;
  const inputs = objectOf([[PLUGIN_INPUT, input]]);
  return codeOf(await runPlan(planTree(loaded.tree), inputs, run, terminal));
}

/** A flow of nothing but the plugin, which gets the run's input. */
function flowOf(type: string): Decoded {
  const id = /^[A-Za-z][\w-]*$/.test(type) ? type : 'plugin';
  const node = { id, type, inputs: { [PLUGIN_INPUT]: PLUGIN_INPUT } };
  return decodeSource(type, Buffer.from(JSON.stringify({ name: type, nodes: [node] })));
}
