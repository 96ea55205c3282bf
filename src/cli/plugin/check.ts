import { inSourceOrder } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import { PLUGINS_FOLDER } from '../../plugins/discover.ts';
import { jsonDiagnostics } from '../../reporters/diagnostics/json-diagnostics.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { note, type Terminal } from '../terminal.ts';
import { pluginNamed, withPlugins, type PluginOptions } from './open-plugins.ts';

/** `bisheng plugin check`: what is wrong with the config.yaml and the code of plugins; nothing of them is run. */
export function pluginCheck(
  names: readonly string[],
  options: PluginOptions & { readonly strict?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  return withPlugins(options, terminal, ({ plugins, diagnostics }) => {
    const checked = names.length > 0 ? names.map((name) => pluginNamed(name, plugins)) : plugins;
    const found = inSourceOrder([
      ...diagnostics,
      ...checked.flatMap((plugin) => plugin.diagnostics),
    ]);
    const files = checked.length;
    if (options.json) {
      terminal.stdout.write(jsonDiagnostics(found, { files, say: terminal.say }));
    } else if (found.length > 0) {
      reportFindings(found, terminal);
    } else if (files === 0) {
      note(terminal, message('plugin-list/none', { folder: `${PLUGINS_FOLDER}/` }));
    } else {
      note(terminal, message('plugin-check/fine', { n: files }));
    }
    const counted = options.strict ? ['error', 'warning'] : ['error'];
    const isBad = found.some(({ severity }) => counted.includes(severity));
    return isBad ? exitCode.failed : exitCode.ok;
  });
}
