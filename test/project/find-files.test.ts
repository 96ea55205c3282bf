import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFiles } from '../../src/project/find-files.ts';
import { UsageError } from '../../src/project/usage-error.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bisheng-find-'));
  for (const file of [
    'b.yaml',
    'a.yml',
    'notes.txt',
    'sub/c.json',
    'sub/deep/d.YAML',
    'node_modules/x.yaml',
    '.git/x.yaml',
    'dist/x.yaml',
    '[id].yaml',
  ]) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), 'nodes: []');
  }
});
afterEach(() => rm(folder, { recursive: true }));

const found = async (...paths: string[]): Promise<string[]> => {
  const { files } = await findFiles(paths, folder);
  return files.map(({ shown }) => shown.replaceAll('\\', '/'));
};

describe('findFiles', () => {
  it('finds the YAML and JSON files below a folder, in the order of their names', async () => {
    expect(await found('.')).toEqual([
      '[id].yaml',
      'a.yml',
      'b.yaml',
      'sub/c.json',
      'sub/deep/d.YAML',
    ]);
  });

  it('looks into a folder that is otherwise passed over when it is named', async () => {
    expect(await found('dist')).toEqual(['dist/x.yaml']);
  });

  it('takes a named file whatever its ending, and each file once', async () => {
    expect(await found('notes.txt', 'b.yaml', './b.yaml', 'sub', 'sub/c.json')).toEqual([
      'notes.txt',
      'b.yaml',
      'sub/c.json',
      'sub/deep/d.YAML',
    ]);
  });

  it('understands patterns, and prefers a file of that very name', async () => {
    expect(await found('**/*.json')).toEqual(['sub/c.json']);
    expect(await found('*.{yaml,yml}')).toEqual(['[id].yaml', 'a.yml', 'b.yaml']);
    expect(await found('[id].yaml')).toEqual(['[id].yaml']);
    expect(await found('sub/**')).toEqual(['sub/c.json', 'sub/deep/d.YAML']);
  });

  it('ends where links lead in circles, and looks at nothing twice', async () => {
    await symlink(folder, path.join(folder, 'sub/up'), 'dir');
    await symlink(path.join(folder, 'sub'), path.join(folder, 'twin'), 'dir');
    await symlink(path.join(folder, 'nowhere'), path.join(folder, 'broken.yaml'), 'file');
    expect(await found('.')).toEqual([
      '[id].yaml',
      'a.yml',
      'b.yaml',
      'sub/c.json',
      'sub/deep/d.YAML',
    ]);
  });

  it('refuses paths that do not exist and patterns that match nothing', async () => {
    await expect(found('none.yaml')).rejects.toThrow(UsageError);
    await expect(found('')).rejects.toThrow(UsageError);
    await expect(found('*.toml')).rejects.toThrow(UsageError);
    await expect(found('nowhere/**/*.yaml')).rejects.toThrow(UsageError);
  });

  it('says what may be meant by a path that is not there', async () => {
    await mkdir(path.join(folder, 'flows/team'), { recursive: true });
    await writeFile(path.join(folder, 'flows/team/hello.yaml'), 'nodes: []');
    const hintFor = (given: string): Promise<unknown> =>
      found(given).catch((error: unknown) => (error as UsageError).hint?.values?.name);
    expect(await hintFor('team/hello')).toBe(path.join('flows', 'team/hello.yaml'));
    expect(await hintFor('sub/cc.json')).toBe(path.join('sub', 'c.json'));
    expect(await hintFor('nothing/like/it')).toBeUndefined();
  });
});

describe.skipIf(process.platform === 'win32')('a link', () => {
  const problem = async (name: string): Promise<{ text: string; hint: string | undefined }> => {
    const error: unknown = await found(name).catch((thrown: unknown) => thrown);
    if (!(error instanceof UsageError)) throw error;
    return { text: error.text.key, hint: error.hint?.key };
  };

  it('that leads nowhere is not suggested for itself', async () => {
    await symlink('gone.yaml', path.join(folder, 'dangling.yaml'));
    expect(await problem('dangling.yaml')).toEqual({ text: 'path-missing', hint: undefined });
  });

  it('that leads in a circle is said to', async () => {
    await symlink('circle.yaml', path.join(folder, 'circle.yaml'));
    expect(await problem('circle.yaml')).toMatchObject({ text: 'file-unreadable' });
  });
});
