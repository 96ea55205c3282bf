import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CodeCache } from '../../src/cli/code-cache.ts';

const source = Buffer.from('one');
const data = Buffer.from('what V8 made of it');
let base = '';
let folder = '';
const open = (more: NodeJS.ProcessEnv = {}) => CodeCache.open({ XDG_CACHE_HOME: base, ...more });

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'bisheng-code-'));
  folder = path.join(base, 'bisheng-cli/code');
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function kept(): Promise<string> {
  const [name = ''] = await readdir(folder);
  return path.join(folder, name);
}

describe('what V8 made of a source', () => {
  it('is kept for that source only', () => {
    open()?.set('a.js', source, data);
    expect(open()?.get('a.js', source)).toEqual(data);
    expect(open()?.get('a.js', Buffer.from('two'))).toBeUndefined();
    expect(open()?.get('b.js', source)).toBeUndefined();
  });

  it('is not taken when it is damaged, which V8 would crash over', async () => {
    open()?.set('a.js', source, data);
    const file = await kept();
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    await writeFile(file, bytes);
    expect(open()?.get('a.js', source)).toBeUndefined();
    await writeFile(file, bytes.subarray(0, 10));
    expect(open()?.get('a.js', source)).toBeUndefined();
  });

  it('goes when nobody has renewed it for a month', async () => {
    open()?.set('old.js', source, data);
    await utimes(await kept(), 0, 0);
    open()?.set('new.js', source, data);
    open()?.tidy();
    expect(open()?.get('old.js', source)).toBeUndefined();
    expect(open()?.get('new.js', source)).toEqual(data);
  });

  it('is nothing that a user has to have', () => {
    expect(open({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBeUndefined();
  });
});

describe.skipIf(process.platform === 'win32')('the folder', () => {
  it('is for the user alone', async () => {
    open()?.set('a.js', source, data);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('is not used when others can write there', async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);
    expect(open()).toBeUndefined();
  });

  it('may be a place where nothing can be written', async () => {
    await writeFile(path.join(base, 'bisheng-cli'), '');
    expect(() => open()?.set('a.js', source, data)).not.toThrow();
    expect(open()?.get('a.js', source)).toBeUndefined();
  });
});
