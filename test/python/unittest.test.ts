import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, test } from 'vitest';
import { findInterpreter } from '../../src/python/interpreter.ts';
import { packagePath } from '../../src/python/package-path.ts';
import { noPython } from './python-project.ts';

/** What `unittests.py` says of a test. */
interface Said {
  readonly id: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly text: string;
}

/** The tests of the Python package, each shown as one of ours; another Python is named by BISHENG_PYTHON. */
async function unittests(what: 'list' | 'run'): Promise<Said[]> {
  const { executable } = await findInterpreter({ project: tmpdir(), env: process.env });
  const program = path.join(import.meta.dirname, 'unittests.py');
  const folder = path.join(packagePath(), 'tests');
  const { stdout } = await promisify(execFile)(executable, ['-B', program, what, folder], {
    env: { ...process.env, PYTHONPATH: packagePath(), PYTHONUTF8: '1' },
    maxBuffer: 1 << 26,
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Said);
}

const listed = noPython ? [] : await unittests('list');

describe.skipIf(noPython)(`python/tests (${noPython ?? 'with Python'})`, () => {
  let results: Said[] = [];
  beforeAll(async () => {
    results = await unittests('run');
  }, 300_000);

  for (const { id } of listed) {
    test(id, ({ skip }) => {
      const said = results.filter((result) => result.id === id);
      const [first] = said;
      const failed = said.find(({ outcome }) => outcome === 'failed');
      if (failed) throw new Error(failed.text);
      // A class that is skipped as a whole, or whose setUpClass failed, says nothing of its tests.
      const about = first ?? whole(results, id);
      if (about === undefined) throw new Error('it did not run');
      if (about.outcome === 'failed') throw new Error(about.text);
      if (about.outcome === 'skipped') skip(about.text);
    });
  }
});

/** What was said of a test's class. */
function whole(results: readonly Said[], id: string): Said | undefined {
  const name = id.slice(0, id.lastIndexOf('.'));
  return results.find((result) => result.id.includes(`(${name})`));
}
