import path from 'node:path';
import { readTree } from '../flow/read/read.ts';
import { child, valueOf, type Tree } from '../flow/tree.ts';
import { isObject, own } from '../flow/value.ts';
import { PROJECT_FILE } from '../project/project-root.ts';
import { readSource } from '../project/read-source.ts';

/** The flows that answer where nobody names one. */
export interface Doors {
  /** For `/process`. */
  readonly process: string | undefined;
  /** For chat messages. */
  readonly chat: string | undefined;
}

/** What a project's bisheng.yaml says of them: `process: id` or `process: {flow: id}`, the same for `chat`. */
export async function readDoors(root: string): Promise<Doors> {
  const decoded = await readSource(path.join(root, PROJECT_FILE), PROJECT_FILE);
  const tree = 'source' in decoded ? readTree(decoded.source, () => undefined) : undefined;
  if (tree?.kind !== 'map') return { process: undefined, chat: undefined };
  return { process: flowIn(child(tree, 'process')), chat: flowIn(child(tree, 'chat')) };
}

function flowIn(tree: Tree | undefined): string | undefined {
  const value = tree && valueOf(tree);
  const flow = isObject(value) ? own(value, 'flow') : value;
  return typeof flow === 'string' ? flow : undefined;
}
