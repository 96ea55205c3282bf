import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { nearest } from '../diagnostics/nearest.ts';
import { message, type Language, type Message } from '../messages/message.ts';
import { fileProblem, isNoFile } from './file-problem.ts';
import type { FoundFile } from './find-files.ts';
import { flowFiles } from './flow-ids.ts';
import { nearestFile } from './nearest-file.ts';
import { shownPath } from './shown-path.ts';
import { templateFiles, templateNamed } from './template-files.ts';
import { UsageError } from './usage-error.ts';

const ENDINGS = ['.yaml', '.yml', '.json'];
/** More names than this are no help in a message. */
const SHOWN_NAMES = 12;

/** A flow's file. */
export interface FoundFlow extends FoundFile {
  /** It comes with the tool: what it needs is the project's of the working directory. */
  readonly shipped?: boolean;
}

/**
 * The file of the flow that somebody calls `name`: a path; the path below the project's `flows/` without its ending; the
 * name of a template of the project, else of the tool, in the language that is spoken if there are several. `folder` is
 * the working directory, `root` the project. Throws UsageError where there is none.
 */
export async function findFlow(
  name: string,
  folder: string,
  root: string,
  language: () => Promise<Language>,
): Promise<FoundFlow> {
  // An empty name is no path to the working directory.
  const direct = name === '' ? undefined : await fileAt(path.resolve(folder, name), name);
  if (typeof direct === 'object') return direct;
  const byName = await flowNamed(name, folder, root);
  if (byName) return byName;
  const templates = await templateFiles(root);
  const isTemplate = templates.some(({ id, name: short }) => id === name || short === name);
  const template = isTemplate ? templateNamed(name, templates, await language()) : undefined;
  if (template) {
    const { absolute, shipped } = template;
    return { shown: shownPath(absolute, folder), absolute, named: true, shipped };
  }
  if (direct === 'folder') {
    const inside = name.replace(/[/\\]+$/, '');
    throw new UsageError(
      message('flow-folder', { name }),
      message('flow-folder/hint', { name: inside }),
    );
  }
  throw new UsageError(message('flow-missing', { name }), await suggestion(name, folder, root));
}

async function flowNamed(
  name: string,
  folder: string,
  root: string,
): Promise<FoundFile | undefined> {
  const flows = path.join(root, 'flows');
  for (const ending of ENDINGS) {
    const absolute = path.join(flows, `${name}${ending}`);
    // A name with `..` in it is a path, and no such file is there.
    if (!absolute.startsWith(flows + path.sep)) return undefined;
    const found = await fileAt(absolute, shownPath(absolute, folder));
    if (typeof found === 'object') return found;
  }
  return undefined;
}

async function fileAt(absolute: string, shown: string): Promise<FoundFile | 'folder' | undefined> {
  try {
    const stats = await stat(absolute);
    return stats.isDirectory() ? 'folder' : { shown, absolute, named: true };
  } catch (error) {
    if (isNoFile(error)) return undefined;
    throw new UsageError(fileProblem(error, shown));
  }
}

/** The ids of a project's flows: their paths below `flows/` without the endings. */
export async function flowIds(root: string): Promise<string[]> {
  return [...(await flowFiles(root)).keys()];
}

async function suggestion(name: string, folder: string, root: string): Promise<Message> {
  const directory = path.dirname(path.resolve(folder, name));
  const beside = await readdir(directory).catch(() => [] as string[]);
  const files = beside.filter((file) => ENDINGS.includes(path.extname(file)));
  const base = path.basename(name);
  const near = files.find((file) => path.parse(file).name === base) ?? nearestFile(base, files);
  if (near !== undefined) {
    return message('did-you-mean', { name: path.join(path.dirname(name), near) });
  }
  const ids = await flowIds(root);
  const templates = (await templateFiles(root)).flatMap(({ id, name: short }) => [short, id]);
  const ending = path.extname(name);
  const plain = ENDINGS.includes(ending) ? name.slice(0, -ending.length) : name;
  const id = nearest(plain, [...ids, ...templates]);
  if (id !== undefined) return message('did-you-mean', { name: id });
  if (ids.length === 0) return message('flow-missing/hint-file');
  const known = ids.length > SHOWN_NAMES ? [...ids.slice(0, SHOWN_NAMES), '…'] : ids;
  return message('flow-missing/hint', { known });
}
