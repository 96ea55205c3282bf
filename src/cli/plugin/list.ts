import { message } from '../../messages/message.ts';
import { PLUGINS_FOLDER } from '../../plugins/discover.ts';
import type { ProjectPlugin } from '../../project/plugins.ts';
import { shownPath } from '../../project/shown-path.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { table } from '../table.ts';
import { note, type Terminal } from '../terminal.ts';
import { withPlugins, writeJson, type PluginOptions } from './open-plugins.ts';
import { levelOf, stateOf, type PluginState, type ShownLevel } from './state.ts';

interface Listed {
  readonly found: ProjectPlugin;
  readonly state: PluginState;
}

/** `bisheng plugin list`: the plugins of the project, whether each can run, and how its permissions are enforced. */
export function pluginList(options: PluginOptions, terminal: Terminal): Promise<ExitCode> {
  return withPlugins(options, terminal, async (opened) => {
    if (reportFindings(opened.diagnostics, terminal)) return exitCode.failed;
    const level = await levelOf(opened);
    const listed = await Promise.all(
      opened.plugins.map(async (found) => ({ found, state: await stateOf(found, opened) })),
    );
    if (options.json) {
      writeJson(terminal, { plugins: listed.map((one) => asJson(one, level, terminal)) });
    } else if (listed.length === 0) {
      note(terminal, message('plugin-list/none', { folder: `${PLUGINS_FOLDER}/` }));
    } else {
      terminal.stdout.write(asTable(listed, level, terminal));
    }
    return exitCode.ok;
  });
}

function asTable(listed: readonly Listed[], level: ShownLevel, { say }: Terminal): string {
  const columns = ['id', 'version', 'state', 'sandbox', 'description'] as const;
  const heads = columns.map((column) => say(message(`plugin-list/${column}`)));
  const rows = listed.map(({ found: { id, plugin }, state }) => [
    foreign(id),
    foreign(plugin?.version ?? ''),
    say(message(`plugin-state/${state}`)),
    say(message(`plugin-sandbox/${level}`)),
    foreign(plugin?.description ?? ''),
  ]);
  return table([heads, ...rows]);
}

function asJson({ found, state }: Listed, level: ShownLevel, terminal: Terminal): object {
  const { id, plugin, diagnostics } = found;
  const count = (wanted: string): number =>
    diagnostics.filter(({ severity }) => severity === wanted).length;
  return {
    id,
    name: plugin?.name ?? null,
    version: plugin?.version ?? null,
    description: plugin?.description ?? null,
    folder: shownPath(found.path, terminal.folder),
    state,
    sandbox: level,
    errors: count('error'),
    warnings: count('warning'),
  };
}
