import { message, type Message } from '../messages/message.ts';
import type { SandboxRules } from '../python/sandbox-rules.ts';
import { confine, type ConfineOptions } from './confine.ts';
import {
  findEnvironment,
  wantsPackages,
  type Environment,
  type EnvironmentPython,
  type Wanted,
} from './environment/environment.ts';
import type { Plugin } from './plugin.ts';
import { pluginHome } from './plugin-rules.ts';

/** What a plugin's processes are started with: folders for `sys.path` and the rules of its sandbox (null: none). */
export interface PluginRealm {
  readonly paths: readonly string[];
  readonly sandbox: SandboxRules | null;
}

/** Why a plugin can't run as things are. */
export interface PluginRefusal {
  readonly code: 'plugin-not-installed' | 'sandbox-unavailable';
  readonly message: Message;
  readonly hint: Message;
}

export interface RealmOptions extends Pick<ConfineOptions, 'setting' | 'environment' | 'level'> {
  /** The project's folder. */
  readonly root: string;
  readonly python: EnvironmentPython;
}

/** The packages that a plugin needs. */
export function wantedBy({ id, dependencies }: Plugin): Wanted {
  const requirements = dependencies.map(({ text }) => text);
  return { kind: 'plugin', owner: id, requirements, files: [] };
}

/** The environment of a plugin: undefined where it needs none, null where it is not installed. */
export async function environmentOf(
  plugin: Plugin,
  { root, python }: Pick<RealmOptions, 'root' | 'python'>,
): Promise<Environment | undefined | null> {
  const wanted = wantedBy(plugin);
  if (!wantsPackages(wanted)) return undefined;
  return (await findEnvironment(root, wanted, python)) ?? null;
}

/** Where a plugin may run: with its own packages, under its own rules; or why it may not. Creates its cache folder. */
export async function pluginRealm(
  plugin: Plugin,
  options: RealmOptions,
): Promise<PluginRealm | PluginRefusal> {
  const { root, python, environment, setting, level } = options;
  const packages = await environmentOf(plugin, options);
  if (packages === null) {
    const names = plugin.dependencies.map(({ text }) => text);
    return {
      code: 'plugin-not-installed',
      message: message('plugin-not-installed', { plugin: plugin.id, packages: names }),
      hint: message('plugin-not-installed/hint', { plugin: plugin.id }),
    };
  }
  const paths = packages ? [packages.path] : [];
  const confinement = await confine(plugin, {
    place: {
      project: root,
      environment: paths,
      home: pluginHome(root, plugin.id),
      programs: environment.PATH ?? environment.Path ?? '',
    },
    interpreter: python.executable,
    setting,
    environment,
    ...(level && { level }),
  });
  if (confinement.kind === 'run') return { paths, sandbox: confinement.sandbox };
  const { message: text, hint } = confinement;
  return { code: 'sandbox-unavailable', message: text, hint };
}
