import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFiles } from '../../src/project/find-files.ts';

let folder: string;
const write = async (file: string, text = 'nodes: []'): Promise<void> => {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), text);
};
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-ignore-')));
  for (const file of ['a.yaml', 'b.yaml', 'old/c.yaml', 'old/d.yaml', 'new/c.yaml'])
    await write(file);
});
afterEach(() => rm(folder, { recursive: true }));

const found = async (paths: string[], all = false): Promise<string[]> => {
  const { files } = await findFiles(paths, folder, { all });
  return files.map(({ shown }) => shown.replaceAll('\\', '/'));
};

describe('.bishengignore', () => {
  it.each([
    ['old/\n', ['a.yaml', 'b.yaml', 'new/c.yaml']],
    ['# a remark\n\nc.yaml\n', ['a.yaml', 'b.yaml', 'old/d.yaml']],
    ['/c.yaml\n/a.yaml', ['b.yaml', 'new/c.yaml', 'old/c.yaml', 'old/d.yaml']],
    ['*.yaml\n!b.yaml', ['b.yaml']],
    ['old/*\n!old/d.yaml\r\n', ['a.yaml', 'b.yaml', 'new/c.yaml', 'old/d.yaml']],
    ['**/c.yaml', ['a.yaml', 'b.yaml', 'old/d.yaml']],
    ['', ['a.yaml', 'b.yaml', 'new/c.yaml', 'old/c.yaml', 'old/d.yaml']],
  ])('%j leaves out what it names', async (rules, left) => {
    await write('.bishengignore', rules);
    expect(await found(['.'])).toEqual(left);
  });

  it('counts for what is named, too, unless it is not asked', async () => {
    await write('.bishengignore', 'old/');
    expect(await found(['old/c.yaml', 'a.yaml'])).toEqual(['a.yaml']);
    expect(await found(['old'])).toEqual([]);
    expect(await found(['old/*.yaml'])).toEqual([]);
    expect(await found(['old/c.yaml', 'a.yaml'], true)).toEqual(['old/c.yaml', 'a.yaml']);
    expect((await findFiles(['old', 'b.yaml'], folder)).leftOut).toBe(1);
  });

  it('of a folder further in has the last word, and reaches no further than its folder', async () => {
    await write('.bishengignore', 'c.yaml');
    await write('old/.bishengignore', '!c.yaml\nd.yaml');
    await write('d.yaml');
    expect(await found(['.'])).toEqual(['a.yaml', 'b.yaml', 'd.yaml', 'old/c.yaml']);
  });

  it('leaves out components', async () => {
    await write('custom_components/x/component.py', '');
    await write('custom_components/y/component.py', '');
    await write('.bishengignore', 'custom_components/x');
    const { folders } = await findFiles(['custom_components'], folder);
    expect(folders.map(({ absolute }) => path.basename(absolute))).toEqual(['y']);
  });
});
