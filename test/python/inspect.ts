import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { InspectedFolder, Inspection } from '../../src/python/inspection.ts';
import { root } from '../support/pages.ts';

const program = `
import json, sys
sys.path.insert(0, sys.argv[1])
from bisheng._inspect import inspect
print(json.dumps(inspect(json.load(sys.stdin))))
`;

/** What the static reading says of folders; plugins are those with a plugin.py. No installed packages are seen. */
export function inspectFolders(folders: readonly string[]): readonly InspectedFolder[] {
  const asked = folders.map((folder) => ({
    kind: existsSync(path.join(folder, 'plugin.py')) ? 'plugin' : 'component',
    path: folder,
  }));
  const python = process.env.BISHENG_PYTHON ?? 'python3';
  const text = execFileSync(
    python,
    ['-I', '-S', '-B', '-X', 'utf8', '-c', program, path.join(root, 'python')],
    {
      input: JSON.stringify(asked),
      encoding: 'utf8',
    },
  );
  return (JSON.parse(text) as Inspection).folders;
}
