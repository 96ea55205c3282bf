import type { Block } from './document.ts';

/** A line of a page: its type's height and its place from the bottom, both in points. */
export interface PdfLine {
  readonly text: string;
  readonly height: number;
  readonly y: number;
}

/**
 * Leaves out what stands at the top or bottom of most pages: running titles and page numbers. Where nothing else stands on
 * any page, that is the text.
 */
export function withoutMargins(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const seen = new Map<string, number>();
  const shapeOf = pages.length > 2 ? numbersAside : numberAside;
  const edges = pages.map((lines) => new Set([...lines.slice(0, 2), ...lines.slice(-2)]));
  for (const edge of edges) {
    for (const line of new Set([...edge].map(shapeOf))) seen.set(line, (seen.get(line) ?? 0) + 1);
  }
  const isMargin = (line: PdfLine): boolean =>
    pages.length > 1 && (seen.get(shapeOf(line)) ?? 0) > pages.length / 2;
  const inner = pages.map((lines, n) =>
    lines.filter((line) => !edges[n]?.has(line) || !isMargin(line)),
  );
  return inner.every((lines) => lines.length === 0) ? pages.map((lines) => [...lines]) : inner;
}

/** Page numbers differ from page to page. */
function numbersAside({ text }: PdfLine): string {
  return text.replace(/\d+/g, '0');
}

/** On two pages, “Chapter 1” and “Chapter 2” may be no running title. */
function numberAside(line: PdfLine): string {
  return /\p{L}/u.test(line.text) ? line.text : numbersAside(line);
}

/** The lines of each page joined into paragraphs; a line in type larger than the text's is a heading for what follows. */
export function pageBlocks(pages: readonly (readonly PdfLine[])[]): Block[] {
  const body = commonHeight(pages);
  const blocks: Block[] = [];
  let headings: string[] = [];
  let isAfterHeading = false;
  for (const [n, lines] of pages.entries()) {
    let paragraph: PdfLine[] = [];
    const flush = (): void => {
      const text = joined(paragraph);
      if (text !== '') blocks.push({ text, headings, page: n + 1 });
      paragraph = [];
    };
    for (const line of lines) {
      const last = paragraph.at(-1);
      if (line.height > body * 1.15 && line.text.length <= 80) {
        flush();
        // A long heading goes over several lines.
        const isLong = (headings[0]?.length ?? 0) > 200;
        const title =
          isAfterHeading && !isLong ? joined([textLine(headings[0] ?? ''), line]) : line.text;
        headings = [title];
        isAfterHeading = true;
        continue;
      }
      isAfterHeading = false;
      if (last && Math.abs(last.y - line.y) > Math.max(line.height, body) * 1.8) flush();
      paragraph.push(line);
    }
    flush();
  }
  return blocks;
}

function textLine(text: string): PdfLine {
  return { text, height: 0, y: 0 };
}

/** The height in which most of the text is set. */
function commonHeight(pages: readonly (readonly PdfLine[])[]): number {
  const lengths = new Map<number, number>();
  for (const { height, text } of pages.flat()) {
    const rounded = Math.round(height * 2) / 2;
    lengths.set(rounded, (lengths.get(rounded) ?? 0) + text.length);
  }
  return [...lengths].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

/** Lines as one text: Chinese without a space between, a word that was parted at the end of a line whole again. */
function joined(lines: readonly PdfLine[]): string {
  let text = '';
  for (const line of lines) {
    // Its end only: a text is as long as a page.
    const end = text.slice(-3);
    const isParted = /\p{Ll}-$/u.test(end) && /^\p{Ll}/u.test(line.text);
    const isWide = /[\u2e80-\uffef]$/.test(end) && /^[\u2e80-\uffef]/.test(line.text);
    if (isParted) text = text.slice(0, -1) + line.text;
    else text += text === '' || isWide ? line.text : ` ${line.text}`;
  }
  return text.trim();
}
