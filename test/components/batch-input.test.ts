import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchInput } from '../../src/components/batch-input.ts';
import { ItemStream } from '../../src/engine/item-stream.ts';
import { Later } from '../../src/engine/later.ts';
import type { ValueObject } from '../../src/flow/value.ts';
import { failure, findings, stage } from './stage.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bisheng-batch-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a BatchInput on a file of that name. */
async function read(name: string, content: string | Uint8Array): Promise<ValueObject> {
  await writeFile(path.join(folder, name), content);
  return stage(batchInput, { source: name }, { folder }).run();
}

describe('BatchInput', () => {
  it('takes its items from an input first, then config, source, and the run', async () => {
    const runInputs = { items: ['run'] };
    const config = { items: ['config'] };
    const { run } = stage(batchInput, config, { runInputs });
    expect(await run({ items: ['input'] })).toEqual({ items: ['input'], count: 1 });
    expect(await run()).toEqual({ items: ['config'], count: 1 });
    await writeFile(path.join(folder, 'a.txt'), 'file');
    const source = stage(batchInput, { source: 'a.txt' }, { runInputs, folder });
    expect(await source.run()).toEqual({ items: ['file'], count: 1 });
    expect(await stage(batchInput, {}, { runInputs }).run()).toEqual({ items: ['run'], count: 1 });
  });

  it('passes a stream on without reading it', async () => {
    const items = new ItemStream('items', null, () => {
      throw new Error('it was read');
    });
    const { component } = stage(batchInput);
    expect(await component.run({ items }, {} as never)).toEqual({ items, count: null });
  });

  it('takes what another loop has gathered', async () => {
    const { run } = stage(batchInput);
    expect(await run({ items: new Later(() => [1, 2]) })).toEqual({ items: [1, 2], count: 2 });
  });

  it('says that it has nothing, or nothing that is a list', async () => {
    const { run } = stage(batchInput);
    expect(await failure(() => run())).toBe('batch-input-missing: BatchInput “n” has no items.');
    expect(await failure(() => run({ items: 'abc' }))).toMatch(/^batch-input-type: /);
    expect(await failure(() => run({ items: null }))).toMatch(/^batch-input-type: /);
  });

  it('takes items or a source, not both', () => {
    expect(findings(batchInput, { items: [], source: 'a.txt' })).toEqual(['config-exclusive']);
  });
});

describe('BatchInput’s source', () => {
  it.each([
    ['a.jsonl', '{"a": 1}\n\n"x"\n', [{ a: 1 }, 'x']],
    ['a.NDJSON', '1\r\n2', [1, 2]],
    [
      'a.csv',
      '\ufeffid,text\n1,"two\nlines, ""quoted"""\n',
      [{ id: '1', text: 'two\nlines, "quoted"' }],
    ],
    ['a.txt', 'one\n\n  two \nthree', ['one', '  two ', 'three']],
    ['a.json', '\ufeff[1, {"b": [2]}]', [1, { b: [2] }]],
  ])('reads %s', async (name, content, items) => {
    expect(await read(name, content)).toEqual({ items, count: items.length });
  });

  it('reads what an old Excel has written', async () => {
    const gbk = Buffer.from([0xc3, 0xfb, 0x0a, 0xc0, 0xee, 0xc0, 0xd7, 0x0a]);
    expect(await read('gbk.csv', gbk)).toMatchObject({ items: [{ 名: '李雷' }] });
  });

  it('names file and line of what is wrong, when it comes to that line', async () => {
    expect(await failure(() => read('bad.jsonl', '1\n\n{a}\n'))).toBe(
      'items-unreadable: Line 3 of “bad.jsonl” is not JSON: {a}',
    );
  });

  it.each([
    ['a.json', '{"items": []}', 'items-unreadable: “a.json” is not a JSON array.'],
    ['b.json', '[1,', 'items-unreadable: “b.json” is not a JSON array.'],
    ['a.pdf', '', 'items-unreadable: “a.pdf” is no file of items.'],
  ])('refuses %s', async (name, content, expected) => {
    expect(await failure(() => read(name, content))).toBe(expected);
  });

  it.each(['gone.json', 'gone.txt'])('says that %s is not there', async (source) => {
    const { run } = stage(batchInput, { source }, { folder });
    expect(await failure(() => run())).toBe(`items-unreadable: There is no file “${source}”.`);
  });

  it('says that a folder is none', async () => {
    const { run } = stage(batchInput, { source: '.' }, { folder: path.join(folder, 'x.jsonl') });
    expect(await failure(() => run())).toMatch(/^items-unreadable: /);
  });
});
