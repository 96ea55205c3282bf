import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderHash, LinkOutOfFolder } from '../../src/plugins/folder-hash.ts';
import { distrust, isCi, trust, trustFile, trustState } from '../../src/plugins/trust.ts';

let root: string;
let plugin: string;
let environment: Record<string, string>;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'bisheng-trust-'));
  plugin = path.join(root, 'project', 'plugins', 'it');
  await mkdir(path.join(plugin, 'sub'), { recursive: true });
  await writeFile(path.join(plugin, 'plugin.py'), 'a');
  await writeFile(path.join(plugin, 'sub', 'b.py'), 'b');
  environment = {
    HOME: path.join(root, 'home'),
    XDG_CONFIG_HOME: path.join(root, 'config'),
    APPDATA: path.join(root, 'config'),
  };
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe('trust', () => {
  it('is not there before somebody gives it, and holds then', async () => {
    expect(await trustState(plugin, environment)).toBe('untrusted');
    expect(await trust(plugin, environment, () => new Date(0))).toBe(true);
    expect(await trustState(plugin, environment)).toBe('trusted');
  });

  it.each([
    ['a file changes', () => writeFile(path.join(plugin, 'sub', 'b.py'), 'c')],
    ['a file comes', () => writeFile(path.join(plugin, 'new.py'), '')],
    ['a file goes', () => rm(path.join(plugin, 'sub'), { recursive: true })],
    ['a link comes', () => symlink('plugin.py', path.join(plugin, 'link.py'))],
  ])('ends when %s', async (_, change) => {
    await trust(plugin, environment);
    await change();
    expect(await trustState(plugin, environment)).toBe('changed');
    await trust(plugin, environment);
    expect(await trustState(plugin, environment)).toBe('trusted');
  });

  it('is of this plugin only, and is kept beside that of others', async () => {
    const other = path.join(root, 'project', 'plugins', 'other');
    await mkdir(other);
    await writeFile(path.join(other, 'plugin.py'), 'a');
    await trust(plugin, environment);
    expect(await trustState(other, environment)).toBe('untrusted');
    await trust(other, environment);
    expect(await trustState(plugin, environment)).toBe('trusted');
  });

  it('can be taken back', async () => {
    await trust(plugin, environment);
    expect(await distrust(plugin, environment)).toBe(true);
    expect(await distrust(plugin, environment)).toBe(false);
    expect(await trustState(plugin, environment)).toBe('untrusted');
  });

  it('does not count in CI and is not given there', async () => {
    await trust(plugin, environment);
    expect(await trustState(plugin, { ...environment, CI: 'true' })).toBe('ci');
    expect(await trust(plugin, { ...environment, CI: '1' })).toBe(false);
  });

  it('stands outside of the project, for this user’s eyes', async () => {
    await trust(plugin, environment);
    const file = trustFile(environment);
    expect(file.startsWith(path.join(root, 'project'))).toBe(false);
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ format_version: 1 });
  });

  it.each(['', '[]', '{"plugins":7}', '{"plugins":[7,{"path":1}]}', '{'])(
    'is none where its file is %j',
    async (text) => {
      await mkdir(path.dirname(trustFile(environment)), { recursive: true });
      await writeFile(trustFile(environment), text);
      expect(await trustState(plugin, environment)).toBe('untrusted');
    },
  );
});

describe('the hash of a folder', () => {
  it('does not depend on where it is, nor on compiled files', async () => {
    const before = await folderHash(plugin);
    await mkdir(path.join(plugin, '__pycache__'));
    await writeFile(path.join(plugin, '__pycache__', 'plugin.pyc'), 'x');
    expect(await folderHash(plugin)).toBe(before);
  });

  it('tells one long file from two short ones', async () => {
    const [one, two] = [path.join(root, 'one'), path.join(root, 'two')];
    for (const folder of [one, two]) await mkdir(folder);
    await writeFile(path.join(one, 'a'), 'xb');
    await writeFile(path.join(two, 'a'), 'x');
    await writeFile(path.join(two, 'b'), '');
    expect(await folderHash(one)).not.toBe(await folderHash(two));
  });

  it.each(['/etc/passwd', '..', '../other/plugin.py', 'nowhere'])(
    'is refused for a link to %s',
    async (target) => {
      await symlink(target, path.join(plugin, 'out'));
      await expect(folderHash(plugin)).rejects.toThrow(LinkOutOfFolder);
      await expect(trust(plugin, environment)).rejects.toMatchObject({ link: 'out' });
    },
  );
});

it.each([
  [undefined, false],
  ['', false],
  ['false', false],
  ['0', false],
  ['true', true],
  ['1', true],
  ['woodpecker', true],
])('CI=%s is a build server: %s', (CI, expected) => {
  expect(isCi({ CI })).toBe(expected);
});
