import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { NodeError } from '../engine/component.ts';
import type { ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { missingFile } from './missing-file.ts';

/** A larger file gives its path only: as a text it would be copied into every event that shows it. */
const MAX_TEXT = 32 * 1024 * 1024;

/**
 * A file as a flow sees it: `{path, name, size, text}`, `text` None where it is no text (UTF-8) or larger than 32 MB.
 * The path is relative to the working directory. Throws {@link NodeError} `input-file`.
 */
export async function readInputFile(given: string): Promise<ValueObject> {
  const path = resolve(given);
  try {
    const stats = await stat(path);
    if (!stats.isFile()) {
      throw new NodeError('input-file', message('input-file/not-a-file', { file: given }));
    }
    const text = stats.size > MAX_TEXT ? null : decode(await readFile(path));
    return { path, name: basename(path), size: stats.size, text };
  } catch (error) {
    if (error instanceof NodeError) throw error;
    throw missingFile(error, 'input-file', given);
  }
}

function decode(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
