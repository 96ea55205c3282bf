import { stat } from 'node:fs/promises';
import type { Report } from '../diagnostics/diagnostic.ts';
import { Cassette, type CassetteMode } from '../exchanges/cassette.ts';
import { cassetteText } from '../exchanges/cassette-text.ts';
import { readCassette } from '../exchanges/read-cassette.ts';
import type { Recorded } from '../exchanges/recorded.ts';
import { maxSourceBytes, type Decoded } from '../flow/read/decode.ts';
import { readableSize } from '../http/byte-size.ts';
import { replaceFile } from '../files/replace-file.ts';
import { message } from '../messages/message.ts';
import { readSource } from './read-source.ts';
import { UsageError } from './usage-error.ts';

export interface OpenCassetteOptions {
  readonly mode: CassetteMode;
  /** The path as the user would write it. */
  readonly shown: string;
  /** In a replay an exchange may be answered more often than it was recorded: where faults make nodes ask again. */
  readonly again?: boolean;
}

/**
 * Opens the cassette in a file (`absolute`) for one run. A replay needs no file as long as nothing is asked; a recording takes
 * `ignore` over from the file that it will replace. What is wrong with the file is reported; then undefined.
 * Rejects with UsageError where a recording would take the place of something else than a cassette, `cassette.finish` where it
 * is too large or can't be written.
 */
export async function openCassette(
  absolute: string,
  { mode, shown, again = false }: OpenCassetteOptions,
  report: Report,
): Promise<Cassette | undefined> {
  let recorded: Recorded | undefined;
  const there = await stat(absolute).catch(() => undefined);
  // A pipe is written into, and may have nobody who writes to it.
  if (there && (mode === 'replay' || there.isFile() || there.isDirectory())) {
    const decoded = await readSource(absolute, shown);
    if (mode === 'record' && there.size > 0 && !looksLikeCassette(decoded)) {
      throw new UsageError(
        message('cassette-foreign', { file: shown }),
        message('cassette-foreign/hint'),
      );
    }
    // Whatever a recording would replace may be broken.
    const told: Report = mode === 'record' ? () => undefined : report;
    if ('diagnostic' in decoded) told(decoded.diagnostic);
    else recorded = readCassette(decoded.source, told);
    if (!recorded && mode === 'replay') return undefined;
  }
  const save = async (kept: Recorded): Promise<void> => {
    const bytes = Buffer.from(cassetteText(kept));
    if (bytes.byteLength > maxSourceBytes) {
      const values = { size: readableSize(bytes.byteLength), limit: readableSize(maxSourceBytes) };
      throw new UsageError(message('cassette-too-large', values));
    }
    try {
      await replaceFile(absolute, bytes);
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new UsageError(message('cassette-unwritable', { file: shown, reason }));
    }
  };
  return new Cassette({ mode, file: shown, recorded, again, save });
}

/** Whether a file was a cassette once, even where an edit or a merge has broken it. */
function looksLikeCassette(decoded: Decoded): boolean {
  if ('diagnostic' in decoded) return false;
  const { text } = decoded.source;
  return /^(["']?)format_version\1:/m.test(text) && /^(["']?)exchanges\1:/m.test(text);
}
