import { stat } from 'node:fs/promises';
import { NodeError } from '../engine/component.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { parseJson } from '../flow/json.ts';
import { objectOf, type Value } from '../flow/value.ts';
import { message, type MessageValues } from '../messages/message.ts';
import { readCsvRecord } from './csv-record.ts';
import { decodedPieces, isEncodingError } from './decoded-pieces.ts';
import { filePieces } from './file-pieces.ts';
import { missingFile } from './missing-file.ts';
import { RecordSplitter, RecordTooLong, type RawRecord } from './record-splitter.ts';

/** One JSON value a line, RFC 4180 with a header row (each row becomes an object of texts), or a text a line. */
export type ItemFormat = 'jsonl' | 'csv' | 'lines';

/** A text in pieces that has an end. */
export type TextPieces = AsyncIterable<string>;

const PIECE = 256 * 1024;
const NO_COLUMNS = 'items-unreadable/column-twice';

/** The format that a file's name stands for; undefined for other kinds of file. */
export function itemFormatOf(path: string): ItemFormat | undefined {
  if (/\.(jsonl|ndjson)$/i.test(path)) return 'jsonl';
  return /\.csv$/i.test(path) ? 'csv' : undefined;
}

/**
 * The items of a JSONL or CSV file, read as they are needed. A first pass counts them and finds out the encoding
 * (UTF-8, UTF-16 with a byte order mark, else GB18030). `shown` is the path as the user wrote it. Throws
 * {@link NodeError} `items-unreadable`, here or, for a line that is wrong, when that line is reached.
 */
export async function openItemFile(
  path: string,
  format: ItemFormat,
  shown = path,
): Promise<ItemStream> {
  // A pipe (`<(command)` of a shell) can be read only once, so nothing can be counted beforehand.
  if (!(await isRegularFile(path, shown)))
    return readItemsOnce(shown, format, piecesOfFile(path, shown));
  const { encoding, count } = await countItems(path, format, shown);
  return new ItemStream(shown, count, () =>
    itemsOf(piecesOfFile(path, shown, encoding), format, shown),
  );
}

async function isRegularFile(path: string, shown: string): Promise<boolean> {
  const stats = await stat(path).catch((error: unknown) => {
    throw missingFile(error, 'items-unreadable', shown);
  });
  if (stats.isDirectory()) throw unreadable('folder', shown);
  return stats.isFile();
}

/** Items of a text that can't be read again, such as standard input. A second reading throws {@link NodeError}. */
export function readItemsOnce(shown: string, format: ItemFormat, pieces: TextPieces): ItemStream {
  let used = false;
  return new ItemStream(shown, null, () => {
    if (used) throw unreadable('once', shown);
    used = true;
    return itemsOf(pieces, format, shown);
  });
}

/** A record as it was read: an item, or why it is none. */
export type ReadRecord = { readonly item: Value } | { readonly problem: NodeError };

/**
 * The items of a text one by one; a line that is none does not keep the others from being read. Throws
 * {@link NodeError} for a text that can't be read at all.
 */
export async function* eachRecord(
  pieces: TextPieces,
  format: ItemFormat,
  shown: string,
): AsyncGenerator<ReadRecord> {
  const read = readers[format]();
  try {
    for await (const records of recordsOf(pieces, format, shown)) {
      for (const record of records) {
        const item = recordOf(record, read, shown);
        if (item) yield item;
      }
    }
  } catch (error) {
    throw isEncodingError(error) ? unreadable('encoding', shown) : error;
  }
}

function recordOf(record: RawRecord, read: Reader, shown: string): ReadRecord | undefined {
  try {
    const item = read(record, shown);
    return item === undefined ? undefined : { item };
  } catch (problem) {
    // Without names for the columns no row means anything.
    if (!(problem instanceof NodeError) || problem.text.key === NO_COLUMNS) throw problem;
    return { problem };
  }
}

