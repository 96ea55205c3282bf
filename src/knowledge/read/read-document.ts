import path from 'node:path';
import { documentLimits, withinLimits } from './document-limits.ts';
import { UnreadableDocument, type Block } from './document.ts';
import { decodeText } from './decode-text.ts';

type Reader = (bytes: Uint8Array) => Block[] | Promise<Block[]>;

/** Readers by the ending of a file's name. What is heavy is loaded with the first document that needs it. */
const readers: Readonly<Record<string, Reader>> = {
  md: markdown,
  markdown,
  txt: plainText,
  text: plainText,
  html,
  htm: html,
  pdf,
  docx,
  xlsx,
  csv,
  tsv: csv,
};

/** The endings that are read, without dots. */
export const documentEndings: readonly string[] = Object.keys(readers);

/** No document of people is larger, in bytes. */
export const MAX_DOCUMENT = documentLimits.limit * 2 ** 20;

/**
 * The blocks of a document, by the ending of its name. Rejects with {@link UnreadableDocument} where it has no text that
 * can be read.
 */
export async function readDocument(file: string, bytes: Uint8Array): Promise<Block[]> {
  const ending = endingOf(file);
  const read = Object.hasOwn(readers, ending) ? readers[ending] : undefined;
  if (!read) throw new UnreadableDocument('binary');
  return withinLimits(await read(bytes));
}

/** The ending of a document's name, without its dot. */
export function endingOf(file: string): string {
  return path.extname(file).slice(1).toLowerCase();
}

async function markdown(bytes: Uint8Array): Promise<Block[]> {
  const { readMarkdown } = await import('./markdown.ts');
  return readMarkdown(decodeText(bytes));
}

async function plainText(bytes: Uint8Array): Promise<Block[]> {
  const { readPlainText } = await import('./plain-text.ts');
  return readPlainText(decodeText(bytes));
}

async function html(bytes: Uint8Array): Promise<Block[]> {
  const { decodeHtml, readHtml } = await import('./html.ts');
  return readHtml(decodeHtml(bytes));
}

async function pdf(bytes: Uint8Array): Promise<Block[]> {
  const { readPdf } = await import('./pdf.ts');
  return readPdf(bytes);
}

async function docx(bytes: Uint8Array): Promise<Block[]> {
  const { readDocx } = await import('./docx.ts');
  return readDocx(bytes);
}

async function xlsx(bytes: Uint8Array): Promise<Block[]> {
  const { readXlsx } = await import('./xlsx.ts');
  return readXlsx(bytes);
}

async function csv(bytes: Uint8Array): Promise<Block[]> {
  const { readCsv } = await import('./csv.ts');
  return readCsv(decodeText(bytes));
}
