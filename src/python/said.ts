import { codes } from '../diagnostics/codes.ts';
import { parseJson } from '../flow/json.ts';
import { isObject, type Value } from '../flow/value.ts';
import { en } from '../messages/en.ts';
import { PythonFailure, type PythonFrame } from './instance.ts';

/** The levels of a log line. */
export type LogLevel = (typeof levels)[number];
const levels = ['debug', 'info', 'warning', 'error'] as const;

/** What a line of the worker's can hold. */
export interface Said {
  readonly id?: number;
  readonly chunk?: Value;
  readonly log?: readonly [LogLevel, string];
  readonly progress?: readonly [number, number | null, string];
  readonly cut?: true;
  readonly failure?: PythonFailure;
  readonly result?: Value;
  readonly generated?: true;
  readonly state?: Value;
  readonly unkept?: PythonFailure;
  readonly ready?: true;
  readonly exit?: number;
  readonly frames?: readonly PythonFrame[];
  readonly debug?: readonly [DebuggerKind, number];
}
type DebuggerKind = (typeof debuggers)[number];
const debuggers = ['debugpy', 'socket', 'terminal'] as const;

/** More frames than the worker ever sends. */
const MOST_FRAMES = 100;

/**
 * A line of the worker's, or undefined where it is none that a worker sends. The user's code shares a process with the
 * worker and can write what it likes where the worker writes: nothing in a line is believed to have a shape. `shown`
 * gives those of its frames that may be shown.
 */
export function readSaid(
  line: string,
  shown: (frames: readonly PythonFrame[]) => readonly PythonFrame[] = (frames) => frames,
): Said | undefined {
  const said = parseJson(line);
  if (said === undefined || !isObject(said)) return undefined;
  for (const [key, value] of Object.entries(said)) {
    if (!Object.hasOwn(shapes, key) || shapes[key]?.(value) !== true) return undefined;
  }
  const { error, unkept, frames, ...rest } = said;
  return {
    ...(rest as Said),
    ...(frames !== undefined && { frames: shown(frames as unknown as readonly PythonFrame[]) }),
    ...(error !== undefined && { failure: failureOf(error, shown) }),
    ...(unkept !== undefined && { unkept: failureOf(unkept, shown) }),
  };
}

const shapes: Readonly<Record<string, (value: Value) => boolean>> = {
  id: Number.isSafeInteger,
  chunk: () => true,
  log: (value) => isList(value, [(level) => levels.some((one) => one === level), isText]),
  progress: (value) =>
    isList(value, [isNumber, (total) => total === null || isNumber(total), isText]),
  cut: isTrue,
  error: isError,
  result: () => true,
  generated: isTrue,
  state: () => true,
  unkept: isError,
  ready: isTrue,
  exit: isNumber,
  frames: isFrames,
  debug: (value) => isList(value, [(kind) => debuggers.some((one) => one === kind), isNumber]),
};

/** A failure whose code and sentence the tool knows. */
function isError(value: Value): boolean {
  if (!isObject(value)) return false;
  const { code, key, values, frames } = value;
  const known = typeof code === 'string' && Object.hasOwn(codes, code);
  const sentence = key ?? code;
  return (
    known &&
    typeof sentence === 'string' &&
    Object.hasOwn(en, sentence) &&
    isObject(values) &&
    Object.values(values).every((one) => isText(one) || isNumber(one)) &&
    isFrames(frames ?? [])
  );
}

function failureOf(
  error: Value,
  shown: (frames: readonly PythonFrame[]) => readonly PythonFrame[],
): PythonFailure {
  const { code, key, values, frames } = error as unknown as {
    readonly code: string;
    readonly key?: string | null;
    readonly values: Readonly<Record<string, string | number>>;
    readonly frames?: readonly PythonFrame[];
  };
  return new PythonFailure(code, values, { key: key ?? code, frames: shown(frames ?? []) });
}

function isFrames(value: Value): boolean {
  return Array.isArray(value) && value.length <= MOST_FRAMES && value.every(isFrame);
}

function isFrame(value: Value): boolean {
  if (!isObject(value)) return false;
  const { file, line, column, endLine, endColumn, function: name } = value;
  const places = [column, endLine, endColumn].every((one) => one === null || isNumber(one));
  return isText(file) && isText(name) && isNumber(line) && places;
}

function isList(value: Value, of: readonly ((item: Value) => boolean)[]): boolean {
  return (
    Array.isArray(value) &&
    of.length === value.length &&
    of.every((fits, n) => fits(value[n] as Value))
  );
}

function isText(value: Value | undefined): boolean {
  return typeof value === 'string';
}

function isNumber(value: Value | undefined): boolean {
  return typeof value === 'number';
}

function isTrue(value: Value): boolean {
  return value === true;
}
