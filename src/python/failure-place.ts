import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Location } from '../diagnostics/diagnostic.ts';
import { SourceFile } from '../diagnostics/source-file.ts';
import { maxSourceBytes } from '../flow/read/decode.ts';
import { isCodePath } from './code-path.ts';
import type { PythonFailure } from './instance.ts';
import { placeOf, placeOfLine } from './place.ts';

/** Where in the user's files a failure happened: the innermost of its frames whose file can be read. */
export async function failurePlace({ frames }: PythonFailure): Promise<Location | undefined> {
  for (const { file, line, column, endLine, endColumn } of [...frames].reverse()) {
    if (isCodePath(file)) continue;
    const text = await readSource(file);
    if (text === undefined) continue;
    const source = new SourceFile(shownFile(file), text);
    if (column === null || endLine === null || endColumn === null) return placeOfLine(source, line);
    return placeOf(source, [line, column, endLine, endColumn]);
  }
  return undefined;
}

/** A frame of a plugin can name anything: a device without an end, say. */
async function readSource(file: string): Promise<string | undefined> {
  try {
    const stats = await stat(file);
    if (!stats.isFile() || stats.size > maxSourceBytes) return undefined;
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** A file's path as the user would write it. */
export function shownFile(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}
