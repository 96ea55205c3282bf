import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReachedCode } from '../../python/inspection.ts';

/** What programs make again, what keeps versions, and what an editor has open. */
const PASSED_OVER =
  /^(?:__pycache__|\..*_cache|node_modules|\.venv|\.git|\.hg|\.svn|\.bisheng|\.DS_Store|\..*\.sw.)$/;
/** What only people read. */
const READ_ME = /^README(?:\..*)?\.md$/;
const IMPORTABLE = /\.(?:py|pyc|pyd|so)$/;
/** What they write beside it is no reason to begin anew. */
const SOURCE = /\.(?:py|pyd|so)$|^config\.ya?ml$|^requirements\.txt$/;
/** Looking at more takes longer than the work that it saves. */
const MOST = 20_000;

/**
 * The files that a component's or plugin's code is made of, absolute, by name: those of its folder, and those of the project
 * that it may import: `reached`, and where that is open or unknown all that Python can import below `root`. Links are followed.
 * Undefined where there are too many to look at. Never rejects.
 */
export async function codeFiles(
  folder: string | undefined,
  root: string,
  reached: ReachedCode | undefined,
): Promise<string[] | undefined> {
  const found = new FoundFiles();
  if (folder !== undefined) await found.addFolder(folder, () => true);
  for (const file of reached?.files ?? []) await found.add(file);
  if (reached?.open !== false) await found.addFolder(root, (name) => IMPORTABLE.test(name));
  return found.all();
}

/** The files below folders that say what components and plugins are. Undefined where there are too many to look at. Never rejects. */
export async function sourceFiles(folders: readonly string[]): Promise<string[] | undefined> {
  const found = new FoundFiles();
  for (const folder of folders) await found.addFolder(folder, (name) => SOURCE.test(name));
  return found.all();
}

class FoundFiles {
  readonly #files = new Set<string>();

  /** By the names under which they are found. Undefined: too many. */
  all(): string[] | undefined {
    return this.#files.size > MOST ? undefined : [...this.#files].sort();
  }

  async addFolder(
    folder: string,
    wanted: (name: string) => boolean,
    above: readonly string[] = [],
  ): Promise<void> {
    const real = await realpath(folder).catch(() => undefined);
    // A link to a folder that it is in.
    if (real === undefined || above.includes(real)) return;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (this.#files.size > MOST) return;
      if (PASSED_OVER.test(entry.name) || READ_ME.test(entry.name)) continue;
      const file = path.join(folder, entry.name);
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await isFolderAt(file)));
      if (isFolder) await this.addFolder(file, wanted, [...above, real]);
      else if (wanted(entry.name)) await this.add(file);
    }
  }

  async add(file: string): Promise<void> {
    const stats = await stat(file).catch(() => undefined);
    if (stats?.isFile() === true) this.#files.add(file);
  }
}

function isFolderAt(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
