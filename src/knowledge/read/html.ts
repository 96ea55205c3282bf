import { Parser } from 'htmlparser2';
import { decodeText } from './decode-text.ts';
import type { Block } from './document.ts';
import { rowText } from './row-text.ts';

/** The text of an HTML file, in the encoding that it names where it is not UTF-8. */
export function decodeHtml(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048));
  const charset = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1];
  return decodeText(bytes, charset !== undefined && isKnown(charset) ? charset : undefined);
}

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return false;
  }
}

/** What is no text of the page, or the same on every page of a site. */
const SKIPPED = new Set(
  'script style noscript template svg math head nav footer form button select textarea iframe object'.split(
    ' ',
  ),
);
const HEADING = /^h([1-6])$/;
/** Tags that end a paragraph. */
const BLOCKS = new Set(
  (
    'p div section article main header footer aside ul ol dl dt dd blockquote figure figcaption address body html ' +
    'table thead tbody tfoot caption hr details summary h1 h2 h3 h4 h5 h6 pre'
  ).split(' '),
);

/**
 * The paragraphs, lists and table rows of a page under their headings. The page's title stands above all where it has no
 * first heading. `lines` false: places in this text are nobody's (it was made from something else).
 */
export function readHtml(html: string, lines = true): Block[] {
  const reader = new PageReader(html, lines);
  const parser = new Parser({
    onopentag: (name) => {
      reader.open(name, parser.startIndex);
    },
    onclosetag: (name) => {
      reader.close(name);
    },
    ontext: (text) => {
      reader.text(text, parser.startIndex);
    },
  });
  parser.end(html);
  return reader.finish();
}

class PageReader {
  readonly #html: string;
  readonly #lines: boolean;
  readonly #blocks: Block[] = [];
  readonly #headings: { readonly level: number; readonly title: string }[] = [];
  #title = '';
  #inTitle = false;
  #skipping: string[] = [];
  #pre = 0;
  #text = '';
  #start = 0;
  /** The row that is being read, and the header of its table. */
  #cells: string[] | undefined;
  #header: readonly string[] | undefined;
  #isHeader = false;
  #line = 1;
  #counted = 0;

  constructor(html: string, lines: boolean) {
    this.#html = html;
    this.#lines = lines;
  }

  open(name: string, at: number): void {
    if (name === 'title' && this.#title === '') this.#inTitle = true;
    if (SKIPPED.has(name)) this.#skipping.push(name);
    if (this.#skipping.length > 0) return;
    if (name === 'br') this.#text += '\n';
    if (name === 'pre') this.#pre++;
    if (name === 'table') this.#header = undefined;
    if (name === 'tr') {
      this.#flush();
      this.#cells = [];
      this.#isHeader = true;
      this.#start = at;
    } else if (name === 'td' || name === 'th') {
      if (name === 'td') this.#isHeader = false;
    } else if (name === 'li') {
      this.#startItem();
    } else if (BLOCKS.has(name)) this.#endParagraph();
  }

  close(name: string): void {
    if (name === 'title') this.#inTitle = false;
    if (this.#skipping.length > 0) {
      if (this.#skipping.at(-1) === name) this.#skipping.pop();
      return;
    }
    if (name === 'pre') {
      this.#pre = Math.max(0, this.#pre - 1);
      if (!this.#cells) this.#flush(true);
    }
    const level = HEADING.exec(name)?.[1];
    if (level !== undefined) this.#setHeading(Number(level));
    else if (name === 'td' || name === 'th') this.#endCell();
    else if (name === 'tr') this.#endRow();
    else if (BLOCKS.has(name)) this.#endParagraph();
  }

  text(text: string, at: number): void {
    if (this.#inTitle) this.#title += text;
    if (this.#skipping.length > 0) return;
    if (this.#text.trim() === '' && text.trim() !== '' && !this.#cells) this.#start = at;
    this.#text += this.#pre > 0 ? text : text.replace(/\s+/g, ' ');
  }

  finish(): Block[] {
    this.#flush();
    const title = this.#title.replace(/\s+/g, ' ').trim();
    if (title === '') return this.#blocks;
    return this.#blocks.map((block) =>
      block.headings.length > 0 ? block : { ...block, headings: [title] },
    );
  }

  #setHeading(level: number): void {
    const title = this.#text.replace(/\s+/g, ' ').trim();
    this.#text = '';
    while ((this.#headings.at(-1)?.level ?? 0) >= level) this.#headings.pop();
    if (title !== '') this.#headings.push({ level, title });
  }

  /** Inside a table the paragraphs of a cell stay together. */
  #endParagraph(): void {
    if (this.#cells) this.#text += ' ';
    else this.#flush();
  }

  /** The items of a list stay together, too: each begins a line. */
  #startItem(): void {
    if (this.#text.trim() !== '') this.#text = `${this.#text.trimEnd()}\n`;
    this.#text += '- ';
  }

  #endCell(): void {
    this.#cells?.push(this.#text.replace(/\s+/g, ' ').trim());
    this.#text = '';
  }

  #endRow(): void {
    const cells = this.#cells ?? [];
    this.#cells = undefined;
    if (this.#isHeader && !this.#header && cells.length > 1) this.#header = cells;
    else this.#push(rowText(cells, this.#header));
    this.#text = '';
  }

  #flush(isCode = false): void {
    const text = this.#text
      .split('\n')
      .map((line) => (isCode ? line.trimEnd() : line.trim()))
      .filter((line) => line !== '' && line !== '-')
      .join('\n');
    this.#text = '';
    this.#push(text);
  }

  #push(text: string): void {
    if (text.trim() === '') return;
    const headings = this.#headings.map(({ title }) => title);
    this.#blocks.push({ text, headings, ...(this.#lines && { line: this.#lineAt(this.#start) }) });
  }

  #lineAt(at: number): number {
    for (let next = this.#html.indexOf('\n', this.#counted); next >= 0 && next < at;) {
      this.#line++;
      this.#counted = next + 1;
      next = this.#html.indexOf('\n', this.#counted);
    }
    return this.#line;
  }
}
