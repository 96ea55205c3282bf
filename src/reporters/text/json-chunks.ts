import { isObject, toJson, type Value } from '../../flow/value.ts';

/** How long a piece may be; long enough that few are written, short enough that memory does not notice. */
const PIECE = 64 * 1024;

/** A value of more than about so many characters is not made into one string: it would be in memory several times. */
const HANDY = 8 * 1024 * 1024;
/** Deeper levels are indented no further: the spaces of 100,000 levels would fill a disk. */
const DEEPEST = 100;

/**
 * The JSON of a value, in pieces. One piece for all that JavaScript easily writes as one string; a value that is too
 * large or too deep for that comes in many, with the same text.
 */
export function* jsonChunks(value: Value, indent = 0): Generator<string> {
  let whole: string | undefined;
  try {
    if (isHandy(value)) whole = unbroken(toJson(value, indent));
  } catch {
    whole = undefined;
  }
  if (whole === undefined) yield* inPieces(tokens(value, indent));
  else yield whole;
}

/**
 * JSON that holds no character at which a terminal acts or a reader of lines breaks a line, and nothing that a CI system
 * reads as a command (`##[error]`, `##vso[…]`) anywhere in a line.
 */
export function unbroken(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|#(?=#(?:vso|teamcity)?\[)/gi,
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

/** Whether a value is neither very large nor very deep; no more of it is looked at than that takes. */
function isHandy(value: Value): boolean {
  const open: [Value, number][] = [[value, 0]];
  let room = HANDY;
  for (let next = open.pop(); next; next = open.pop()) {
    const [inner, depth] = next;
    room -= typeof inner === 'string' ? inner.length + 2 : 8;
    if (room < 0 || depth > DEEPEST) return false;
    if (Array.isArray(inner)) {
      const list = inner as readonly Value[];
      if (list.length > room) return false;
      for (const item of list) open.push([item, depth + 1]);
    } else if (isObject(inner)) {
      for (const key of Object.keys(inner)) {
        room -= key.length;
        open.push([inner[key] ?? null, depth + 1]);
      }
    }
  }
  return true;
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
  const newLine = (): string =>
    indent === 0 ? '' : `\n${' '.repeat(indent * Math.min(levels.length, DEEPEST))}`;
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
