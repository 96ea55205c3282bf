import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { DocumentReader, type ReadingLimits } from '../../../src/knowledge/read/document-reader.ts';
import { UnreadableDocument, type Block } from '../../../src/knowledge/read/document.ts';
import { readDocument } from '../../../src/knowledge/read/read-document.ts';
import { makeDocx, paragraph } from './make-docx.ts';

function read(file: string, content: string | Uint8Array): Promise<Block[]> {
  return readDocument(file, typeof content === 'string' ? Buffer.from(content) : content);
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const failed = await work.catch((error: unknown) => error);
  if (!(failed instanceof UnreadableDocument)) throw new Error('it was read');
  return failed.reason;
}

// Each would take hours if its reader came back to the same place again and again.
describe('a text that is made to be read for ever', () => {
  it.each([
    ['brackets', 'a.md', '['.repeat(2_000_000)],
    ['marks that never close', 'a.md', '**a '.repeat(1_000_000)],
    ['comments that never end', 'a.md', '<!--'.repeat(1_000_000)],
    ['a heading of spaces', 'a.md', `# a${' '.repeat(2_000_000)}b\n\ntext`],
    ['a list without end', 'a.html', '<li>item one '.repeat(300_000)],
    ['a page on one line', 'a.html', '<p>one</p>'.repeat(190_000)],
  ])('is read: %s', async (_, file, text) => {
    expect(await read(file, text)).not.toHaveLength(0);
  });

  it('of tags in tags is refused', async () => {
    expect(await reasonOf(read('a.html', '<div>'.repeat(200_000)))).toBe('nested');
  });
});

describe('Markdown of a line', () => {
  it.each([
    ['# C#', 'C#'],
    ['# a b ##', 'a b'],
    ['# **bold** [![alt](x)](y)', 'bold [alt](y)'],
    ['# a <!-- no --> b <!-- c', 'a  b <!-- c'],
    ['# **a **b c** and __d__ ** e', 'a **b c and d ** e'],
  ])('%s', async (line, heading) => {
    const [block] = await read('a.md', `${line}\n\ntext`);
    expect(block?.headings).toEqual([heading]);
  });
});

describe('a small file with much in it', () => {
  it('has headings that are no longer than headings', async () => {
    const [block] = await read('a.md', `# ${'a'.repeat(5_000)}\n\ntext`);
    expect(block?.headings[0]).toBe(`${'a'.repeat(200)}…`);
  });

  it('is refused where one text in it comes to more than a document', async () => {
    const name = 'n'.repeat(59);
    const row = `${'1,'.repeat(1_000)}\n`;
    const header = Array.from({ length: 1_000 }, (_, n) => `${name}${n}`.slice(-60)).join(',');
    expect(await reasonOf(read('a.csv', `${header}\n${row.repeat(300)}`))).toBe('long');
    expect(await reasonOf(read('a.txt', 'a'.repeat(16_000_001)))).toBe('long');
  });

  it('may have one cell far to the right', async () => {
    const sheet = utils.aoa_to_sheet([['a', 'b'], ['c']]);
    sheet.XFD2 = { t: 's', v: 'far' };
    sheet['!ref'] = 'A1:XFD2';
    const book = { SheetNames: ['s'], Sheets: { s: sheet } };
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    expect((await read('a.xlsx', bytes)).map(({ text }) => text)).toEqual(['a: c\nfar']);
  });
});

describe('a reader of documents', () => {
  async function reading(
    bytes: Uint8Array,
    limits?: ReadingLimits,
    file = 'a.docx',
  ): Promise<Block[]> {
    const reader = new DocumentReader(limits);
    try {
      return await reader.read(file, bytes);
    } finally {
      await reader.close();
    }
  }

  it('reads what is large or foreign in a thread, as it would be read here', async () => {
    const docx = makeDocx(paragraph('Refunds take three days.'));
    expect(await reading(docx)).toEqual(await read('a.docx', docx));
    const text = Buffer.from('A line.\n\n'.repeat(120_000));
    expect(await reading(text, undefined, 'a.txt')).toHaveLength(120_000);
    expect(await reasonOf(reading(Buffer.from('x'), undefined, 'a.pdf'))).toBe('broken');
  });

  const endless = makeDocx(paragraph('x').repeat(200_000));

  it('ends what takes too long or too much memory, and goes on with the next', async () => {
    expect(await reasonOf(reading(endless, { seconds: 0, memory: 768 }))).toBe('heavy');
    expect(await reasonOf(reading(endless, { seconds: 60, memory: 32 }))).toBe('heavy');
    const reader = new DocumentReader({ seconds: 60, memory: 64 });
    try {
      expect(await reasonOf(reader.read('a.docx', endless))).toBe('heavy');
      expect(await reader.read('b.docx', makeDocx(paragraph('x')))).toHaveLength(1);
    } finally {
      await reader.close();
    }
  });
});
