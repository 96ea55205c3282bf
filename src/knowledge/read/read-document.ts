import { UnreadableDocument, type Block } from './document.ts';
import { decodeText } from './decode-text.ts';

type Reader = (bytes: Uint8Array) => Block[] | Promise<Block[]>;

/** Readers by the ending of a file's name. What is heavy is loaded with the first document that needs it. */
const readers: Readonly<Record<string, Reader>> = {
  md: markdown,
  markdown,
  txt: plainText,
  text: plainText,
};

/** The endings that are read, without dots. */
export const documentEndings: readonly string[] = Object.keys(readers);

/** No document of people is larger, in bytes. */
export const MAX_DOCUMENT = 256 * 1024 * 1024;

/**
 * The blocks of a document, by the ending of its name. Rejects with {@link UnreadableDocument} where it has no text that
 * can be read.
 */
export async function readDocument(file: string, bytes: Uint8Array): Promise<Block[]> {
  const ending = /\.([^./]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const read = readers[ending];
  if (!read) throw new UnreadableDocument('binary');
  return read(bytes);
}

async function markdown(bytes: Uint8Array): Promise<Block[]> {
  const { readMarkdown } = await import('./markdown.ts');
  return readMarkdown(decodeText(bytes));
}

async function plainText(bytes: Uint8Array): Promise<Block[]> {
  const { readPlainText } = await import('./plain-text.ts');
  return readPlainText(decodeText(bytes));
}
