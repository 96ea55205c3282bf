import { execa } from 'execa';
import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  environmentsFolder,
  findEnvironment,
  type Environment,
  type EnvironmentPython,
  type Wanted,
} from '../../src/plugins/environment/environment.ts';
import {
  installEnvironment,
  type InstallOptions,
  type InstallResult,
} from '../../src/plugins/environment/install.ts';
import { buildWheels, testPython } from './wheels.ts';

let python: EnvironmentPython;
let wheels: string;

/** What the machine's own pip settings say must not reach these tests. */
const environment = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  PIP_CONFIG_FILE: '/dev/null',
};

beforeAll(async () => {
  python = await testPython();
  wheels = await buildWheels(await temporary(), [
    ['apple', '1.0'],
    ['apple', '2.0'],
    ['basket', '1.0', ['apple']],
  ]);
});

async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-install-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function wanted(owner: string, ...requirements: string[]): Wanted {
  return { kind: 'plugin', owner, requirements, files: [] };
}

function install(
  root: string,
  what: Wanted,
  options: Partial<InstallOptions> = {},
): Promise<InstallResult> {
  return installEnvironment(what, {
    root,
    python,
    environment,
    findLinks: [wheels],
    noIndex: true,
    ...options,
  });
}

async function installed(
  root: string,
  what: Wanted,
  options: Partial<InstallOptions> = {},
): Promise<Environment> {
  const result = await install(root, what, options);
  if (!('environment' in result)) throw new Error(JSON.stringify(result));
  return result.environment;
}

/** The version that Python finds with an environment on its path. */
async function imported(module: string, { path: folder }: Environment): Promise<string> {
  const code = `import sys; sys.path.insert(0, sys.argv[1]); import ${module}; print(${module}.VERSION)`;
  return (await execa(python.executable, ['-I', '-c', code, folder])).stdout;
}

async function lockFile(root: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(root, 'bisheng.lock'), 'utf8'));
}

describe('installing packages', () => {
  it('puts them and what they need into a folder that Python can use', async () => {
    const root = await temporary();
    const what = wanted('one', 'basket');
    const result = await install(root, what);
    expect(result.status).toBe('installed');
    const found = await findEnvironment(root, what, python);
    expect(found?.packages).toEqual([
      { name: 'apple', version: '2.0' },
      { name: 'basket', version: '1.0' },
    ]);
    expect(found && (await imported('apple', found))).toBe('2.0');
    // Nothing but the environment, its record and what keeps them out of version control.
    const names = await readdir(environmentsFolder(root));
    expect(names.filter((name) => !name.startsWith('one-'))).toEqual(['.gitignore']);
    expect(names).toHaveLength(3);
  });

  it('gives owners with conflicting needs each their own', async () => {
    const root = await temporary();
    const old = await installed(root, wanted('old', 'apple<2'));
    const fresh = await installed(root, wanted('new', 'apple>=2'));
    expect(await imported('apple', old)).toBe('1.0');
    expect(await imported('apple', fresh)).toBe('2.0');
  });

  it('keeps what is there, without asking any program', async () => {
    const root = await temporary();
    await installed(root, wanted('one', 'apple'));
    const nobody = { ...python, executable: '/nonexistent/python' };
    const result = await install(root, wanted('one', 'apple'), { python: nobody });
    expect(result.status).toBe('kept');
  });

  it('replaces an environment that fits no more, and takes the old one away', async () => {
    const root = await temporary();
    const old = await installed(root, wanted('one', 'apple<2'));
    await installed(root, wanted('one', 'apple'));
    expect(await findEnvironment(root, wanted('one', 'apple<2'), python)).toBeUndefined();
    await expect(access(old.path)).rejects.toThrow();
  });

  it('does not find an environment of another line of Python', async () => {
    const root = await temporary();
    await installed(root, wanted('one', 'apple'));
    const other = { ...python, version: '3.99.1' };
    expect(await findEnvironment(root, wanted('one', 'apple'), other)).toBeUndefined();
  });

  it('fails with what the installer says, and leaves the old one as it was', async () => {
    const root = await temporary();
    const old = await installed(root, wanted('one', 'apple'));
    const result = await install(root, wanted('one', 'apple', 'missing-package'));
    expect(result).toMatchObject({ status: 'failed', tool: 'pip', locked: false });
    expect('output' in result && result.output).toContain('missing-package');
    expect(await imported('apple', old)).toBe('2.0');
    expect(await readdir(environmentsFolder(root))).toHaveLength(3);
  });

  it('reads no option from a requirement', async () => {
    const root = await temporary();
    const result = await install(root, wanted('one', '--version'));
    expect(result.status).toBe('failed');
  });

  it('takes files of requirements for components', async () => {
    const root = await temporary();
    const file = path.join(root, 'requirements.txt');
    await writeFile(file, '# what we need\napple==1.0\n');
    const what: Wanted = {
      kind: 'components',
      owner: 'components',
      requirements: [],
      files: [file],
    };
    expect(await imported('apple', await installed(root, what))).toBe('1.0');
    await writeFile(file, 'apple==2.0\n');
    expect(await findEnvironment(root, what, python)).toBeUndefined();
  });
});

