import path from 'node:path';
import type { Ignore } from 'ignore';
import { readRegularFile } from '../files/read-regular-file.ts';

/** Whether something below a folder is left out, by its absolute path. */
export type LeavesOut = (absolute: string, isFolder: boolean) => boolean;

const NAME = '.bishengignore';

/** What one file says of what is below its folder. */
interface Rules {
  readonly folder: string;
  readonly ignore: Ignore;
}

/**
 * The `.bishengignore` files that a folder and those around it have: what they name, in the syntax of .gitignore, is not
 * looked at. The file nearest to what it names counts.
 */
export class IgnoreFiles {
  readonly #byFolder = new Map<string, Promise<readonly Rules[]>>();

  /** What is left out in a folder; undefined where no file says anything. */
  async in(folder: string): Promise<LeavesOut | undefined> {
    const rules = await this.#rules(folder);
    if (rules.length === 0) return undefined;
    return (absolute, isFolder) => {
      for (const { folder: base, ignore } of rules) {
        const relative = path.relative(base, absolute).replaceAll('\\', '/');
        if (relative === '') continue;
        const { ignored, unignored } = ignore.test(isFolder ? `${relative}/` : relative);
        if (ignored || unignored) return ignored;
      }
      return false;
    };
  }

  /** The nearest first. */
  #rules(folder: string): Promise<readonly Rules[]> {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const found = this.#read(folder);
    this.#byFolder.set(folder, found);
    return found;
  }

  async #read(folder: string): Promise<readonly Rules[]> {
    const parent = path.dirname(folder);
    const around = parent === folder ? [] : await this.#rules(parent);
    const text = await readRegularFile(path.join(folder, NAME));
    if (text === undefined) return around;
    const { default: createIgnore } = await import('ignore');
    return [{ folder, ignore: createIgnore().add(text.replace(/^\uFEFF/, '')) }, ...around];
  }
}
