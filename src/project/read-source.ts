import { readFileSync, statSync } from 'node:fs';
import { boundedFile } from '../components/file-pieces.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { SourceFile } from '../diagnostics/source-file.ts';
import {
  decodeSource,
  fileTooLarge,
  maxSourceBytes,
  tooLarge,
  type Decoded,
} from '../flow/read/decode.ts';
import { fileProblem } from './file-problem.ts';

/** Reads a file as text. What is wrong with it is a finding, under the path that the user knows. */
export async function readSource(absolute: string, shown: string): Promise<Decoded> {
  try {
    // Waiting for a small file costs more than reading it, and `validate` reads a thousand.
    const stats = statSync(absolute);
    const large = tooLarge(shown, stats.size);
    if (large) return { diagnostic: large };
    if (stats.isFile()) return readText(absolute, shown);
    // Pipes and devices have no size, and some no end.
    const bytes = await boundedFile(absolute, maxSourceBytes);
    return bytes ? decodeSource(shown, bytes) : { diagnostic: fileTooLarge(shown) };
  } catch (error) {
    return { diagnostic: unreadable(error, shown) };
  }
}

/** The bytes are looked at only where the text has a sign that they are something else than UTF-8 without a mark. */
function readText(absolute: string, shown: string): Decoded {
  const text = readFileSync(absolute, 'utf8');
  const isPlain = !text.startsWith('\ufeff') && !/[\0\ufffd]/.test(text);
  return isPlain
    ? { source: new SourceFile(shown, text) }
    : decodeSource(shown, readFileSync(absolute));
}

/** The finding for a file or folder that can't be read. */
export function unreadable(error: unknown, shown: string): Diagnostic {
  return {
    severity: 'error',
    code: 'file-unreadable',
    message: fileProblem(error, shown),
    location: { file: new SourceFile(shown, ''), start: 0, end: 0 },
  };
}
