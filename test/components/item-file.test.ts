import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openItemFile, readItemsOnce, type ItemFormat } from '../../src/components/item-file.ts';
import { NodeError } from '../../src/engine/component.ts';
import { toJson, type Value } from '../../src/flow/value.ts';
import { sayIn } from '../../src/messages/message.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bisheng-items-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function open(content: string | Uint8Array, format: ItemFormat) {
  const file = path.join(folder, 'items');
  await writeFile(file, content);
  return openItemFile(file, format, 'items');
}

/** Pieces of any length, so that they end in the middle of records, quotes and line breaks. */
async function* cut(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) {
    yield await Promise.resolve(text.slice(at, at + length));
  }
}

function pieces(text: string, length: number, format: ItemFormat): Promise<Value[]> {
  return readItemsOnce('items', format, cut(text, length)).toList();
}

const plain = (items: readonly Value[]): unknown => JSON.parse(JSON.stringify(items));
const failure = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof NodeError)) throw new Error('no NodeError', { cause: error });
  expect(error.code).toBe('items-unreadable');
  return sayIn('en')(error.text);
};

const field = fc.oneof(fc.string({ maxLength: 8 }), fc.stringMatching(/^[",\n\r a中😀]{0,6}$/));
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('CSV', () => {
  it('gives back every field, whatever it holds and wherever the pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field), { maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, length, lineEnd) => {
          const text = ['a,b', ...rows.map(([a, b]) => `${quote(a)},${quote(b)}`)].join(lineEnd);
          expect(plain(await pieces(text, length, 'csv'))).toEqual(
            rows.map(([a, b]) => ({ a, b })),
          );
        },
      ),
    );
  });

  it('counts the rows, without header, blank lines and line breaks inside fields', async () => {
    const items = await open('name,text\r\n\r\nAnn,"two\nlines"\r\n\nBo,x\n', 'csv');
    expect(items.count).toBe(2);
    expect(plain(await items.toList())).toEqual([
      { name: 'Ann', text: 'two\nlines' },
      { name: 'Bo', text: 'x' },
    ]);
  });

  it('reads UTF-8 with a mark, UTF-16 and GB18030', async () => {
    const gbk = Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x0a, 0xd5, 0xc5, 0xc8, 0xfd, 0x0a]);
    for (const bytes of [gbk, '\uFEFF姓名\n张三\n', Buffer.from('\uFEFF姓名\n张三\n', 'utf16le')]) {
      const items = await open(bytes, 'csv');
      expect(plain(await items.toList())).toEqual([{ 姓名: '张三' }]);
    }
  });

  it('treats __proto__ as a name like others', async () => {
    const [item] = await pieces('__proto__,a\n1,2\n', 99, 'csv');
    expect(Object.entries(item as object)).toEqual([
      ['__proto__', '1'],
      ['a', '2'],
    ]);
  });

  it.each([
    ['a,b\n1,2\n\n3\n', 'Line 4 of “items” has 1 field, the header 2.'],
    ['a\n1,2,3\n', 'Line 2 of “items” has 3 fields, the header 1.'],
    ['a\n5" pipe, 7" pipe\n', 'a quote inside a field that is not quoted'],
    ['a,b\n"x"y,2\n', 'Line 2 of “items”: text between a closing quote and the next comma'],
    ['a\n1\n"x\n', 'Line 3 of “items”: a quote is never closed'],
    ['a,a\n1,2\n', 'The header of “items” names the column “a” twice.'],
  ])('says what is wrong in %j', async (text, sentence) => {
    expect(await failure(pieces(text, 3, 'csv'))).toContain(sentence);
  });

  it('does not read a whole file into memory for a quote that is never closed', async () => {
    const endless = async function* (): AsyncGenerator<string> {
      yield 'a\n"';
      for (;;) yield await Promise.resolve('x\n'.repeat(500_000));
    };
    const items = readItemsOnce('items', 'csv', endless());
    expect(await failure(items.toList())).toContain('line 2 of “items” is longer than 16 MB');
  });
});

describe('JSONL', () => {
  it('gives back every value', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        async (values, length) => {
          const text = values.map((value) => JSON.stringify(value)).join('\n');
          expect(toJson(await pieces(text, length, 'jsonl'))).toBe(JSON.stringify(values));
        },
      ),
    );
  });

  it('keeps long whole numbers exact', async () => {
    const [item] = await pieces(
      '{"id": 12345678901234567890, "s": "12345678901234567890"}',
      99,
      'jsonl',
    );
    expect(toJson(item ?? null)).toBe('{"id":12345678901234567890,"s":"12345678901234567890"}');
  });

  it('counts a file beforehand and can read it again', async () => {
    const items = await open('1\n\n2\n3', 'jsonl');
    expect(items.count).toBe(3);
    expect(await items.toList()).toEqual([1, 2, 3]);
    expect(await items.toList()).toEqual([1, 2, 3]);
  });

  it('names the line that is no JSON, and gives the items before it', async () => {
    const items = await open('{"a":1}\n\n{oops}\n', 'jsonl');
    const iterator = items[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toEqual({ a: 1 });
    expect(await failure(iterator.next())).toBe('Line 3 of “items” is not JSON: {oops}');
  });
});

describe('a source of items', () => {
  it('that is no text in a known encoding is refused at once', async () => {
    expect(await failure(open(Uint8Array.from([0x22, 0xff, 0xff, 0x80]), 'jsonl'))).toContain(
      'neither',
    );
  });

  it('that is missing or a folder is refused', async () => {
    expect(await failure(openItemFile(path.join(folder, 'none'), 'csv'))).toContain('no file');
    expect(await failure(openItemFile(folder, 'csv'))).toContain('folder');
  });

  it('that flows by only once says so the second time', async () => {
    const items = readItemsOnce('<stdin>', 'lines', cut('a\nb\n', 2));
    expect(await items.toList()).toEqual(['a', 'b']);
    expect(await failure(items.toList())).toContain('only once');
  });
});
