import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isCassettes, isTestFile } from './test-files.ts';

const FLOW_FILE = /\.(?:ya?ml|json)$/i;

/** The ids that files below a project's `flows/` have, whether they can be read or not. */
export async function flowNames(root: string): Promise<readonly string[]> {
  const found = await readdir(path.join(root, 'flows'), { recursive: true }).catch(() => []);
  return found
    .filter((name) => FLOW_FILE.test(name) && !isTestFile(name))
    .filter((name) => !path.dirname(name).split(path.sep).some(isCassettes))
    .map((name) => name.replace(FLOW_FILE, '').replaceAll(path.sep, '/'));
}
