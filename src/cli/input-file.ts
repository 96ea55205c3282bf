import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { decodedPieces, isEncodingError } from '../components/decoded-pieces.ts';
import { boundedFile } from '../components/file-pieces.ts';
import { itemFormatOf, openItemFile, readItemsOnce } from '../components/item-file.ts';
import { SourceFile } from '../diagnostics/source-file.ts';
import { NodeError, type PortValue, type PortValues } from '../engine/component.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { parseJson } from '../flow/json.ts';
import { isObject, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { fileProblem } from '../project/file-problem.ts';
import { UsageError } from '../project/usage-error.ts';
import { jsonErrorPosition } from './json-error.ts';

/** Run inputs by name. */
export type NamedInputs = readonly (readonly [string, PortValue])[];

/** What is read into memory as a whole; items have no such limit, as they are read one by one. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Among so many characters the first lines must end that show standard input to be items. */
const SNIFFED = 1024 * 1024;
/** Where items come from that nobody can read a second time. */
export const STDIN = '<stdin>';

/**
 * The run inputs that a file holds: of .json an object's keys, or a list as `items`; of .jsonl, .ndjson and .csv the
 * `items`, read as they are needed; of any other kind its text as `input`. Throws UsageError.
 */
export async function readInputFile(file: string, folder: string): Promise<NamedInputs> {
  const absolute = path.resolve(folder, file);
  const format = itemFormatOf(file);
  if (format) return [['items', await asUsage(openItemFile(absolute, format, file))]];
  const text = await joined(decodedPieces([await readWhole(absolute, file)]), file);
  return /\.json$/i.test(file) ? jsonInputs(parsedJson(text, file)) : [['input', trimmed(text)]];
}

/**
 * The same for standard input, whose kind shows in its text: JSON objects or lists on several lines are items, a
 * JSON object or list is what it is in a .json file, anything else is a text. Items are not waited for.
 */
export async function readStandardInput(stdin: Readable): Promise<NamedInputs> {
  const pieces = decodedPieces(stdin)[Symbol.asyncIterator]();
  let head = '';
  while (head.length < SNIFFED) {
    const next = await orRefused(pieces.next(), STDIN);
    if (next.done) break;
    head += next.value;
    if (isItems(head)) {
      return [['items', readItemsOnce(STDIN, 'jsonl', concatenated(head, pieces))]];
    }
  }
  const text = await joined(concatenated(head, pieces), STDIN);
  const value = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  return value === undefined ? [['input', trimmed(text)]] : jsonInputs(value);
}

/** Whether items come from standard input: nobody can read them once more. */
export function readsOnce(inputs: PortValues): boolean {
  return Object.values(inputs).some(
    (value) => value instanceof ItemStream && value.source === STDIN,
  );
}

/** All of standard input as one text, whatever it holds. */
export async function readStandardText(stdin: Readable): Promise<string> {
  return trimmed(await joined(decodedPieces(stdin), STDIN));
}

/** Whether a text begins with a line that is a JSON object or list, and another one like it below. */
function isItems(text: string): boolean {
  const [, first] = /^\s*([[{].*)\r?\n\s*[[{]/.exec(text) ?? [];
  return first !== undefined && parseJson(first) !== undefined;
}

async function* concatenated(
  head: string,
  rest: AsyncIterator<string, unknown>,
): AsyncGenerator<string> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function joined(pieces: AsyncIterable<string>, file: string): Promise<string> {
  const texts: string[] = [];
  let size = 0;
  const all = (async () => {
    for await (const piece of pieces) {
      size += piece.length;
      checkSize(size, file);
      texts.push(piece);
    }
  })();
  await orRefused(all, file);
  return texts.join('');
}

function orRefused<T>(reading: Promise<T>, file: string): Promise<T> {
  return reading.catch((error: unknown) => {
    throw isEncodingError(error) ? new UsageError(message('input-file-encoding', { file })) : error;
  });
}

function parsedJson(text: string, file: string): Value {
  const value = parseJson(text);
  if (value !== undefined) return value;
  const { line, column } = jsonErrorPosition(new SourceFile(file, text));
  throw new UsageError(
    message('input-file-json', { file, line, column }),
    message('input-file-json/hint'),
  );
}

function jsonInputs(value: Value): NamedInputs {
  if (isObject(value)) return Object.entries(value);
  return [[Array.isArray(value) ? 'items' : 'input', value]];
}

/** The line break that ends a file is no part of a text. */
function trimmed(text: string): string {
  return text.replace(/\r?\n$/, '');
}

async function readWhole(absolute: string, file: string): Promise<Buffer> {
  try {
    const { size } = await stat(absolute);
    checkSize(size, file);
    const bytes = await boundedFile(absolute, MAX_BYTES);
    if (bytes) return bytes;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(fileProblem(error, file));
  }
  throw tooLarge(file);
}

function checkSize(size: number, file: string): void {
  if (size > MAX_BYTES) throw tooLarge(file);
}

function tooLarge(file: string): UsageError {
  return new UsageError(
    message('input-file-large', { file, limit: MAX_BYTES / 1024 / 1024 }),
    message('input-file-large/hint'),
  );
}

/** A file that can't be read is the caller's mistake while the command's flags are read. */
async function asUsage<T>(promise: Promise<T>): Promise<T> {
  return promise.catch((error: unknown) => {
    throw error instanceof NodeError ? new UsageError(error.text, error.hint) : error;
  });
}
