import type { Location } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import type { Span } from './inspection.ts';

/** The stretch of a source that Python names by lines (from 1) and UTF-8 bytes in them (from 0). */
export function placeOf(file: SourceFile, [line, column, endLine, endColumn]: Span): Location {
  const start = offsetOf(file, line, column);
  return { file, start, end: Math.max(start, offsetOf(file, endLine, endColumn)) };
}

/** A whole line without the spaces around it, for what Python gives no columns of. */
export function placeOfLine(file: SourceFile, line: number): Location {
  const text = file.lineText(line - 1);
  const start = file.lineStart(line - 1) + text.length - text.trimStart().length;
  return { file, start, end: Math.max(start, file.lineStart(line - 1) + text.trimEnd().length) };
}

function offsetOf(file: SourceFile, line: number, column: number): number {
  const text = file.lineText(line - 1);
  let bytes = 0;
  let at = 0;
  for (const character of text) {
    if (bytes >= column) break;
    bytes += Buffer.byteLength(character);
    at += character.length;
  }
  return file.lineStart(line - 1) + at;
}
