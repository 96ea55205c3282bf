import { utils, write } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { UnreadableDocument, type Block } from '../../../src/knowledge/read/document.ts';
import { checkOfficePackage } from '../../../src/knowledge/read/office-package.ts';
import { documentEndings, readDocument } from '../../../src/knowledge/read/read-document.ts';
import { makeDocx, paragraph } from './make-docx.ts';
import { makePdf } from './make-pdf.ts';

function read(file: string, content: string | Uint8Array): Promise<Block[]> {
  return readDocument(file, typeof content === 'string' ? Buffer.from(content) : content);
}

async function reason(file: string, content: string | Uint8Array): Promise<string> {
  const failed = await read(file, content).catch((error: unknown) => error);
  if (!(failed instanceof UnreadableDocument)) throw new Error(`it gave ${JSON.stringify(failed)}`);
  return failed.reason;
}

describe('Markdown', () => {
  it('gives paragraphs with the headings above them and the line they begin on', async () => {
    const blocks = await read(
      'a.md',
      '---\ntitle: x\n---\n# 售后\n\n## 退款\n三天内退回。\n请留意短信。\n\n- 一\n- 二\n\n换货\n----\n七天内。\n\n# Other\nText with **bold** and a [link](http://x/(y)).\n',
    );
    expect(blocks).toEqual([
      { text: '三天内退回。\n请留意短信。', headings: ['售后', '退款'], line: 7 },
      { text: '- 一\n- 二', headings: ['售后', '退款'], line: 10 },
      { text: '七天内。', headings: ['售后', '换货'], line: 15 },
      { text: 'Text with bold and a link.', headings: ['Other'], line: 18 },
    ]);
  });

  it('takes no heading from code', async () => {
    const blocks = await read('a.md', '# A\n\n```sh\n# not a heading\n\nrun\n```\n');
    expect(blocks).toEqual([
      { text: '```sh\n# not a heading\n\nrun\n```', headings: ['A'], line: 3 },
    ]);
  });
});

