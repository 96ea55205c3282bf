import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { inSourceOrder, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { pythonDiagnostics } from '../../src/python/findings.ts';
import { findingsIn } from '../flow/findings.ts';
import { inspectFolders } from '../python/inspect.ts';
import { root } from '../support/pages.ts';
import { readSituation, type Situation } from './situation.ts';

/** A text as a page shows it. */
export interface ShownFile {
  readonly name: string;
  readonly text: string;
}

/** What shows a code: a flow or a folder of Python with the mistake and without it, or a situation. */
export type Example =
  | {
      readonly kind: 'files';
      readonly wrong: readonly ShownFile[];
      readonly findings: readonly Diagnostic[];
      readonly right: readonly ShownFile[];
    }
  | { readonly kind: 'situation'; readonly situation: Situation };

const flows = path.join(root, 'test/flows');
const python = path.join(root, 'test/python');

/** What is found in the folders with mistakes, by name: one process of Python for all. */
const pythonFolders = new Map(
  inspectFolders(
    readdirSync(path.join(python, 'err'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => path.join(python, 'err', name)),
  ).map((folder) => [folder.id, folder]),
);

/** The example of a code, made of the tests' own files; undefined where there is none. */
export function exampleOf(code: string): Example | undefined {
  const wrong = path.join(flows, 'err', `${code}.yaml`);
  if (existsSync(wrong)) {
    const bytes = readFileSync(wrong);
    return {
      kind: 'files',
      wrong: [{ name: 'flow.yaml', text: bytes.toString('utf8').replaceAll('\0', '␀') }],
      findings: inSourceOrder(findingsIn(bytes)),
      right: filesAt(path.join(flows, 'right', `${code}.yaml`)),
    };
  }
  const inspected = pythonFolders.get(code);
  if (inspected) {
    return {
      kind: 'files',
      wrong: filesOf(inspected.path),
      findings: inSourceOrder(pythonDiagnostics(inspected.findings, (file) => path.basename(file))),
      right: filesOf(path.join(python, 'right', code)),
    };
  }
  const situation = readSituation(code);
  return situation && { kind: 'situation', situation };
}

function filesOf(folder: string): ShownFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => shown(path.join(folder, name), name));
}

/** Another test says what has no right example. */
function filesAt(file: string): ShownFile[] {
  return existsSync(file) ? [shown(file, 'flow.yaml')] : [];
}

function shown(file: string, name: string): ShownFile {
  return { name, text: readFileSync(file, 'utf8') };
}
