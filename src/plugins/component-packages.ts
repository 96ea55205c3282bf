import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Wanted } from './environment/environment.ts';

const FILE = 'requirements.txt';

/**
 * The packages that a folder of components asks for: its own requirements.txt and those of the folders in it. They run
 * in the same processes and share one environment.
 */
export async function wantedByComponents(folder: string): Promise<Wanted> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => !entry.isFile()).map(({ name }) => name);
  const candidates = ['', ...names.sort()].map((name) => path.join(folder, name, FILE));
  const there = await Promise.all(candidates.map(isFile));
  return {
    kind: 'components',
    owner: path.basename(folder),
    requirements: [],
    files: candidates.filter((_, n) => there[n]),
  };
}

function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