describe('the lock file', () => {
  it('fixes versions until the requirements change or an upgrade is asked for', async () => {
    const root = await temporary();
    await installed(root, wanted('one', 'apple'));
    const line = python.version.split('.').slice(0, 2).join('.');
    expect(await lockFile(root)).toEqual({
      format_version: 1,
      environments: {
        'plugins/one': { requirements: ['apple'], python: { [line]: ['apple==2.0'] } },
      },
    });
    const text = JSON.stringify(await lockFile(root)).replace('apple==2.0', 'apple==1.0');
    await writeFile(path.join(root, 'bisheng.lock'), text);
    await rm(path.join(root, '.bisheng'), { recursive: true });
    expect(await imported('apple', await installed(root, wanted('one', 'apple')))).toBe('1.0');
    // A version that is to be had no more is not replaced unasked.
    await rm(path.join(root, '.bisheng'), { recursive: true });
    await writeFile(path.join(root, 'bisheng.lock'), text.replace('apple==1.0', 'apple==0.5'));
    const gone = await install(root, wanted('one', 'apple'));
    expect(gone).toMatchObject({ status: 'failed', locked: true });
    const upgraded = await installed(root, wanted('one', 'apple'), { upgrade: true });
    expect(await imported('apple', upgraded)).toBe('2.0');
  });

  it('is written again where somebody took it away, and read over where it is none', async () => {
    const root = await temporary();
    await installed(root, wanted('one', 'apple'));
    await writeFile(path.join(root, 'bisheng.lock'), 'not JSON');
    await install(root, wanted('one', 'apple'));
    expect(await lockFile(root)).toHaveProperty(['environments', 'plugins/one']);
  });
});

describe('an install that does not end well', () => {
  it('is called off by its signal, and the next one clears up', async () => {
    const root = await temporary();
    const old = await installed(root, wanted('one', 'apple<2'));
    const abort = new AbortController();
    const done = install(root, wanted('one', 'apple'), {
      signal: abort.signal,
      started: () => abort.abort(new Error('called off')),
    });
    await expect(done).rejects.toThrow('called off');
    expect(await imported('apple', old)).toBe('1.0');
    const scratch = path.join(environmentsFolder(root), '.scratch-killed');
    await mkdir(path.join(scratch, 'packages'), { recursive: true });
    await installed(root, wanted('one', 'apple'));
    await expect(access(scratch)).rejects.toThrow();
  });

  it('leaves a lock that the next one sees through when its process is gone', async () => {
    const root = await temporary();
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.on('exit', resolve));
    await mkdir(environmentsFolder(root), { recursive: true });
    const lock = path.join(environmentsFolder(root), '.lock');
    await writeFile(lock, JSON.stringify({ pid: child.pid, host: hostname() }));
    await installed(root, wanted('one', 'apple'));
    await expect(access(lock)).rejects.toThrow();
  });
});

describe('two installs at once', () => {
  it('wait for each other: the second finds what the first has done', async () => {
    const root = await temporary();
    const waits: number[] = [];
    const both = ['a', 'b'].map(() =>
      install(root, wanted('one', 'apple'), { waiting: ({ pid }) => waits.push(pid) }),
    );
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual(['installed', 'kept']);
    expect(waits).toEqual([process.pid]);
  });
});
