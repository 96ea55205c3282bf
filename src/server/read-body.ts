import type { IncomingMessage } from 'node:http';
import { parseJson } from '../flow/json.ts';
import { nestsDeeper } from '../flow/json-depth.ts';
import type { Value } from '../flow/value.ts';

/** A body of JSON, or why it is none: more bytes than allowed, text that is no JSON, nested too deeply. */
export type Body =
  | { readonly value: Value; readonly text: string }
  | { readonly problem: 'empty' | 'large' | 'no-utf8' | 'no-json' | 'deep'; readonly text: string };

/** What a body may be. */
export interface BodyLimits {
  readonly bytes: number;
  /** Lists and objects within each other. */
  readonly depth: number;
}

/** Reads a request's body, of which no more than is allowed gets into memory. Rejects where the connection breaks. */
export async function readBody(
  incoming: IncomingMessage,
  { bytes, depth }: BodyLimits,
): Promise<Body> {
  const read = await bytesOf(incoming, bytes);
  if (!read) return { problem: 'large', text: '' };
  if (read.length === 0) return { problem: 'empty', text: '' };
  const text = read.toString();
  if (text.includes('\ufffd') && !isUtf8(read)) return { problem: 'no-utf8', text: '' };
  if (nestsDeeper(text, depth)) return { problem: 'deep', text: '' };
  const value = parseJson(text);
  return value === undefined ? { problem: 'no-json', text } : { value, text };
}

async function bytesOf(incoming: IncomingMessage, most: number): Promise<Buffer | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > most) return undefined;
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    incoming.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > most) {
        incoming.pause();
        incoming.removeAllListeners('data');
        resolve(undefined);
      } else pieces.push(piece);
    });
    incoming.once('end', () => resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('the connection was closed')));
  });
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