/** The records of a file of items, and how many there are; null where nobody knows before the end. */
export async function openRecords(
  path: string,
  format: ItemFormat,
  shown: string,
): Promise<{ readonly count: number | null; readonly records: AsyncIterable<ReadRecord> }> {
  if (!(await isRegularFile(path, shown))) {
    return { count: null, records: eachRecord(piecesOfFile(path, shown), format, shown) };
  }
  const { encoding, count } = await countItems(path, format, shown);
  return { count, records: eachRecord(piecesOfFile(path, shown, encoding), format, shown) };
}

async function* itemsOf(
  pieces: TextPieces,
  format: ItemFormat,
  shown: string,
): AsyncGenerator<Value> {
  for await (const record of eachRecord(pieces, format, shown)) {
    if ('problem' in record) throw record.problem;
    yield record.item;
  }
}

/** Reads one record as an item; undefined: it is none. */
type Reader = (record: RawRecord, shown: string) => Value | undefined;

const readers: Record<ItemFormat, () => Reader> = {
  jsonl: () => readLine,
  csv: csvReader,
  lines: () => (record) => record.text,
};

function readLine({ text, line }: RawRecord, shown: string): Value {
  const value = parseJson(text);
  if (value === undefined) throw unreadable('json', shown, { line, text: excerpt(text) });
  return value;
}

/** Reads rows as objects; the first one names the columns and gives no item. */
function csvReader(): Reader {
  let names: string[] | undefined;
  return ({ text, line }, shown) => {
    const fields = readCsvRecord(text);
    if (!Array.isArray(fields)) throw unreadable(fields, shown, { line, text: excerpt(text) });
    if (!names) {
      names = fields.map((name, column) => name.trim() || `column_${column + 1}`);
      const twice = names.find((name, column) => names?.indexOf(name) !== column);
      if (twice !== undefined) throw unreadable('column-twice', shown, { line, name: twice });
      return undefined;
    }
    if (fields.length !== names.length) {
      throw unreadable('fields', shown, { line, found: fields.length, expected: names.length });
    }
    return objectOf(names.map((name, column) => [name, fields[column] ?? '']));
  };
}

async function* recordsOf(
  pieces: TextPieces,
  format: ItemFormat,
  shown: string,
): AsyncGenerator<RawRecord[]> {
  const splitter = new RecordSplitter(format === 'csv');
  try {
    for await (const piece of pieces) yield splitter.push(piece);
  } catch (error) {
    if (error instanceof RecordTooLong) throw unreadable('long', shown, { line: error.line });
    throw error;
  }
  yield splitter.end();
}

async function countItems(
  path: string,
  format: ItemFormat,
  shown: string,
): Promise<{ encoding: string; count: number }> {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      let count = 0;
      for await (const records of recordsOf(piecesOfFile(path, shown, encoding), format, shown)) {
        count += records.length;
      }
      return { encoding, count: format === 'csv' ? Math.max(0, count - 1) : count };
    } catch (error) {
      if (!isEncodingError(error)) throw error;
    }
  }
  throw unreadable('encoding', shown);
}

async function* piecesOfFile(
  path: string,
  shown: string,
  encoding?: string,
): AsyncGenerator<string> {
  try {
    yield* decodedPieces(filePieces(path, PIECE), encoding);
  } catch (error) {
    if (isEncodingError(error)) throw error;
    throw missingFile(error, 'items-unreadable', shown);
  }
}

function excerpt(text: string): string {
  const points = Array.from(text.slice(0, 200));
  return points.length > 60 ? `${points.slice(0, 60).join('')}…` : text;
}

type Problem =
  | 'folder'
  | 'once'
  | 'json'
  | 'long'
  | 'encoding'
  | 'fields'
  | 'column-twice'
  | Exclude<ReturnType<typeof readCsvRecord>, string[]>;

function unreadable(problem: Problem, file: string, values: MessageValues = {}): NodeError {
  return new NodeError(
    'items-unreadable',
    message(`items-unreadable/${problem}`, { file, ...values }),
  );
}
