import { pluginRealm } from '../../plugins/realm.ts';
import { sandboxLevel } from '../../plugins/sandbox-level.ts';
import type { ProjectPlugin } from '../../project/plugins.ts';
import type { SandboxLevel } from '../../python/sandbox-rules.ts';
import { isBroken, type OpenedPlugins } from './open-plugins.ts';

/** Whether a plugin can run as things are, and what to do if not. */
export type PluginState = 'ready' | 'needs-install' | 'needs-trust' | 'broken';

/** How a plugin's permissions are enforced; `off` where the project does without. */
export type ShownLevel = SandboxLevel | 'off';

/** The state of a plugin. */
export async function stateOf(found: ProjectPlugin, opened: OpenedPlugins): Promise<PluginState> {
  const { plugin } = found;
  if (!plugin || isBroken(found)) return 'broken';
  const realm = await pluginRealm(plugin, opened.realm);
  if (!('code' in realm)) return 'ready';
  return realm.code === 'plugin-not-installed' ? 'needs-install' : 'needs-trust';
}

/** The level of this project on this machine. */
export async function levelOf({ project, realm }: OpenedPlugins): Promise<ShownLevel> {
  if (project.settings.sandbox === 'off') return 'off';
  return (await sandboxLevel(realm.python.executable)).level;
}
