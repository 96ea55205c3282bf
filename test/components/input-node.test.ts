import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputNode } from '../../src/components/input-node.ts';
import type { PortValues } from '../../src/engine/component.ts';
import type { ValueObject } from '../../src/flow/value.ts';
import { failure, stage, streamOf } from './stage.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bisheng-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (runInputs: PortValues, config: ValueObject = {}): Promise<ValueObject> =>
  stage(inputNode, config, { runInputs }).run();

describe('InputNode for a text', () => {
  it('gives the input, and every named run input behind it', async () => {
    const outputs = await run({ lang: 'zh', input: 'hello', n: 1 });
    expect(Object.entries(outputs)).toEqual([
      ['text', 'hello'],
      ['lang', 'zh'],
      ['n', 1],
    ]);
  });

  it('takes one that is called text, or the only text', async () => {
    expect(await run({ text: 'a', other: 'b' })).toEqual({ text: 'a', other: 'b' });
    expect(await run({ question: 'a', n: 1 })).toEqual({ text: 'a', question: 'a', n: 1 });
  });

  it('writes a number out', async () => {
    expect(await run({ input: 5 })).toEqual({ text: '5' });
  });

  it('fails without one, and with several', async () => {
    expect(await failure(() => run({}))).toMatch(/^input-missing: .*got none/);
    expect(await failure(() => run({ a: 'x', b: 'y' }))).toMatch(/^input-missing: .*a, b/);
    expect(await failure(() => run({ input: ['x'] }))).toMatch(/^input-type: .*text/);
    expect(await failure(() => run({ input: null }))).toMatch(/^input-missing: /);
  });

  it('is empty where none is required', async () => {
    expect(await run({}, { required: false })).toEqual({ text: '' });
  });

  it('passes a stream of items on', async () => {
    const items = streamOf([1, 2]);
    const { component } = stage(inputNode, {}, { runInputs: { input: 'x', items } });
    expect(await component.run({}, {} as never)).toMatchObject({ items });
  });
});

describe('InputNode for data', () => {
  const data = { input_type: 'data' };

  it.each([
    [{ data: { a: 1 } }, { data: { a: 1 } }],
    [{ data: '[1, 2]' }, { data: [1, 2] }],
    [
      { input: '{"a": 1}', b: 2 },
      { data: { a: 1 }, b: 2 },
    ],
    [
      { a: 1, b: 'x' },
      { data: { a: 1, b: 'x' }, a: 1, b: 'x' },
    ],
  ])('%j', async (inputs, outputs) => {
    expect(await run(inputs, data)).toEqual(outputs);
  });

  it('reads items into a list, as they are data here', async () => {
    const items = streamOf([1, 2]);
    expect(await run({ items }, data)).toMatchObject({ data: { items: [1, 2] } });
  });

  it('fails without any, and for a text that is not JSON', async () => {
    expect(await failure(() => run({}, data))).toMatch(/^input-missing: /);
    expect(await failure(() => run({ input: '{a}' }, data))).toMatch(/^input-type: .*not JSON/);
    expect(await run({}, { ...data, required: false })).toEqual({ data: {} });
  });
});

describe('InputNode for a file', () => {
  const config = { input_type: 'file' };

  it('gives path, name, size and text', async () => {
    const file = path.join(folder, 'a.txt');
    await writeFile(file, '毕昇');
    const expected = { path: file, name: 'a.txt', size: 6, text: '毕昇' };
    expect(await run({ input: file }, config)).toEqual({ file: expected });
    expect(await run({ file }, config)).toEqual({ file: expected });
  });

  it('gives no text where it holds none', async () => {
    const file = path.join(folder, 'a.bin');
    await writeFile(file, Buffer.from([0xff, 0xfe, 0, 1]));
    expect(await run({ input: file }, config)).toMatchObject({ file: { size: 4, text: null } });
  });

  it('says what is wrong with it', async () => {
    expect(await failure(() => run({}, config))).toMatch(/^input-missing: /);
    expect(await failure(() => run({ input: path.join(folder, 'gone') }, config))).toMatch(
      /^input-file: There is no .*gone/,
    );
    expect(await failure(() => run({ input: folder }, config))).toMatch(/^input-file: .*no file/);
  });
});