describe('text', () => {
  const text = '第一段，关于退款。\r\n还是第一段。\r\n\r\n第二段。';
  const blocks = [
    { text: '第一段，关于退款。\n还是第一段。', headings: [], line: 1 },
    { text: '第二段。', headings: [], line: 4 },
  ];

  it('is read as UTF-8, with or without its mark', async () => {
    expect(await read('a.txt', text)).toEqual(blocks);
    expect(await read('A.TXT', `\ufeff${text}`)).toEqual(blocks);
  });

  it('is read as UTF-16 with its mark', async () => {
    expect(await read('a.txt', Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(blocks);
  });

  it('is read as GB18030', async () => {
    const gbk = Buffer.from('cdcbbfeed0e8d2aac8fdcceca1a3', 'hex');
    expect(await read('a.txt', gbk)).toEqual([{ text: '退款需要三天。', headings: [], line: 1 }]);
  });

  it('is refused where it is none', async () => {
    expect(await reason('a.txt', Buffer.from([0x50, 0, 1, 2]))).toBe('binary');
    expect(await reason('a.txt', Buffer.from([0x81, 0xff, 0xff, 0xff]))).toBe('encoding');
    expect(await reason('a.exe', 'x')).toBe('binary');
    expect(await reason('constructor', 'x')).toBe('binary');
  });
});

describe('HTML', () => {
  it('gives what is read on the page, under its headings', async () => {
    const blocks = await read(
      'a.html',
      `<html><head><title>Shop</title><style>p { color: red }</style></head><body>
<nav>Home | About</nav>
<p>Welcome &amp; enjoy.</p>
<h1>Refunds</h1><script>var x = "<p>no</p>";</script>
<p>Within <b>three</b>
days.</p><ul><li>Keep it new</li><li>Keep the box</li></ul>
<table><tr><th>Item</th><th>Days</th></tr><tr><td>Shoes</td><td>14</td></tr></table>
<pre>a
  b</pre><footer><p>© Shop</p></footer></body></html>`,
    );
    expect(blocks).toEqual([
      { text: 'Welcome & enjoy.', headings: ['Shop'], line: 3 },
      { text: 'Within three days.', headings: ['Refunds'], line: 5 },
      { text: '- Keep it new\n- Keep the box', headings: ['Refunds'], line: 5 },
      { text: 'Item: Shoes\nDays: 14', headings: ['Refunds'], line: 7 },
      { text: 'a\n  b', headings: ['Refunds'], line: 8 },
    ]);
  });

  it('is read in the encoding that it names', async () => {
    const big5 = Buffer.concat([
      Buffer.from('<meta charset="big5"><p>'),
      Buffer.from('b0eab4da', 'hex'),
      Buffer.from('</p>'),
    ]);
    const [block] = await read('a.htm', big5);
    expect(block?.text).toBe(new TextDecoder('big5').decode(Buffer.from('b0eab4da', 'hex')));
    expect((await read('b.html', '<meta charset="nonsense"><p>好</p>'))[0]?.text).toBe('好');
  });

  it('with tags that are never closed still gives its text', async () => {
    const blocks = await read('a.html', '<table><tr><td>one<td>two<tr><td>three<div>four');
    expect(blocks.map(({ text }) => text).join(' ')).toMatch(/one.*two.*three.*four/s);
  });
});

describe('tables', () => {
  it('of CSV give a passage for each row, with the names of its columns', async () => {
    const blocks = await read(
      'a.csv',
      '问题,答案\n怎么退款,"申请后\n三天到账"\n\n怎么换货,联系客服\n',
    );
    expect(blocks).toEqual([
      { text: '问题: 怎么退款\n答案: 申请后\n三天到账', headings: [], line: 2, alone: true },
      { text: '问题: 怎么换货\n答案: 联系客服', headings: [], line: 5, alone: true },
    ]);
  });

  it('may be parted by semicolons or tabs, and have no names', async () => {
    expect((await read('a.csv', 'name;age\nMei;31\n'))[0]?.text).toBe('name: Mei\nage: 31');
    expect((await read('a.tsv', '1\t2\n3\t4\n')).map(({ text }) => text)).toEqual([
      '1 | 2',
      '3 | 4',
    ]);
  });

  it('with a quote that never ends are refused', async () => {
    expect(await reason('a.csv', 'a,b\n"c,d\n')).toBe('broken');
  });

  it('of a workbook stand under their sheet, dates as shown, merged cells in each of their rows', async () => {
    const sheet = utils.aoa_to_sheet([
      ['价目表'],
      ['类别', '名称', '日期'],
      ['水果', '苹果', new Date(Date.UTC(2026, 2, 5))],
      [null, '梨', 12.5],
    ]);
    sheet['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 3, c: 0 } }];
    const other = utils.aoa_to_sheet([['只有一格']]);
    const book = { SheetNames: ['价格', '附注'], Sheets: { 价格: sheet, 附注: other } };
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    const blocks = await read('a.xlsx', bytes);
    expect(blocks.map(({ text, headings, line }) => [headings[0], line, text])).toEqual([
      ['价格', 1, '价目表'],
      ['价格', 3, '类别: 水果\n名称: 苹果\n日期: 3/5/26'],
      ['价格', 4, '类别: 水果\n名称: 梨\n日期: 12.5'],
      ['附注', 1, '只有一格'],
    ]);
  });
});

describe('Word', () => {
  it('gives paragraphs and tables under headings', async () => {
    const cell = (text: string): string => `<w:tc>${paragraph(text)}</w:tc>`;
    const bytes = makeDocx(
      [
        paragraph('员工手册', '1'),
        paragraph('年假', '2'),
        paragraph('满一年休五天。'),
        '<w:p><w:ins><w:r><w:t>新加的。</w:t></w:r></w:ins><w:del><w:r><w:delText>删去的。</w:delText></w:r></w:del></w:p>',
        `<w:tbl><w:tr>${cell('工龄')}${cell('天数')}</w:tr><w:tr>${cell('十年')}${cell('十天')}</w:tr></w:tbl>`,
      ].join(''),
    );
    const blocks = await read('a.docx', bytes);
    expect(blocks.map(({ text }) => text)).toEqual([
      '满一年休五天。',
      '新加的。',
      '工龄 | 天数',
      '十年 | 十天',
    ]);
    expect(blocks.every(({ headings }) => headings.join('/') === '员工手册/年假')).toBe(true);
  });

  it('is refused where it is damaged, encrypted or something else', async () => {
    expect(await reason('a.docx', 'not a package')).toBe('broken');
    expect(await reason('a.docx', zipSync({ 'x.txt': strToU8('x') }))).toBe('broken');
    const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]);
    expect(await reason('a.docx', ole)).toBe('locked');
    const whole = makeDocx(paragraph('x'));
    expect(await reason('a.docx', whole.subarray(0, whole.length / 2))).toBe('broken');
  });

  it('that unpacks to more than any document is refused', () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(2_000_000) });
    // What it says about its size is a lie.
    new DataView(bomb.buffer).setUint32(22, 10, true);
    expect(() => checkOfficePackage(bomb, 1_000_000)).toThrow('unpacked');
    expect(() => checkOfficePackage(bomb, 2_000_000)).not.toThrow();
  });
});

