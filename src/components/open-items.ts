import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NodeError } from '../engine/component.ts';
import type { ItemStream } from '../engine/item-stream.ts';
import { parseJson } from '../flow/json.ts';
import type { Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { decodedPieces } from './decoded-pieces.ts';
import { filePieces } from './file-pieces.ts';
import { itemFormatOf, openItemFile } from './item-file.ts';
import { missingFile } from './missing-file.ts';

/** Items in memory, or read as they are needed. */
export type Items = ItemStream | readonly Value[];

/** A JSON array is read as a whole, unlike JSONL. */
const PIECE = 256 * 1024;
const MAX_JSON = 256 * 1024 * 1024;

/**
 * The items of a file that a flow names: `.jsonl`, `.ndjson`, `.csv`, `.txt` (a text a line; blank ones are passed
 * over) are read as they are needed, a `.json` array at once. `source` is relative to `folder`. Throws
 * {@link NodeError} `items-unreadable`.
 */
export async function openItems(source: string, folder: string): Promise<Items> {
  const path = resolve(folder, source);
  const format = itemFormatOf(path) ?? (/\.txt$/i.test(path) ? 'lines' : undefined);
  if (format) return openItemFile(path, format, source);
  if (/\.json$/i.test(path)) return readJson(path, source);
  throw new NodeError('items-unreadable', message('items-unreadable/format', { file: source }), {
    hint: message('items-unreadable/format/hint'),
  });
}

async function readJson(path: string, source: string): Promise<readonly Value[]> {
  const items = parseJson(await readText(path, source));
  if (!Array.isArray(items)) {
    throw new NodeError('items-unreadable', message('items-unreadable/no-array', { file: source }));
  }
  return items as readonly Value[];
}

async function readText(path: string, source: string): Promise<string> {
  try {
    if ((await stat(path)).size > MAX_JSON) {
      throw new NodeError('items-unreadable', message('items-unreadable/large', { file: source }));
    }
    let text = '';
    for await (const piece of decodedPieces(filePieces(path, PIECE))) text += piece;
    return text;
  } catch (error) {
    if (error instanceof NodeError) throw error;
    throw missingFile(error, 'items-unreadable', source);
  }
}
