import { stat } from 'node:fs/promises';
import path from 'node:path';
import { findFiles } from './find-files.ts';
import { isTestFile } from './test-files.ts';

/** The files of a project's flows by their ids: their paths below `flows/` without endings. Absolute; in the order of the ids. */
export async function flowFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const flows = path.join(root, 'flows');
  const isFolder = (await stat(flows).catch(() => undefined))?.isDirectory() === true;
  const { files } = isFolder ? await findFiles([flows], root) : { files: [] };
  const found = new Map<string, string>();
  for (const { absolute } of files) {
    if (isTestFile(absolute)) continue;
    const below = path.relative(flows, absolute).replace(/\.[^.]*$/, '');
    const id = below.replaceAll(path.sep, '/');
    if (!found.has(id)) found.set(id, absolute);
  }
  return found;
}
