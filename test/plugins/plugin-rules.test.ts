import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  defaultLimits,
  missingPlaces,
  pluginHome,
  sandboxRules,
  type PluginPlace,
} from '../../src/plugins/plugin-rules.ts';

let root: string;
let place: PluginPlace;
let folder: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-rules-')));
  folder = path.join(root, 'plugins', 'it');
  const home = pluginHome(root, 'it');
  for (const one of [folder, home, path.join(root, 'data'), path.join(root, 'bin')]) {
    await mkdir(one, { recursive: true });
  }
  await writeFile(path.join(root, 'data', 'terms.csv'), 'a');
  await symlink('terms.csv', path.join(root, 'data', 'link.csv'));
  await writeFile(path.join(root, 'bin', 'tool'), '#!/bin/sh\n');
  await writeFile(path.join(root, 'bin', 'text'), 'no program');
  await chmod(path.join(root, 'bin', 'tool'), 0o755);
  place = { project: root, environment: [], home, programs: `relative:${path.join(root, 'bin')}` };
});

afterEach(() => rm(root, { recursive: true, force: true }));

function rules(permissions: readonly string[], limits = {}) {
  return sandboxRules({ id: 'it', path: folder, permissions, limits }, place);
}

describe('the rules of a plugin', () => {
  it('let it read its own folder and write its cache folder, with the guide’s words', async () => {
    expect(await rules(['read_text', 'process_text', 'cache_results'])).toEqual({
      plugin: 'it',
      read: [folder],
      write: [],
      run: [],
      env: [],
      network: false,
      home: place.home,
      limits: defaultLimits,
    });
  });

  it('are the same without any permission', async () => {
    expect(await rules([])).toEqual(await rules(['read_text']));
  });

  it('have real absolute paths, relative ones beginning at the project', async () => {
    const { read, write } = await rules(['read:data/link.csv', 'read:data/../data', 'write:data']);
    expect(read).toEqual([folder, path.join(root, 'data', 'terms.csv'), path.join(root, 'data')]);
    expect(write).toEqual([path.join(root, 'data')]);
  });

  it('know the home folder', async () => {
    expect((await rules(['read:~'])).read).toEqual([folder, await realpath(homedir())]);
  });

  it('give nothing for what does not exist or is not understood', async () => {
    const permissions = [
      'read:nowhere',
      'write:nowhere',
      'run:nowhere',
      'run:text',
      'network:x',
      'red:data',
    ];
    expect(await rules(permissions)).toEqual(await rules([]));
  });

  it('find programs as a shell does, in absolute folders', async () => {
    const tool = path.join(root, 'bin', 'tool');
    expect((await rules(['run:tool'])).run).toEqual([tool]);
    expect((await rules(['run:bin/tool', 'run:tool'])).run).toEqual([tool]);
  });

  it('follow a link to a program', async () => {
    await symlink('tool', path.join(root, 'bin', 'alias'));
    expect((await rules(['run:alias'])).run).toEqual([path.join(root, 'bin', 'tool')]);
  });

  it('name variables and the network', async () => {
    expect(await rules(['env:API_KEY', 'network'])).toMatchObject({
      env: ['API_KEY'],
      network: true,
    });
  });

  it('take the limits of config.yaml over ours', async () => {
    expect((await rules([], { memory: 64 })).limits).toEqual({ ...defaultLimits, memory: 64 });
  });

  it('hold the folders of its environment', async () => {
    place = { ...place, environment: [path.join(root, 'bin')] };
    expect((await rules([])).read).toEqual([folder, path.join(root, 'bin')]);
  });
});

it('permissions that give nothing are named', async () => {
  const permissions = [
    'read:nowhere',
    'read:data',
    'run:nothing',
    'run:tool',
    'env:NOT_SET',
    'write:new',
    'x',
  ];
  expect(await missingPlaces({ permissions }, place)).toEqual([
    'read:nowhere',
    'run:nothing',
    'write:new',
  ]);
});
