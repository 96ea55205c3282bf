import { isObject, toJson, type Value } from '../../flow/value.ts';

/** How long a piece may be; long enough that few are written, short enough that memory does not notice. */
const PIECE = 64 * 1024;

/**
 * The JSON of a value, in pieces. One piece for all that JavaScript can write as one string; a value that is too
 * large or too deep for that comes in many, with the same text.
 */
export function* jsonChunks(value: Value, indent = 0): Generator<string> {
  let whole: string | undefined;
  try {
    whole = unbroken(toJson(value, indent));
  } catch {
    whole = undefined;
  }
  if (whole === undefined) yield* inPieces(tokens(value, indent));
  else yield whole;
}

/** JSON that holds no character at which a terminal acts or a reader of lines breaks a line. */
export function unbroken(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function* inPieces(parts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const part of parts) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield unbroken(piece);
    piece = '';
  }
  yield unbroken(piece);
}

/** What is still to be written of a list or an object that has been begun. */
interface Level {
  readonly entries: Iterator<readonly [string | null, Value]>;
  readonly end: string;
  empty: boolean;
}

/** A stack of our own: no depth of nesting is too much for it. */
function* tokens(value: Value, indent: number): Generator<string> {
  const levels: Level[] = [];
  const newLine = (): string => (indent === 0 ? '' : `\n${' '.repeat(indent * levels.length)}`);
  const colon = indent === 0 ? ':' : ': ';
  yield* begin(value, levels);
  for (;;) {
    const level = levels.at(-1);
    if (!level) return;
    const next = level.entries.next();
    if (next.done) {
      levels.pop();
      yield level.empty ? level.end : newLine() + level.end;
      continue;
    }
    const [key, inner] = next.value;
    yield (level.empty ? '' : ',') + newLine();
    level.empty = false;
    if (key !== null) yield JSON.stringify(key) + colon;
    yield* begin(inner, levels);
  }
}

function* begin(value: Value, levels: Level[]): Generator<string> {
  if (Array.isArray(value)) {
    levels.push({ entries: items(value as readonly Value[]), end: ']', empty: true });
    yield '[';
  } else if (isObject(value)) {
    const entries = Object.entries(value as Readonly<Record<string, Value | undefined>>).filter(
      isWritten,
    );
    levels.push({ entries: entries.values(), end: '}', empty: true });
    yield '{';
  } else if (typeof value === 'string' && value.length > PIECE) {
    yield '"';
    for (let at = 0; at < value.length; at += PIECE) {
      yield JSON.stringify(value.slice(at, at + PIECE)).slice(1, -1);
    }
    yield '"';
  } else {
    yield toJson(value);
  }
}

function* items(list: readonly Value[]): Generator<readonly [null, Value]> {
  for (const item of list) yield [null, item];
}

/** As in `JSON.stringify`, a key without a value is no key. */
function isWritten(entry: [string, Value | undefined]): entry is [string, Value] {
  return entry[1] !== undefined;
}
