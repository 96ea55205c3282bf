import { toJson } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import { environmentOf } from '../../plugins/realm.ts';
import type { InstalledPackage } from '../../plugins/environment/environment.ts';
import { shownPath } from '../../project/shown-path.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { pluginNamed, withPlugins, writeJson, type PluginOptions } from './open-plugins.ts';
import { levelOf, stateOf, type PluginState, type ShownLevel } from './state.ts';

interface Facts {
  readonly plugin: Plugin;
  readonly state: PluginState;
  readonly level: ShownLevel;
  readonly packages: readonly InstalledPackage[];
}

/** `bisheng plugin info`: all there is to know of one plugin, and what is wrong with it. */
export function pluginInfo(
  name: string,
  options: PluginOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withPlugins(options, terminal, async (opened) => {
    if (reportFindings(opened.diagnostics, terminal)) return exitCode.failed;
    const found = pluginNamed(name, opened.plugins);
    const { plugin } = found;
    const hasErrors = (): boolean => reportFindings(found.diagnostics, terminal);
    if (!plugin) {
      hasErrors();
      return exitCode.failed;
    }
    const facts: Facts = {
      plugin,
      state: await stateOf(found, opened),
      level: await levelOf(opened),
      packages: (await environmentOf(plugin, opened.realm))?.packages ?? [],
    };
    if (options.json) writeJson(terminal, asJson(facts, terminal));
    else terminal.stdout.write(asText(facts, terminal));
    return hasErrors() ? exitCode.failed : exitCode.ok;
  });
}

function asText({ plugin, state, level, packages }: Facts, { say, folder }: Terminal): string {
  const words = (list: readonly string[]): string => list.map(foreign).join(', ');
  const rows = (
    [
      ['id', foreign(plugin.id)],
      ['name', foreign(plugin.name)],
      ['version', foreign(plugin.version ?? '')],
      ['description', foreign(plugin.description ?? '')],
      ['author', foreign(plugin.author ?? '')],
      ['class', foreign(plugin.className)],
      ['path', foreign(shownPath(plugin.path, folder))],
      ['state', say(message(`plugin-state/${state}`))],
      ['sandbox', say(message(`plugin-sandbox/${level}`))],
      ['permissions', words(plugin.permissions)],
      ['dependencies', words(plugin.dependencies.map(({ text }) => text))],
      ['packages', words(packages.map(({ name, version }) => `${name} ${version}`))],
      ['config', foreign(toJson(plugin.config))],
    ] as const
  ).map(([key, value]) => [
    say(message(`plugin-info/${key}`)),
    value === '' ? say(message('plugin-info/none')) : value,
  ]);
  return table(rows);
}

function asJson({ plugin, state, level, packages }: Facts, { folder }: Terminal): object {
  return {
    id: plugin.id,
    name: plugin.name,
    version: plugin.version,
    description: plugin.description,
    author: plugin.author,
    class_name: plugin.className,
    folder: shownPath(plugin.path, folder),
    state,
    sandbox: level,
    permissions: plugin.permissions,
    limits: plugin.limits,
    dependencies: plugin.dependencies.map(({ text }) => text),
    packages,
    config: JSON.parse(toJson(plugin.config)) as unknown,
  };
}
