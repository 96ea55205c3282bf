import { watch } from 'chokidar';
import path from 'node:path';
import { shownPath } from '../../project/shown-path.ts';

/** Milliseconds: an editor or git writes several files at once. */
const SETTLE = 100;
/** What nothing depends on, and what may be written by what is done after a change. */
const IGNORED = /^(?:node_modules|\.git|\.bisheng|\.bisheng-scaffold|\.venv|__pycache__|dist)$/;

/** Files that change, as they are told one after the other. */
export interface ProjectChanges {
  /** Waits until something has changed and nothing more does; gives the files as the user would write them. */
  next(): Promise<string[]>;
  close(): Promise<void>;
}

/** Watches folders (absolute); `folder` is the working directory. */
export async function projectChanges(
  roots: readonly string[],
  folder: string,
): Promise<ProjectChanges> {
  const changes = new Changes();
  const watcher = watch([...roots], {
    ignoreInitial: true,
    ignored: (file) => IGNORED.test(path.basename(file)),
  });
  watcher.on('all', (_, file) => changes.add(shownPath(file, folder)));
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return { next: () => changes.next(), close: () => watcher.close() };
}

/** Files that have changed since somebody asked last. */
class Changes {
  #files = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;

  add(file: string): void {
    this.#files.add(file);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#wake?.();
    }, SETTLE);
  }

  async next(): Promise<string[]> {
    if (this.#files.size === 0 || this.#timer) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = undefined;
    }
    const files = [...this.#files].sort();
    this.#files = new Set();
    return files;
  }
}
