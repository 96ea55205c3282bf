import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Location } from '../diagnostics/diagnostic.ts';
import { SourceFile } from '../diagnostics/source-file.ts';
import { NodeError } from '../engine/component.ts';
import { message, type MessageKey } from '../messages/message.ts';
import { PythonFailure, type PythonFrame } from '../python/instance.ts';
import { placeOf, placeOfLine } from '../python/place.ts';

/** What a call of Python failed with, as a node's failure with its place in the user's file. Other errors stay. */
export async function pythonError(error: unknown): Promise<unknown> {
  if (!(error instanceof PythonFailure)) return error;
  const { code, key, values, frames } = error;
  const frame = frames.at(-1);
  const location = frame && (await locationOf(frame));
  // The keys that the worker may name stand in the catalogue; a test proves it.
  return new NodeError(code, message(key as MessageKey, values), {
    cause: error,
    ...(location && { location }),
    details: { traceback: frames.map(frameText) },
  });
}

/** As Python writes it, shown relative to the working directory. */
function frameText({ file, line, function: name }: PythonFrame): string {
  return `${shownFile(file)}:${line} ${name}`;
}

async function locationOf(frame: PythonFrame): Promise<Location | undefined> {
  const text = await readFile(frame.file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const source = new SourceFile(shownFile(frame.file), text);
  const { line, column, endLine, endColumn } = frame;
  if (column === null || endLine === null || endColumn === null) return placeOfLine(source, line);
  return placeOf(source, [line, column, endLine, endColumn]);
}

function shownFile(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}
