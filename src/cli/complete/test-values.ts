import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { nodesIn, type NamedNode } from '../../flow/parse/nodes-in.ts';
import { readFlow, readTree } from '../../flow/read/read.ts';
import { child } from '../../flow/tree.ts';
import { findFiles } from '../../project/find-files.ts';
import { readSource } from '../../project/read-source.ts';
import { isTestFile, testedPath } from '../../project/test-files.ts';

/** Nobody waits for more at a key. */
const MOST_FILES = 200;
const ENDINGS = ['.yaml', '.yml', '.json'];

/** The names of the tests that paths mean, or of all below `root`. */
export async function testNames(
  paths: readonly string[],
  root: string,
  folder: string,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const file of await testFiles(paths, root, folder)) {
    const decoded = await readSource(file, file);
    const tree = 'source' in decoded && readTree(decoded.source, () => undefined);
    const list = tree && tree.kind === 'map' ? child(tree, 'tests') : undefined;
    for (const test of list?.kind === 'list' ? list.items : []) {
      const name = test.kind === 'map' ? child(test, 'name') : undefined;
      if (name?.kind === 'scalar') names.push(String(name.value));
    }
  }
  return [...new Set(names)];
}

/** The nodes of the flows that lie beside such tests. */
export async function testedNodes(
  paths: readonly string[],
  root: string,
  folder: string,
): Promise<readonly NamedNode[]> {
  const nodes = new Map<string, NamedNode>();
  for (const file of await testFiles(paths, root, folder)) {
    const flow = ENDINGS.map((ending) => testedPath(file) + ending).find((one) => existsSync(one));
    const decoded = flow === undefined ? undefined : await readSource(flow, flow);
    if (!decoded || !('source' in decoded)) continue;
    const tree = readFlow(decoded.source, () => undefined);
    for (const node of nodesIn(tree)) nodes.set(node.id, node);
  }
  return [...nodes.values()];
}

async function testFiles(
  paths: readonly string[],
  root: string,
  folder: string,
): Promise<readonly string[]> {
  const all = async (where: string): Promise<string[]> => {
    const { files } = await findFiles([where], folder);
    return files.flatMap(({ absolute }) => (isTestFile(absolute) ? absolute : []));
  };
  const found: string[] = [];
  for (const given of paths.length > 0 ? paths : [root]) {
    const absolute = path.resolve(folder, given);
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (stats?.isDirectory() || isTestFile(given)) found.push(...(await all(given)));
    else {
      // A flow, by its path or name.
      const name = path.basename(given).replace(/\.(?:ya?ml|json)$/i, '');
      const tests = await all(root);
      found.push(...tests.filter((file) => path.basename(testedPath(file)) === name));
    }
  }
  return [...new Set(found)].slice(0, MOST_FILES);
}
