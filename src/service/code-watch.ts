import { stat } from 'node:fs/promises';
import path from 'node:path';
import { codeFiles, sourceFiles } from '../project/fingerprint/code-files.ts';
import type { OpenedProject } from '../project/projects.ts';
import { COMPONENTS, PLUGINS } from '../project/python-folders.ts';

/** Tells when the Python of a project is another than what its types were made of. */
export class CodeWatch {
  /** What was last seen of each file. */
  readonly #seen = new Map<string, string>();
  /** Those below the folders of components and plugins. */
  #own: readonly string[] = [];
  readonly #reached = new WeakMap<OpenedProject, readonly string[]>();

  /** Whether anything was changed since the last time, or since the project was opened. Never rejects. */
  async look(opened: OpenedProject): Promise<boolean> {
    const { root } = opened.project;
    const folders = [COMPONENTS, PLUGINS].map((name) => path.join(root, name));
    const own = (await sourceFiles(folders)) ?? [];
    const files = [...new Set([...own, ...(await this.#others(opened))])];
    const since = opened.types.grounds.opened();
    const changed = await Promise.all(files.map((file) => this.#isChanged(file, since)));
    const left = new Set(own);
    const isGone = this.#own.some((file) => !left.has(file));
    this.#own = own;
    return isGone || changed.includes(true);
  }

  async #isChanged(file: string, since: number): Promise<boolean> {
    const found = await stat(file).catch(() => undefined);
    const state = found ? `${found.ctimeMs} ${found.size} ${found.ino}` : '';
    const before = this.#seen.get(file);
    this.#seen.set(file, state);
    return before === undefined ? (found?.ctimeMs ?? 0) > since : before !== state;
  }

  /** What the project's own types import of it from elsewhere; none as long as nobody has read them. */
  async #others(opened: OpenedProject): Promise<readonly string[]> {
    const known = this.#reached.get(opened);
    if (known) return known;
    const types = opened.types.known;
    if (!types) return [];
    const { components, plugins } = types;
    const reached = [
      ...components.map(({ folder }) => folder.reached),
      ...plugins.flatMap(({ inspected }) => (inspected ? [inspected.reached] : [])),
    ];
    // Of what may import anything, all that there is.
    const isOpen = reached.some(({ open }) => open);
    const all = isOpen ? await codeFiles(undefined, opened.project.root, undefined) : [];
    const files = [...new Set([...reached.flatMap(({ files }) => files), ...(all ?? [])])];
    this.#reached.set(opened, files);
    return files;
  }
}
