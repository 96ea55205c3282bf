import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { BatchResult } from '../../src/batch/batch-result.ts';
import { resultLine, ResultsFile } from '../../src/batch/results-file.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-batch-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const file = path.join(folder, 'results.jsonl');
beforeEach(() => rm(file, { force: true }));

function result(row: number, more: Partial<BatchResult> = {}): BatchResult {
  return {
    row,
    variant: null,
    status: 'succeeded',
    inputs: { text: '日' },
    outputs: { answer: row },
    scores: null,
    error: null,
    evaluation_error: null,
    duration_ms: 1,
    usage: null,
    key: `key-${row}`,
    ...more,
  };
}

async function write(results: readonly BatchResult[], resume = false): Promise<ResultsFile> {
  const opened = await ResultsFile.open(file, resume);
  if (!opened) throw new Error('no results');
  for (const each of results) await opened.append(each, resultLine(each));
  return opened;
}

async function lines(): Promise<Record<string, unknown>[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a file of results', () => {
  it('is nobody else’s business after it was put in order, either', async () => {
    await writeFile(file, '', { mode: 0o600 });
    const opened = await write([result(2), result(1)]);
    await opened.finish([null]);
    expect((await lines()).map(({ row }) => row)).toEqual([1, 2]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is taken away where it is new and has nothing in it', async () => {
    await (await write([])).close();
    expect(existsSync(file)).toBe(false);
    await writeFile(file, '');
    await (await write([])).close();
    expect(existsSync(file)).toBe(true);
  });

  it('has each line as soon as it is known, and at the end the order of rows and variants', async () => {
    const opened = await write([
      result(3),
      result(1, { variant: 'b' }),
      result(1, { variant: 'a' }),
      result(2),
    ]);
    expect((await lines()).map(({ row }) => row)).toEqual([3, 1, 1, 2]);
    await opened.finish(['a', 'b', null]);
    expect((await lines()).map(({ row, variant }) => `${String(row)}${String(variant)}`)).toEqual([
      '1a',
      '1b',
      '2null',
      '3null',
    ]);
    expect(await readdir(folder)).toEqual(['results.jsonl']);
  });

  it('knows what succeeded before, by its key', async () => {
    const failed = result(2, { status: 'failed', error: { code: 'x', message: 'x', node: null } });
    await (await write([result(1), failed])).close();
    const again = await write([], true);
    expect(again.known(1, null, 'key-1')).toMatchObject({ status: 'succeeded' });
    expect(again.known(1, null, 'other')).toBeUndefined();
    expect(again.known(1, 'variant', 'key-1')).toBeUndefined();
    expect(again.known(2, null, 'key-2')).toBeUndefined();
    await again.append(result(2), resultLine(result(2)));
    await again.finish([null]);
    expect((await lines()).map(({ row, status }) => [row, status])).toEqual([
      [1, 'succeeded'],
      [2, 'succeeded'],
    ]);
  });

  it('goes on after a line that was cut off', async () => {
    await (await write([result(1), result(2)])).close();
    await appendFile(file, '{"row": 3, "var');
    const again = await write([result(4)], true);
    expect(again.known(2, null, 'key-2')).toBeDefined();
    await again.finish([null]);
    expect((await lines()).map(({ row }) => row)).toEqual([1, 2, 4]);
  });

  it.each(['no json\n', '{"row": 1}\n', '[1]\n', 'cut off'])('is not made of %j', async (text) => {
    await writeFile(file, text);
    expect(await ResultsFile.open(file, true)).toBeUndefined();
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('keeps old results until there is a new one', async () => {
    await (await write([result(1)])).close();
    await (await write([])).close();
    expect(await lines()).toHaveLength(1);
    await (await write([result(5)])).finish([null]);
    expect((await lines()).map(({ row }) => row)).toEqual([5]);
  });

  it('is read in pieces', async () => {
    const long = { text: 'x'.repeat(200_000) };
    await (await write([1, 2, 3].map((row) => result(row, { inputs: long })))).close();
    const again = await write([], true);
    expect([1, 2, 3].every((row) => again.known(row, null, `key-${row}`))).toBe(true);
    await again.close();
  });
});
