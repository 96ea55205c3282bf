import { isUtf8 } from 'node:buffer';
import { checkLength } from './document-limits.ts';
import { UnreadableDocument } from './document.ts';

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark, or GB18030 (and so GBK and GB 2312). Line ends become `\n`.
 * Throws {@link UnreadableDocument} for bytes that are none of these, and for more text than a document has.
 */
export function decodeText(bytes: Uint8Array, charset?: string): string {
  const encoding = utf16Of(bytes) ?? (isUtf8(bytes) ? 'utf-8' : (charset ?? 'gb18030'));
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UnreadableDocument('encoding', error);
  }
  checkLength(text);
  if (text.includes('\0')) throw new UnreadableDocument('binary');
  return text.replace(/\r\n?/g, '\n');
}

function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}
