import { nearest } from '../../diagnostics/nearest.ts';
import { message } from '../../messages/message.ts';
import { PLUGINS_FOLDER } from '../../plugins/discover.ts';
import type { RealmOptions } from '../../plugins/realm.ts';
import type { Project } from '../../project.ts';
import { readPlugins, type ProjectPlugin, type ProjectPlugins } from '../../project/plugins.ts';
import { pythonDiagnostic } from '../../project/python-diagnostic.ts';
import { ProjectPython } from '../../project/python-realm.ts';
import { UsageError } from '../../project/usage-error.ts';
import { PythonFailure } from '../../python/instance.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { ownProject } from '../own-project.ts';
import type { Terminal } from '../terminal.ts';

/** The flags that all commands of plugins have. */
export interface PluginOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/** A project whose plugins have been read. */
export interface OpenedPlugins extends ProjectPlugins {
  readonly project: Project;
  readonly python: ProjectPython;
  readonly realm: RealmOptions;
}

/** Opens the project of the working directory and reads its plugins; processes are ended at the end. */
export async function withPlugins(
  flags: { readonly lang?: string; readonly timeout?: string },
  terminal: Terminal,
  use: (opened: OpenedPlugins) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  const { lang, timeout } = flags;
  const project = await ownProject({ lang, timeout }, terminal);
  if (reportFindings(project.diagnostics, terminal)) return exitCode.failed;
  const { folder } = terminal;
  const { settings, root } = project;
  let python: ProjectPython | undefined;
  try {
    python = await ProjectPython.open(project);
    const read = await readPlugins({ project, folder, python });
    const realm = {
      root,
      python: python.interpreter,
      environment: project.environment,
      setting: settings.sandbox,
    };
    return await use({ ...read, project, python, realm });
  } catch (error) {
    if (!(error instanceof PythonFailure)) throw error;
    reportFindings([await pythonDiagnostic(error)], terminal);
    return exitCode.failed;
  } finally {
    await python?.close();
  }
}

/** The plugin of a name: its folder's, or the one in its config.yaml. Throws UsageError where there is none. */
export function pluginNamed(name: string, plugins: readonly ProjectPlugin[]): ProjectPlugin {
  const found =
    plugins.find(({ id }) => id === name) ?? plugins.find(({ plugin }) => plugin?.name === name);
  if (found) return found;
  const known = plugins.map(({ id }) => id);
  const near = nearest(name, [...known, ...plugins.flatMap(({ plugin }) => plugin?.name ?? [])]);
  const hint =
    near !== undefined
      ? message('did-you-mean', { name: near })
      : known.length > 0
        ? message('plugin-unknown/known', { known })
        : message('plugin-unknown/none', { folder: `${PLUGINS_FOLDER}/` });
  throw new UsageError(message('plugin-unknown', { name }), hint);
}

/** Whether something in a plugin keeps it from running. */
export function isBroken({ plugin, diagnostics }: ProjectPlugin): boolean {
  return plugin === undefined || diagnostics.some(({ severity }) => severity === 'error');
}

/** Writes the document of `--json`. */
export function writeJson({ stdout }: Terminal, content: object): void {
  stdout.write(`${JSON.stringify({ format_version: 1, ...content }, null, 2)}\n`);
}
