import { getDocumentProxy } from 'unpdf';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DocumentSize } from './document-limits.ts';
import { UnreadableDocument, type Block } from './document.ts';
import { pageBlocks, withoutMargins, type PdfLine } from './pdf-lines.ts';

/** A document of more pages is read so far. */
const MOST_PAGES = 5_000;

/** The paragraphs of a PDF, page by page, under what is set in larger type. Rejects with {@link UnreadableDocument}. */
export async function readPdf(bytes: Uint8Array): Promise<Block[]> {
  const pages = await linesOf(bytes);
  if (pages.every((lines) => lines.length === 0)) throw new UnreadableDocument('scanned');
  return pageBlocks(withoutMargins(pages));
}

async function linesOf(bytes: Uint8Array): Promise<PdfLine[][]> {
  try {
    const document = await open(bytes);
    const pages: PdfLine[][] = [];
    const size = new DocumentSize();
    try {
      for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES); number++) {
        const page = await document.getPage(number);
        const lines = toLines((await page.getTextContent()).items);
        for (const { text } of lines) size.add(text.length, 0);
        pages.push(lines);
        page.cleanup();
        await nextTurn();
      }
    } finally {
      await document.destroy();
    }
    return pages;
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    throw new UnreadableDocument(isLocked ? 'locked' : 'broken', error);
  }
}

/** What is used here of the library's document: its own types lead to none. */
interface Pdf {
  readonly numPages: number;
  getPage(number: number): Promise<{
    getTextContent(): Promise<{ readonly items: readonly Item[] }>;
    cleanup(): void;
  }>;
  destroy(): Promise<void>;
}

function open(bytes: Uint8Array): Promise<Pdf> {
  const settings = { verbosity: 0, isEvalSupported: false };
  // The bytes are handed over for good.
  return getDocumentProxy(Uint8Array.from(bytes), settings) as Promise<unknown> as Promise<Pdf>;
}

interface Item {
  readonly str?: string;
  readonly height?: number;
  readonly hasEOL?: boolean;
  readonly transform?: readonly number[];
}

/** Joins the pieces of text that stand on one line. */
function toLines(items: readonly Item[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let text = '';
  let height = 0;
  let y = 0;
  for (const { str = '', hasEOL = false, transform, height: tall = 0 } of items) {
    if (text === '') y = transform?.[5] ?? y;
    if (str.trim() !== '') height = Math.max(height, tall);
    text += str;
    if (!hasEOL) continue;
    if (text.trim() !== '') lines.push({ text: text.trim(), height, y });
    text = '';
    height = 0;
  }
  if (text.trim() !== '') lines.push({ text: text.trim(), height, y });
  return lines;
}
