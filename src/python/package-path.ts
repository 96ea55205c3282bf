import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

let found: string | undefined;

/**
 * The folder `python/` that ships with the tool and holds the Python package `bisheng`: looked for from this module
 * upwards, so that it is the same for the sources, the bundle and the installed package.
 */
export function packagePath(): string {
  if (found !== undefined) return found;
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'python', 'bisheng', '__init__.py'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('The folder "python" of this program is missing.');
    folder = parent;
  }
  found = path.join(folder, 'python');
  return found;
}