describe('PDF', () => {
  it('gives paragraphs page by page under what is set large, without running titles', async () => {
    const edges = (n: number) => [
      { text: 'Handbook 2026', y: 810 },
      { text: `- ${n} -`, y: 30 },
    ];
    const pages = [
      [
        ...edges(1),
        { text: '退款规则', size: 18, y: 760 },
        { text: '收到申请以后，我们会在三个工', y: 730 },
        { text: '作日内退回。', y: 714 },
        { text: 'Refunds are paid back with-', y: 660 },
        { text: 'in three days.', y: 644 },
      ],
      [...edges(2), { text: 'Second page.', y: 730 }],
      [...edges(3), { text: 'Third page.', y: 730 }],
    ];
    const sorted = pages.map((page) => [...page].sort((a, b) => b.y - a.y));
    expect(await read('a.pdf', makePdf(sorted))).toEqual([
      { text: '收到申请以后，我们会在三个工作日内退回。', headings: ['退款规则'], page: 1 },
      { text: 'Refunds are paid back within three days.', headings: ['退款规则'], page: 1 },
      { text: 'Second page.', headings: ['退款规则'], page: 2 },
      { text: 'Third page.', headings: ['退款规则'], page: 3 },
    ]);
  });

  it('without text besides its running titles gives those', async () => {
    const page = [{ text: 'The same on each page.', y: 700 }];
    const same = await read('a.pdf', makePdf([page, page, page]));
    expect(same.map(({ text }) => text)).toEqual(page.concat(page, page).map(({ text }) => text));
  });

  it('of two pages has running titles, too, but chapters are none', async () => {
    const page = (n: number, text: string) => [
      { text: 'Handbook', y: 810 },
      { text: `Chapter ${n}`, y: 760 },
      { text, y: 730 },
      { text: `- ${n} -`, y: 30 },
    ];
    const blocks = await read('a.pdf', makePdf([page(1, 'First.'), page(2, 'Second.')]));
    expect(blocks.map(({ text }) => text).join(' ')).toBe('Chapter 1 First. Chapter 2 Second.');
  });

  it('is refused where it has no text, or is none', async () => {
    expect(await reason('a.pdf', makePdf([[]]))).toBe('scanned');
    expect(await reason('a.pdf', 'not a PDF')).toBe('broken');
    expect(await reason('a.pdf', makePdf([[{ text: 'x', y: 9 }]]).subarray(0, 200))).toBe('broken');
  });
});

it('knows the endings that it reads', () => {
  expect(documentEndings).toEqual(
    expect.arrayContaining(['md', 'txt', 'html', 'pdf', 'docx', 'xlsx', 'csv']),
  );
});
