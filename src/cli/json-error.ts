import { position, type Position } from '../diagnostics/code-frame.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { jsonErrorAt } from '../flow/json.ts';

/** Where a text stops being JSON, as a person counts lines and columns. */
export function jsonErrorPosition(file: SourceFile): Position {
  const start = jsonErrorAt(file.text);
  return position({ file, start, end: start });
}
