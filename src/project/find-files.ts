import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { message, type Message } from '../messages/message.ts';
import { fileProblem } from './file-problem.ts';
import { IgnoreFiles } from './ignore-files.ts';
import { nearestFile } from './nearest-file.ts';
import { pythonFlowOf } from './python-flow.ts';
import { unreadable } from './read-source.ts';
import { UsageError } from './usage-error.ts';
import { isCassettes } from './test-files.ts';

/** A file that may be a flow. */
export interface FoundFile {
  /** As the user would write it: relative to where the search began, unless a path was given otherwise. */
  readonly shown: string;
  readonly absolute: string;
  /** Named by the user, not merely found in a folder. */
  readonly named: boolean;
}

/** A folder of Python: a component or a plugin. */
export interface FoundFolder {
  readonly kind: 'component' | 'plugin';
  readonly absolute: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly folders: readonly FoundFolder[];
  /** Findings about folders that could not be read. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many files and folders a .bishengignore leaves out. */
  readonly leftOut: number;
}

export interface FindOptions {
  /** What a .bishengignore names is found all the same. */
  readonly all?: boolean;
}

const FLOW_FILE = /\.(ya?ml|json)$/i;
const kindOf: ReadonlyMap<string, FoundFolder['kind']> = new Map([
  ['component.py', 'component'],
  ['plugin.py', 'plugin'],
]);
/** Folders that hold nothing of the user's own; looked into only when they are named. */
const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.bisheng',
  '.bisheng-scaffold',
  '.venv',
  '__pycache__',
  'dist',
]);

/**
 * The files that paths stand for: files themselves, YAML and JSON files below folders, and those that a pattern
 * matches (for shells that leave patterns alone). Folders with a component.py or plugin.py, and these files when they
 * are named, stand for a component or a plugin. Each once, in the order of the paths and below a folder in that of the
 * names. What a .bishengignore names is left out, even where a path names it too: a hook gives the names of all changed
 * files. Throws UsageError for a path that does not exist and a pattern that matches nothing.
 */
export async function findFiles(
  paths: readonly string[],
  folder: string,
  { all = false }: FindOptions = {},
): Promise<FoundFiles> {
  const search = new Search(folder, all ? undefined : new IgnoreFiles());
  for (const given of paths) await search.add(given);
  return search;
}

/** What stands at a path; undefined where nothing does. Throws UsageError where that can't be seen. */
async function statOf(absolute: string, shown: string): Promise<Stats | undefined> {
  try {
    return await stat(absolute);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOOP') {
      throw new UsageError(fileProblem(error, shown));
    }
    return undefined;
  }
}

/** What flow Python builds shows only when it runs, and nothing is run to check. */
function builtByPython(given: string): UsageError {
  const values = { path: given };
  return new UsageError(message('path-python', values), message('path-python/hint', values));
}

class Search implements FoundFiles {
  readonly files: FoundFile[] = [];
  readonly folders: FoundFolder[] = [];
  readonly diagnostics: Diagnostic[] = [];
  leftOut = 0;
  readonly #folder: string;
  readonly #ignoreFiles: IgnoreFiles | undefined;
  readonly #seen = new Set<string>();
  /** Real paths of the folders looked into: links may lead in circles. */
  readonly #walked = new Set<string>();

  constructor(folder: string, ignoreFiles: IgnoreFiles | undefined) {
    this.#folder = folder;
    this.#ignoreFiles = ignoreFiles;
  }

