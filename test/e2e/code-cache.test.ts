import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { folderWith, type Folder } from './bisheng.ts';

const flow = 'nodes:\n  - {id: input, type: InputNode}\n';
let cache = '';
let code = '';
let folder: Folder;

beforeAll(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'bisheng-code-'));
  code = path.join(cache, 'bisheng-cli/code');
  folder = await folderWith({ 'one.yaml': flow });
});
afterAll(() => rm(cache, { recursive: true, force: true }));

async function ran(more: Record<string, string> = {}): Promise<number | undefined> {
  const env = { ...process.env, XDG_CACHE_HOME: cache, ...more };
  const { exitCode } = await folder.run(['validate', 'one.yaml'], { env });
  return exitCode;
}

async function files(): Promise<string[]> {
  return (await readdir(code)).map((name) => path.join(code, name));
}

it('keeps none where the user wants none', async () => {
  expect(await ran({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(0);
  await expect(readdir(code)).rejects.toThrow('ENOENT');
});

it('keeps what was compiled, and starts with it the next time', async () => {
  expect(await ran()).toBe(0);
  const made = await files();
  expect(made.length).toBeGreaterThan(1);
  const then = new Date(Date.now() - 60_000);
  for (const file of made) await utimes(file, then, then);
  expect(await ran()).toBe(0);
  expect(await files()).toEqual(made);
  for (const file of made) expect((await stat(file)).mtime).toEqual(then);
});

it('makes anew what is damaged', async () => {
  const made = await files();
  const whole = await Promise.all(made.map((file) => readFile(file)));
  for (const [n, bytes] of whole.entries()) {
    await writeFile(made[n]!, Buffer.from(bytes).fill(0xa5, bytes.length >> 1));
  }
  expect(await ran()).toBe(0);
  expect(await readFile(made[0]!)).not.toEqual(whole[0]?.fill(0xa5, whole[0].length >> 1));
});
