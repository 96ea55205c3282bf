import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../../messages/message.ts';
import { openProject, type Project } from '../../project.ts';
import { projectRoot } from '../../project/project-root.ts';
import { ProjectTypes } from '../../project/components.ts';
import { componentFolders, PLUGINS } from '../../project/python-folders.ts';
import { UsageError } from '../../project/usage-error.ts';
import type { TakenNames } from '../../scaffold/check-name.ts';
import { speak, type Terminal } from '../terminal.ts';

/** Where something new is put. */
export interface Place {
  readonly project: Project;
  readonly types: ProjectTypes;
  /** Relative to the project, with `/`. */
  readonly folder: string;
}

/**
 * The project and the folder that something new goes into: `dir`, else `usual` of the project. A folder outside any
 * project is one itself. From here on the project's language is spoken.
 */
export async function findPlace(
  { dir, lang }: { readonly dir?: string | undefined; readonly lang?: string | undefined },
  usual: string,
  terminal: Terminal,
): Promise<Place> {
  const { folder: cwd, environment } = terminal;
  const target = dir === undefined ? undefined : path.resolve(cwd, dir);
  if (target !== undefined) await refuseFile(target, dir ?? '');
  const near = await projectRoot(target ?? cwd, cwd);
  const root = target === undefined || isBelow(target, near) ? near : target;
  const project = await openProject(root, { folder: cwd, environment, flags: { lang } });
  speak(terminal, project.settings.lang);
  const folder = target === undefined ? usual : path.relative(root, target);
  return {
    project,
    types: new ProjectTypes(project, cwd),
    folder: folder.replaceAll(path.sep, '/'),
  };
}

async function refuseFile(target: string, dir: string): Promise<void> {
  const stats = await stat(target).catch(() => undefined);
  if (stats && !stats.isDirectory()) throw new UsageError(message('scaffold-dir-file', { dir }));
}

function isBelow(target: string, root: string): boolean {
  const relative = path.relative(root, target);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** The names that are taken in a place. */
export async function takenNames({ project, types, folder }: Place): Promise<TakenNames> {
  const { root } = project;
  const names = (entries: readonly string[]): string[] => entries.map((it) => path.parse(it).name);
  const plugins = await readdir(path.join(root, PLUGINS)).catch(() => []);
  const components = (await componentFolders(root)).map((it) => path.basename(it));
  return {
    beside: names(await readdir(path.join(root, folder)).catch(() => [])),
    types: new Map([
      ...plugins.map((name) => [name, 'plugin'] as const),
      ...components.map((name) => [name, 'component'] as const),
      ...types.registry.names().map((name) => [name, 'built-in'] as const),
    ]),
  };
}
