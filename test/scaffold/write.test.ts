import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comparePlan } from '../../src/scaffold/compare.ts';
import { replaceFiles, writeNewFiles } from '../../src/scaffold/write.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'bisheng-write-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Every file below the folder with its text. */
async function all(folder = root): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).replaceAll(path.sep, '/');
    found[entry.isDirectory() ? `${name}/` : name] = entry.isFile()
      ? await readFile(file, 'utf8')
      : '';
  }
  return found;
}

describe('new files', () => {
  it('are written where folders are there and where they are not', async () => {
    await mkdir(path.join(root, 'there'));
    await writeNewFiles(root, [
      { path: 'a.txt', text: 'a' },
      { path: 'there/b.txt', text: 'b' },
      { path: 'new/deep/c.txt', text: 'c' },
      { path: 'new/d.txt', text: 'd' },
    ]);
    expect(await all()).toEqual({
      'a.txt': 'a',
      'there/': '',
      'there/b.txt': 'b',
      'new/': '',
      'new/deep/': '',
      'new/deep/c.txt': 'c',
      'new/d.txt': 'd',
    });
  });

  it('may make the folder itself', async () => {
    const inner = path.join(root, 'x', 'y');
    await writeNewFiles(inner, [{ path: 'z/a.txt', text: 'a' }]);
    expect(await all(inner)).toEqual({ 'z/': '', 'z/a.txt': 'a' });
  });

  it.each([
    ['a file that is there', 'taken.txt'],
    ['a file in the place of a folder', 'taken.txt/inner.txt'],
    ['a name that is too long', `new/${'x'.repeat(300)}`],
    ['a folder in the place of a file', 'folder'],
  ])('leave nothing behind where one can’t be written: %s', async (_, last) => {
    await writeFile(path.join(root, 'taken.txt'), 'mine');
    await mkdir(path.join(root, 'folder'));
    await writeFile(path.join(root, 'folder', 'inner.txt'), 'mine too');
    const before = await all();
    const files = ['first.txt', 'new/second.txt', 'folder/third.txt', last, 'more/fourth.txt'];
    await expect(
      writeNewFiles(
        root,
        files.map((file) => ({ path: file, text: 'new' })),
      ),
    ).rejects.toThrow();
    expect(await all()).toEqual(before);
  });
});

describe('files that take the place of others', () => {
  it('all come, or none', async () => {
    await writeFile(path.join(root, 'a.txt'), 'old a');
    await writeFile(path.join(root, 'b.txt'), 'old b');
    await replaceFiles(root, [
      { path: 'a.txt', text: 'new a' },
      { path: 'b.txt', text: undefined },
      { path: 'in/c.txt', text: 'new c' },
    ]);
    expect(await all()).toEqual({ 'a.txt': 'new a', 'in/': '', 'in/c.txt': 'new c' });
    await mkdir(path.join(root, 'd'));
    await writeFile(path.join(root, 'd', 'x'), '');
    const before = await all();
    await expect(
      replaceFiles(root, [
        { path: 'a.txt', text: 'newer' },
        { path: 'd', text: 'a file where a folder is' },
      ]),
    ).rejects.toThrow();
    expect(await all()).toEqual(before);
  });
});

describe('comparing', () => {
  it('tells what becomes of each file', async () => {
    await writeFile(path.join(root, 'same.txt'), 'a\r\nb\r\n');
    await writeFile(path.join(root, 'other.txt'), 'other');
    await mkdir(path.join(root, 'folder'));
    await symlink(path.join(root, 'nowhere'), path.join(root, 'broken.txt'));
    const text = 'a\nb\n';
    const compared = await comparePlan(root, [
      { path: 'new.txt', text },
      { path: 'same.txt', text },
      { path: 'other.txt', text },
      { path: 'folder', text },
      { path: 'broken.txt', text },
      { path: 'other.txt/inner.txt', text },
      { path: 'other.txt', text, optional: ['oth', 'missing'] },
    ]);
    expect(compared.map(({ action }) => action)).toEqual([
      'create',
      'identical',
      'conflict',
      'conflict',
      'conflict',
      'conflict',
      'keep',
    ]);
    expect(compared.at(-1)?.lacks).toEqual(['missing']);
  });
});
