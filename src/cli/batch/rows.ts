import path from 'node:path';
import { stat } from 'node:fs/promises';
import { decodedPieces } from '../../components/decoded-pieces.ts';
import {
  eachRecord,
  itemFormatOf,
  openRecords,
  type ReadRecord,
} from '../../components/item-file.ts';
import { NodeError } from '../../engine/component.ts';
import type { Value } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import { fileProblem } from '../../project/file-problem.ts';
import { UsageError } from '../../project/usage-error.ts';
import { readInputFile } from '../input-file.ts';
import type { Terminal } from '../terminal.ts';

/** The rows of the data, read as they are needed. */
export interface Rows {
  /** Null where nobody knows before the end. */
  readonly count: number | null;
  readonly records: AsyncIterable<ReadRecord>;
}

/** Opens JSONL, CSV, or the list in a JSON file; `-` is JSONL on standard input. Throws UsageError. */
export async function openRows(data: string, terminal: Terminal): Promise<Rows> {
  if (data === '-') {
    return { count: null, records: eachRecord(decodedPieces(terminal.stdin), 'jsonl', '<stdin>') };
  }
  const absolute = path.resolve(terminal.folder, data);
  if (/\.json$/i.test(data)) return listOf(await readInputFile(data, terminal.folder), data);
  const isFile = await stat(absolute).then(
    (stats) => stats.isFile(),
    (error: unknown) => {
      throw new UsageError(fileProblem(error, data));
    },
  );
  // What a shell hands over (`<(command)`) has no ending.
  const format = itemFormatOf(data) ?? (isFile ? undefined : 'jsonl');
  if (!format)
    throw new UsageError(message('batch-data', { file: data }), message('batch-data/hint'));
  return openRecords(absolute, format, data).catch((error: unknown) => {
    throw error instanceof NodeError ? new UsageError(error.text, error.hint) : error;
  });
}

function listOf(inputs: readonly (readonly [string, unknown])[], file: string): Rows {
  const [name, items] = inputs.length === 1 ? (inputs[0] ?? []) : [];
  if (name !== 'items' || !Array.isArray(items)) {
    throw new UsageError(message('batch-data/no-list', { file }), message('batch-data/hint'));
  }
  return { count: items.length, records: recordsOf(items as readonly Value[]) };
}

// eslint-disable-next-line @typescript-eslint/require-await -- what is read from a file comes in the same way
async function* recordsOf(items: readonly Value[]): AsyncGenerator<ReadRecord> {
  for (const item of items) yield { item };
}
