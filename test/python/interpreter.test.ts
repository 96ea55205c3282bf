import { execFileSync } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { findInterpreter } from '../../src/python/interpreter.ts';
import { noPython } from './python-project.ts';

describe.skipIf(noPython ?? process.platform === 'win32')(
  `which Python (${noPython ?? 'with Python'})`,
  async () => {
    const root = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-interpreter-')));
    afterAll(() => rm(root, { recursive: true, force: true }));
    const real = (await findInterpreter({ project: root, env: process.env })).executable;
    let count = 0;
    let project: string;
    let env: NodeJS.ProcessEnv;
    beforeEach(async () => {
      project = path.join(root, String(++count));
      await mkdir(path.join(project, 'bin'), { recursive: true });
      env = { PATH: path.join(project, 'bin'), XDG_CACHE_HOME: path.join(project, 'cache') };
    });

    /** A program in the project's bin that counts its runs and then does something. */
    async function shim(name: string, line: string): Promise<string> {
      const file = path.join(project, 'bin', name);
      await writeFile(file, `#!/bin/sh\necho run >> "${project}/runs"\n${line}\n`);
      await chmod(file, 0o755);
      return file;
    }
    const runs = async () =>
      (await readFile(path.join(project, 'runs'), 'utf8')).split('\n').length - 1;

    test('the real program behind a shim, which is asked once', async () => {
      const file = await shim('python3', `exec "${real}" "$@"`);
      expect((await findInterpreter({ project, env })).executable).toBe(real);
      expect((await findInterpreter({ project, env })).executable).toBe(real);
      expect(await runs()).toBe(1);
      await utimes(file, 1, 1);
      await findInterpreter({ project, env });
      expect(await runs()).toBe(2);
      await writeFile(path.join(project, '.python-version'), '3.12\n');
      await findInterpreter({ project, env });
      expect(await runs()).toBe(3);
      await findInterpreter({ project, env: { ...env, PYENV_VERSION: '3.9' } });
      expect(await runs()).toBe(4);
    });

    test('a broken cache is none', async () => {
      await shim('python3', `exec "${real}" "$@"`);
      await mkdir(path.join(project, 'cache', 'bisheng-cli'), { recursive: true });
      const file = path.join(project, 'cache', 'bisheng-cli', 'interpreters.json');
      await writeFile(file, '[{');
      expect((await findInterpreter({ project, env })).executable).toBe(real);
      await rm(file);
      execFileSync('mkfifo', [file]);
      expect((await findInterpreter({ project, env })).executable).toBe(real);
    });

    test('the project’s environment comes before python3, the setting before it, the variable first', async () => {
      await shim('python3', 'exit 1');
      await mkdir(path.join(project, '.venv', 'bin'), { recursive: true });
      const own = path.join(project, '.venv', 'bin', 'python');
      await symlink(real, own);
      expect((await findInterpreter({ project, env })).executable).toBe(own);
      await symlink(real, path.join(project, 'bin', 'other'));
      const setting = 'bin/other';
      const other = path.join(project, 'bin', 'other');
      expect((await findInterpreter({ project, env, setting })).executable).toBe(other);
      const named = { ...env, BISHENG_PYTHON: real };
      expect((await findInterpreter({ project, env: named, setting })).executable).toBe(real);
    });

    test.skipIf(process.platform !== 'linux')(
      'a cache folder that can never be is no harm',
      async () => {
        const nowhere = { ...env, XDG_CACHE_HOME: '/proc/self/cache' };
        await shim('other', `echo ${real}; echo 3.12.1`);
        const found = await findInterpreter({ project, env: nowhere, setting: 'other' });
        expect(found.executable).toBe(real);
      },
    );

    test('what is no Python, too old, or missing is said', async () => {
      const fails = (search: { setting?: string }) =>
        expect(findInterpreter({ project, env, ...search })).rejects;
      await fails({}).toMatchObject({ code: 'python-missing' });
      await fails({ setting: 'bin/none' }).toMatchObject({ key: 'python-broken/absent' });
      await shim('broken', 'echo "what a mess" >&2; exit 3');
      await fails({ setting: 'broken' }).toMatchObject({
        code: 'python-broken',
        values: { text: 'what a mess' },
      });
      await shim('old', 'echo /usr/bin/python2; echo 2.7.18');
      await fails({ setting: 'old' }).toMatchObject({
        code: 'python-too-old',
        values: { version: '2.7.18' },
      });
    });
  },
);
