import path from 'node:path';
import { message, type Message } from '../../messages/message.ts';
import { PLUGINS_FOLDER } from '../../plugins/discover.ts';
import { wantedByComponents } from '../../plugins/component-packages.ts';
import { wantsPackages, type Wanted } from '../../plugins/environment/environment.ts';
import { installEnvironment, type InstallResult } from '../../plugins/environment/install.ts';
import { LOCK_FILE } from '../../plugins/environment/lock-file.ts';
import { wantedBy } from '../../plugins/realm.ts';
import { COMPONENTS } from '../../project/python-folders.ts';
import { shownPath } from '../../project/shown-path.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { note, type Terminal } from '../terminal.ts';
import {
  pluginNamed,
  withPlugins,
  writeJson,
  type OpenedPlugins,
  type PluginOptions,
} from './open-plugins.ts';

/** The flags of `bisheng plugin install`, as written. */
export interface PluginInstallOptions extends PluginOptions {
  readonly findLinks?: readonly string[];
  /** False with `--no-index`. */
  readonly index: boolean;
  readonly upgrade?: boolean;
  readonly verbose?: boolean;
}

interface Installed {
  readonly wanted: Wanted;
  readonly result: InstallResult | { readonly status: 'none' };
}

/**
 * `bisheng plugin install`: puts what plugins need into environments of their own. Without names that are all plugins,
 * and the requirements of the components. What can't be installed does not keep the others from it.
 */
export function pluginInstall(
  names: readonly string[],
  options: PluginInstallOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withPlugins(options, terminal, async (opened) => {
    if (reportFindings(opened.diagnostics, terminal)) return exitCode.failed;
    const all = names.length === 0;
    const chosen = all ? opened.plugins : names.map((name) => pluginNamed(name, opened.plugins));
    const wanted: Wanted[] = [];
    let failed = false;
    for (const { plugin, diagnostics } of new Set(chosen)) {
      // What is wrong elsewhere does not matter to packages.
      if (plugin && !diagnostics.some(({ code }) => code === 'requirement-invalid')) {
        wanted.push(wantedBy(plugin));
      } else failed = reportFindings(diagnostics, terminal) || failed;
    }
    const components = await wantedByComponents(path.join(opened.project.root, COMPONENTS));
    if (all && wantsPackages(components)) wanted.push(components);
    const done: Installed[] = [];
    for (const one of wanted) done.push(await installOne(one, options, opened, terminal));
    if (options.json) writeJson(terminal, { results: done.map((one) => asJson(one, terminal)) });
    else if (done.length === 0 && !failed) {
      note(terminal, message('plugin-list/none', { folder: `${PLUGINS_FOLDER}/` }));
    }
    const bad = ['failed', 'no-tool'];
    failed ||= done.some(({ result }) => bad.includes(result.status));
    return failed ? exitCode.failed : exitCode.ok;
  });
}

async function installOne(
  wanted: Wanted,
  options: PluginInstallOptions,
  { project, realm: { python } }: OpenedPlugins,
  terminal: Terminal,
): Promise<Installed> {
  const name = wanted.owner;
  const tell = (text: Message): void => note(terminal, text);
  if (!wantsPackages(wanted)) {
    tell(message('install-none', { name }));
    return { wanted, result: { status: 'none' } };
  }
  const { findLinks = [], index, upgrade = false, verbose } = options;
  const result = await terminal.interrupt.guard((signal) =>
    installEnvironment(wanted, {
      root: project.root,
      python,
      environment: project.environment,
      findLinks: findLinks.map((place) =>
        /^[a-z][a-z\d+.-]+:/i.test(place) ? place : path.resolve(terminal.folder, place),
      ),
      noIndex: !index,
      upgrade,
      signal,
      waiting: ({ pid, host }) => tell(message('install-waiting', { pid, host })),
      started: (tool) => tell(message('install-started', { name, tool })),
      ...(verbose && { line: (text) => terminal.stderr.write(`${foreign(text)}\n`) }),
    }),
  );
  tellResult(wanted, result, python.executable, terminal);
  return { wanted, result };
}

function tellResult(
  { owner: name }: Wanted,
  result: InstallResult,
  python: string,
  terminal: Terminal,
): void {
  const tell = (text: Message): void => note(terminal, text);
  switch (result.status) {
    case 'installed':
      tell(message('install-done', { name, n: result.environment.packages.length }));
      break;
    case 'kept':
      tell(message('install-kept', { name }));
      break;
    case 'no-tool':
      tell(message('install-no-tool', { python }));
      tell(message('install-no-tool/hint'));
      break;
    case 'failed':
      tell(message('install-failed', { name }));
      for (const text of tellingLines(result.output)) {
        tell(message('install-failed/said', { tool: result.tool, text: foreign(text) }));
      }
      if (result.locked) tell(message('install-failed/hint-locked', { file: LOCK_FILE }));
  }
}

/** More lines of an installer are shown with `--verbose`. */
const SHOWN = 8;

/** The lines of an installer's output that say why it failed. */
function tellingLines(output: string): string[] {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  const first = lines.findIndex((line) => /^\s*(error|×)/i.test(line));
  return first < 0 ? lines.slice(-SHOWN) : lines.slice(first, first + SHOWN);
}

function asJson({ wanted, result }: Installed, { folder }: Terminal): object {
  const isThere = 'environment' in result;
  return {
    kind: wanted.kind,
    name: wanted.owner,
    status: result.status,
    folder: isThere ? shownPath(result.environment.path, folder) : null,
    packages: isThere ? result.environment.packages : [],
    ...(result.status === 'failed' && { output: result.output }),
  };
}
