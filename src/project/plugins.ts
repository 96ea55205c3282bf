import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { child, type Tree } from '../flow/tree.ts';
import { message } from '../messages/message.ts';
import { checkCode } from '../plugins/check-code.ts';
import { discoverPlugins, readPluginFolders } from '../plugins/discover.ts';
import { readManifest } from '../plugins/manifest.ts';
import type { Plugin, PluginFolder } from '../plugins/plugin.ts';
import { environmentOf } from '../plugins/realm.ts';
import type { Environment } from '../plugins/environment/environment.ts';
import type { Project } from '../project.ts';
import type { ProjectPython } from './python-realm.ts';
import { missingPlaces } from '../plugins/plugin-rules.ts';
import { pythonDiagnostics } from '../python/findings.ts';
import type { InspectedFolder, Inspection } from '../python/inspection.ts';
import { PythonFailure } from '../python/instance.ts';
import { pythonDiagnostic } from './python-diagnostic.ts';
import { shownPath } from './shown-path.ts';

/** A plugin of a project, whatever state it is in. */
export interface ProjectPlugin {
  /** The folder's name. */
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  /** Undefined where config.yaml does not say which class it is, or one of its two files is missing. */
  readonly plugin: Plugin | undefined;
  /** What stands in plugin.py; undefined where that could not be read. */
  readonly inspected: InspectedFolder | undefined;
  /** What is wrong with its config.yaml and its code. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ProjectPlugins {
  readonly plugins: readonly ProjectPlugin[];
  /** What keeps all of them from being read: no Python, say. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadPluginsOptions {
  readonly project: Project;
  /** The working directory: paths are shown relative to it. */
  readonly folder: string;
  readonly python: Pick<ProjectPython, 'interpreter' | 'reader'>;
}

/** The plugins below a project's plugins/, by id. Nothing of them is run. */
export async function readPlugins(options: ReadPluginsOptions): Promise<ProjectPlugins> {
  const { project, folder } = options;
  const show = (absolute: string): string => shownPath(absolute, folder);
  return readAll(await discoverPlugins(project.root, show), options, show);
}

/** The plugins of folders anywhere. Nothing of them is run. */
export async function readPluginsIn(
  folders: readonly string[],
  options: ReadPluginsOptions,
): Promise<ProjectPlugins> {
  const show = (absolute: string): string => shownPath(absolute, options.folder);
  return readAll(await readPluginFolders(folders, show), options, show);
}

/** What is known of a plugin before its code is looked at. */
interface Declared {
  readonly folder: PluginFolder;
  readonly plugin: Plugin | undefined;
  /** Its environment; undefined where it needs none, null where it is not installed. */
  readonly environment: Environment | undefined | null;
  readonly diagnostics: Diagnostic[];
}

async function readAll(
  folders: readonly PluginFolder[],
  options: ReadPluginsOptions,
  show: (absolute: string) => string,
): Promise<ProjectPlugins> {
  const declared = await Promise.all(folders.map((folder) => readDeclared(folder, options)));
  const asked = declared.flatMap(({ folder: { hasCode, path }, environment }) => {
    const paths = environment ? [environment.path] : [];
    return hasCode ? [{ kind: 'plugin' as const, path, paths }] : [];
  });
  const diagnostics: Diagnostic[] = [];
  let inspection: Inspection = { folders: [] };
  if (asked.length > 0) {
    try {
      inspection = await options.python.reader.inspect(asked);
    } catch (error) {
      if (!(error instanceof PythonFailure)) throw error;
      diagnostics.push(await pythonDiagnostic(error));
    }
  }
  const plugins = declared.map((one) => {
    const inspected = inspection.folders.find(({ path }) => path === one.folder.path);
    return withCode(one, inspected, show);
  });
  return { plugins, diagnostics };
}

async function readDeclared(
  folder: PluginFolder,
  { project, python }: ReadPluginsOptions,
): Promise<Declared> {
  const { root, environment: variables } = project;
  const diagnostics = [...folder.diagnostics];
  const report = (finding: Diagnostic): void => void diagnostics.push(finding);
  const plugin = folder.source && readManifest(folder.source, folder, report);
  if (!plugin) return { folder, plugin, environment: undefined, diagnostics };
  const programs = variables.PATH ?? variables.Path ?? '';
  await checkPlaces(plugin, { project: root, programs }, report);
  const environment = await environmentOf(plugin, { root, python: python.interpreter });
  return { folder, plugin, environment, diagnostics };
}

function withCode(
  { folder: { id, path, hasCode }, plugin, environment, diagnostics }: Declared,
  inspected: InspectedFolder | undefined,
  show: (absolute: string) => string,
): ProjectPlugin {
  const all = [...diagnostics];
  if (inspected) {
    if (plugin) checkCode(plugin, inspected, (finding) => all.push(finding));
    // Before its packages are installed nobody can say which modules are missing.
    const known = inspected.findings.filter(
      ({ code }) => environment !== null || code !== 'import-missing',
    );
    all.push(...pythonDiagnostics(known, show));
  }
  return { id, path, plugin: hasCode ? plugin : undefined, inspected, diagnostics: all };
}

/** Permissions that give nothing because nothing is there. */
async function checkPlaces(
  plugin: Plugin,
  place: Parameters<typeof missingPlaces>[1],
  report: Report,
): Promise<void> {
  const list = child(plugin.manifest, 'permissions');
  const items: readonly Tree[] = list?.kind === 'list' ? list.items : [];
  for (const permission of await missingPlaces(plugin, place)) {
    const item = items.find((one) => one.kind === 'scalar' && one.value === permission);
    report({
      severity: 'warning',
      code: 'permission-missing-place',
      message: message('permission-missing-place', { permission, plugin: plugin.id }),
      location: item?.location ?? plugin.manifest.location,
      hint: message('permission-missing-place/hint'),
    });
  }
}
