import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { child, type Tree } from '../flow/tree.ts';
import { message } from '../messages/message.ts';
import { checkCode } from '../plugins/check-code.ts';
import { discoverPlugins, readPluginFolders } from '../plugins/discover.ts';
import { readManifest } from '../plugins/manifest.ts';
import type { Plugin, PluginFolder } from '../plugins/plugin.ts';
import { missingPlaces } from '../plugins/plugin-rules.ts';
import { pythonDiagnostics } from '../python/findings.ts';
import type { InspectedFolder, Inspection } from '../python/inspection.ts';
import { PythonFailure, type PythonWorkers } from '../python/instance.ts';
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
  /** The project's folder. */
  readonly root: string;
  /** The working directory: paths are shown relative to it. */
  readonly folder: string;
  /** Where programs are looked for: the folders of `PATH`. */
  readonly programs: string;
  readonly inspect: PythonWorkers['inspect'];
}

/** The plugins below a project's plugins/, by id. Nothing of them is run. */
export async function readPlugins(options: ReadPluginsOptions): Promise<ProjectPlugins> {
  const { root, folder } = options;
  const show = (absolute: string): string => shownPath(absolute, folder);
  return readAll(await discoverPlugins(root, show), options, show);
}

/** The plugins of folders anywhere. Nothing of them is run. */
export async function readPluginsIn(
  folders: readonly string[],
  options: ReadPluginsOptions,
): Promise<ProjectPlugins> {
  const show = (absolute: string): string => shownPath(absolute, options.folder);
  return readAll(await readPluginFolders(folders, show), options, show);
}

async function readAll(
  folders: readonly PluginFolder[],
  options: ReadPluginsOptions,
  show: (absolute: string) => string,
): Promise<ProjectPlugins> {
  const { inspect } = options;
  const paths = folders.filter(({ hasCode }) => hasCode).map(({ path }) => path);
  const asked = paths.map((at) => ({ kind: 'plugin' as const, path: at }));
  const diagnostics: Diagnostic[] = [];
  let inspection: Inspection = { folders: [] };
  if (asked.length > 0) {
    try {
      inspection = await inspect(asked);
    } catch (error) {
      if (!(error instanceof PythonFailure)) throw error;
      diagnostics.push(await pythonDiagnostic(error));
    }
  }
  const plugins = await Promise.all(
    folders.map((found) => {
      const inspected = inspection.folders.find(({ path }) => path === found.path);
      return readPlugin(found, inspected, show, options);
    }),
  );
  return { plugins, diagnostics };
}

async function readPlugin(
  { id, path, source, hasCode, diagnostics: found }: PluginFolder,
  inspected: InspectedFolder | undefined,
  show: (absolute: string) => string,
  { root, programs }: ReadPluginsOptions,
): Promise<ProjectPlugin> {
  const diagnostics = [...found];
  const report = (finding: Diagnostic): void => void diagnostics.push(finding);
  const plugin = source && readManifest(source, { id, path }, report);
  if (inspected) {
    if (plugin) checkCode(plugin, inspected, report);
    diagnostics.push(...pythonDiagnostics(inspected.findings, show));
  }
  if (plugin) await checkPlaces(plugin, { project: root, programs }, report);
  return { id, path, plugin: hasCode ? plugin : undefined, inspected, diagnostics };
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
