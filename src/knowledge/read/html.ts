import { Parser } from 'htmlparser2';
import { decodeText } from './decode-text.ts';
import { UnreadableDocument, type Block } from './document.ts';
import { documentLimits, DocumentSize } from './document-limits.ts';
import { cellsOf, isHeader, rowText, type Cells } from './row-text.ts';

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
 * first heading. `lines` false: places in this text are nobody's (it was made from something else). Throws
 * {@link UnreadableDocument} where its tags are nested too deep, or it has too much text.
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
  /** Whether `#text` is more than spaces: looking would take as long as it is. */
  #hasText = false;
  #start = 0;
  #depth = 0;
  readonly #size = new DocumentSize();
  /** The row that is being read, and the header of its table. */
  #cells: string[] | undefined;
  #header: Cells | undefined;
  #isHeader = false;
  #line = 1;
  /** Where the line ends. */
  #lineEnd: number;

  constructor(html: string, lines: boolean) {
    this.#html = html;
    this.#lines = lines;
    this.#lineEnd = endOfLine(html, 0);
  }

  open(name: string, at: number): void {
    // The parser looks through all open tags now and then.
    if (++this.#depth > documentLimits.depth) throw new UnreadableDocument('nested');
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
    this.#depth--;
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
    if (!this.#hasText && text.trim() !== '') {
      this.#hasText = true;
      if (!this.#cells) this.#start = at;
    }
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
    const title = this.#take().replace(/\s+/g, ' ').trim();
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
    this.#text += this.#hasText ? '\n- ' : '- ';
    this.#hasText = true;
  }

  #endCell(): void {
    const text = this.#take().replace(/\s+/g, ' ').trim();
    this.#cells?.push(text);
  }

  #endRow(): void {
    const cells = cellsOf(this.#cells ?? []);
    this.#cells = undefined;
    if (this.#isHeader && !this.#header && cells.size > 1 && isHeader(cells)) this.#header = cells;
    else this.#push(rowText(cells, this.#header));
    this.#take();
  }

  #flush(isCode = false): void {
    const text = this.#take()
      .split('\n')
      .map((line) => (isCode ? line.trimEnd() : line.trim()))
      .filter((line) => line !== '' && line !== '-')
      .join('\n');
    this.#push(text);
  }

  /** What was read, which is then begun anew. */
  #take(): string {
    const text = this.#text;
    this.#text = '';
    this.#hasText = false;
    return text;
  }

  #push(text: string): void {
    if (text.trim() === '') return;
    this.#size.add(text.length);
    const headings = this.#headings.map(({ title }) => title);
    this.#blocks.push({ text, headings, ...(this.#lines && { line: this.#lineAt(this.#start) }) });
  }

  #lineAt(at: number): number {
    while (this.#lineEnd < at) {
      this.#line++;
      this.#lineEnd = endOfLine(this.#html, this.#lineEnd + 1);
    }
    return this.#line;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
