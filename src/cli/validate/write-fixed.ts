import { access, constants, readFile, stat } from 'node:fs/promises';
import { replaceFile } from '../../files/replace-file.ts';
import { decodeSource } from '../../flow/read/decode.ts';
import { message, type Message } from '../../messages/message.ts';
import { reasonOf } from '../scaffold/reason.ts';
import type { FixedFlow } from './fix-flows.ts';

/**
 * Writes a repaired flow in the place of the old text, whole or not at all, in the same encoding. Gives what has kept it
 * from being written; also a change that somebody else has made meanwhile does.
 */
export async function writeFixed({
  absolute,
  source,
  text,
}: FixedFlow): Promise<Message | undefined> {
  const file = source.path;
  try {
    await access(absolute, constants.W_OK);
    const bytes = await readFile(absolute);
    const now = decodeSource(file, bytes);
    if (!('source' in now) || now.source.text !== source.text) {
      return message('fix-changed', { file });
    }
    await replaceFile(absolute, encoded(text, bytes), (await stat(absolute)).mode & 0o777);
    return undefined;
  } catch (error) {
    return message('fix-failed', { file, reason: reasonOf(error) });
  }
}

/** In the encoding that the bytes of the old text begin with. */
function encoded(text: string, old: Uint8Array): Uint8Array {
  const [first, second] = old;
  if (first === 0xff && second === 0xfe) return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (first === 0xfe && second === 0xff) return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return Buffer.from(first === 0xef && second === 0xbb ? `\ufeff${text}` : text);
}
