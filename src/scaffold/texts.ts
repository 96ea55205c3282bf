import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScaffoldTexts } from './planned-file.ts';

/** The folder `scaffolds/` that the program was shipped with: some levels above, in the sources as in the package. */
export function scaffoldsFolder(): string {
  for (let at = path.dirname(fileURLToPath(import.meta.url)); ; at = path.dirname(at)) {
    const folder = path.join(at, 'scaffolds');
    if (existsSync(path.join(folder, 'component', 'basic.py'))) return folder;
    if (path.dirname(at) === at) throw new Error('scaffolds/ is missing');
  }
}

/** The texts of a folder with scaffolds. */
export async function readScaffoldTexts(folder: string): Promise<ScaffoldTexts> {
  const texts = new Map<string, string>();
  const walk = async (inner: string): Promise<void> => {
    for (const entry of await readdir(path.join(folder, inner), { withFileTypes: true })) {
      const name = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory()) await walk(name);
      else texts.set(name, await readFile(path.join(folder, name), 'utf8'));
    }
  };
  await walk('');
  return texts;
}