  async add(given: string): Promise<void> {
    const absolute = path.resolve(this.#folder, given);
    // An empty path is no path to the working directory.
    const stats = given === '' ? undefined : await statOf(absolute, given);
    const python = pythonFlowOf(given);
    if (stats?.isDirectory()) await this.#walk(given, absolute, await realpath(absolute));
    else if (stats) {
      const leavesOut = await this.#ignoreFiles?.in(path.dirname(absolute));
      if (leavesOut?.(absolute, false)) {
        this.leftOut++;
        return;
      }
      if (this.#putPython(path.basename(given), path.dirname(absolute))) return;
      if (python) await this.#putModule(given, path.dirname(absolute));
      else this.#put({ shown: given, absolute, named: true });
    } else if (
      python?.className &&
      (await statOf(path.resolve(this.#folder, python.file), given))
    ) {
      throw builtByPython(given);
    } else await this.#match(given);
  }

  async #match(given: string): Promise<void> {
    const { default: picomatch } = await import('picomatch');
    const pattern = process.platform === 'win32' ? given.replaceAll('\\', '/') : given;
    const { base, isGlob } = picomatch.scan(pattern);
    if (!isGlob) {
      throw new UsageError(message('path-missing', { path: given }), await this.#meant(given));
    }
    const below = new Search(this.#folder, this.#ignoreFiles);
    const root = path.resolve(this.#folder, base);
    if ((await stat(root).catch(() => undefined))?.isDirectory()) {
      await below.#walk(base, root, await realpath(root));
    }
    const matches = picomatch(pattern);
    const found = below.files.filter(({ shown }) => matches(shown.replaceAll('\\', '/')));
    this.leftOut += below.leftOut;
    if (found.length + this.folders.length + below.leftOut === 0)
      throw new UsageError(message('pattern-missing', { path: given }));
    for (const file of found) this.#put(file);
    for (const python of below.folders) {
      const shown = path.relative(this.#folder, python.absolute).replaceAll('\\', '/');
      if (matches(shown)) this.#putFolder(python);
    }
    this.diagnostics.push(...below.diagnostics);
  }

  /** What somebody means who names a path that is not there: a flow by its name, or a file beside. */
  async #meant(given: string): Promise<Message | undefined> {
    const flow = path.join('flows', `${given}.yaml`);
    const stats = await stat(path.resolve(this.#folder, flow)).catch(() => undefined);
    if (stats?.isFile()) return message('did-you-mean', { name: flow });
    const directory = path.dirname(path.resolve(this.#folder, given));
    const beside = await readdir(directory).catch(() => []);
    const base = path.basename(given);
    // A link that leads nowhere is not meant by its own name.
    const near = nearestFile(
      base,
      beside.filter((name) => name !== base),
    );
    if (near === undefined) return undefined;
    return message('did-you-mean', { name: path.join(path.dirname(given), near) });
  }

  async #walk(shown: string, absolute: string, real: string): Promise<void> {
    if (this.#walked.has(real)) return;
    this.#walked.add(real);
    let entries: Dirent[];
    try {
      entries = await readdir(absolute, { withFileTypes: true });
    } catch (error) {
      this.diagnostics.push(unreadable(error, shown));
      return;
    }
    if ((await this.#ignoreFiles?.in(path.dirname(absolute)))?.(absolute, true)) {
      this.leftOut++;
      return;
    }
    const leavesOut = await this.#ignoreFiles?.in(absolute);
    // What else is in such a folder belongs to it.
    if (entries.some(({ name }) => this.#putPython(name, absolute))) return;
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const inner = path.join(absolute, entry.name);
      const innerShown = shown === '' ? entry.name : path.join(shown, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(inner).catch(() => undefined) : entry;
      if (kind?.isDirectory()) {
        if (SKIPPED.has(entry.name) || isCassettes(entry.name)) continue;
        const target = entry.isSymbolicLink() ? await realpath(inner) : path.join(real, entry.name);
        await this.#walk(innerShown, inner, target);
      } else if (kind?.isFile() && FLOW_FILE.test(entry.name)) {
        if (leavesOut?.(inner, false)) this.leftOut++;
        else this.#put({ shown: innerShown, absolute: inner, named: false });
      }
    }
  }

  /** A file of a component or plugin stands for all of it. Throws UsageError for one of neither. */
  async #putModule(given: string, folder: string): Promise<void> {
    const beside = await readdir(folder).catch(() => []);
    if (!beside.some((name) => this.#putPython(name, folder))) throw builtByPython(given);
  }

  /** Whether a file makes the folder that it is in a component's or a plugin's. */
  #putPython(name: string, folder: string): boolean {
    const kind = kindOf.get(name);
    if (kind) this.#putFolder({ kind, absolute: folder });
    return kind !== undefined;
  }

  #putFolder(folder: FoundFolder): void {
    if (this.folders.some(({ absolute }) => absolute === folder.absolute)) return;
    this.folders.push(folder);
  }

  #put(file: FoundFile): void {
    if (this.#seen.has(file.absolute)) return;
    this.#seen.add(file.absolute);
    this.files.push(file);
  }
}
