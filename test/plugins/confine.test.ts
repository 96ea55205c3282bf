import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { sayIn } from '../../src/messages/message.ts';
import { confine, type ConfineOptions } from '../../src/plugins/confine.ts';
import { readManifest } from '../../src/plugins/manifest.ts';
import { pluginHome } from '../../src/plugins/plugin-rules.ts';
import type { Plugin } from '../../src/plugins/plugin.ts';
import { sandboxLevel } from '../../src/plugins/sandbox-level.ts';
import { trust } from '../../src/plugins/trust.ts';
import { sandboxEnvironment } from '../../src/python/sandbox-environment.ts';

let root: string;
let plugin: Plugin;
let environment: Record<string, string>;

beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-confine-')));
  const folder = path.join(root, 'plugins', 'it');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'plugin.py'), 'class It: pass');
  const source = new SourceFile('config.yaml', 'class_name: It\npermissions: [network]\n');
  const read = readManifest(source, { id: 'it', path: folder }, () => undefined);
  if (!read) throw new Error('no plugin');
  plugin = read;
  environment = { XDG_CONFIG_HOME: path.join(root, 'config'), APPDATA: path.join(root, 'config') };
});

afterEach(() => rm(root, { recursive: true, force: true }));

function decide(changed: Partial<ConfineOptions> = {}) {
  const home = pluginHome(root, plugin.id);
  return confine(plugin, {
    place: { project: root, environment: [], home, programs: '' },
    interpreter: 'python3',
    setting: 'on',
    environment,
    level: () => Promise.resolve({ level: 'none', reason: 'landlock' }),
    ...changed,
  });
}

describe('where the kernel enforces permissions', () => {
  const level = () => Promise.resolve({ level: 'kernel' } as const);

  it('a plugin runs under them, trusted or not, in CI or not', async () => {
    await trust(plugin.path, environment);
    for (const CI of ['', 'true']) {
      const decided = await decide({ level, environment: { ...environment, CI } });
      expect(decided).toMatchObject({ kind: 'run', sandbox: { plugin: 'it', network: true } });
    }
  });

  it('a cache folder that leads elsewhere is not given to it', async () => {
    const home = pluginHome(root, 'it');
    await mkdir(path.dirname(home), { recursive: true });
    await mkdir(path.join(root, 'secrets'));
    await symlink(path.join(root, 'secrets'), home);
    const decided = await decide({ level });
    expect(decided).toMatchObject({
      kind: 'refused',
      message: { key: 'sandbox-unavailable/link' },
    });
  });

  it('it runs without them only by the project’s word', async () => {
    expect(await decide({ level, setting: 'off' })).toEqual({ kind: 'run', sandbox: null });
  });
});

describe('where it does not', () => {
  async function refusal(changed: Partial<ConfineOptions> = {}): Promise<string[]> {
    const decided = await decide(changed);
    if (decided.kind === 'run') throw new Error('it runs');
    return [decided.message, decided.hint].map(sayIn('en'));
  }

  it('a plugin does not run, and it is said why and what to do', async () => {
    expect(await refusal()).toEqual([
      'Plugin “it” does not run: its permissions can’t be enforced here. The kernel has no Landlock (Linux 5.13 or newer, switched on).',
      'If you know its code and trust it with this machine: bisheng plugin trust it',
    ]);
  });

  it('a trusted one runs until it changes', async () => {
    await trust(plugin.path, environment);
    expect(await decide()).toEqual({ kind: 'run', sandbox: null });
    await writeFile(path.join(plugin.path, 'plugin.py'), 'class It: 1');
    expect((await refusal())[0]).toContain('it has changed since it was trusted');
  });

  it('trust does not count in CI; the project’s word does', async () => {
    await trust(plugin.path, environment);
    const inCi = { environment: { ...environment, CI: 'true' } };
    expect((await refusal(inCi))[1]).toContain('sandbox: "off"');
    expect(await decide({ ...inCi, setting: 'off' })).toEqual({ kind: 'run', sandbox: null });
  });
});

it('a Python that does not start enforces nothing', async () => {
  const reason = process.platform === 'linux' ? 'python' : 'platform';
  expect(await sandboxLevel(path.join(root, 'no-python'))).toEqual({ level: 'none', reason });
});

it('a sandboxed process gets of the environment what it is granted', () => {
  const given = {
    PATH: '/bin',
    LANG: 'zh_CN.UTF-8',
    HOME: '/root',
    SECRET: 'x',
    API_KEY: 'k',
    PYTHONPATH: '/x',
  };
  expect(
    sandboxEnvironment({ home: '/cache', env: ['API_KEY', 'NOT_SET', 'HOME'] }, given),
  ).toEqual({
    PATH: '/bin',
    LANG: 'zh_CN.UTF-8',
    API_KEY: 'k',
    HOME: '/cache',
    TMPDIR: '/cache',
  });
});
