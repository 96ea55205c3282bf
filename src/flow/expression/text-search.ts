import type { Arguments } from './callable.ts';
import { isText, Sequence, typeWord, type Datum } from './datum.ts';
import { countOf, intOf } from './number.ts';
import type { Run } from './run.ts';
import { isFlat, lengthOfText, searchRange, unitsAt } from './sequence.ts';
import { indexesFromRight, indexesOf } from './substring.ts';

/** `find` and `rfind`: the place of a text within `[start, end]`, counted in code points; -1 where there is none. */
export function find(text: string, args: Arguments, run: Run, side: 'left' | 'right'): number {
  const part = textArgument(args[0], run);
  const stretch = stretchOf(text, args, run);
  if (!stretch) return -1;
  const within = text.slice(stretch.start, stretch.end);
  let found: number | undefined = side === 'left' ? 0 : within.length;
  if (part !== '') {
    found = (side === 'left' ? indexesOf : indexesFromRight)(within, part, run, 1)[0];
  }
  return found === undefined ? -1 : lengthOfText(text.slice(0, stretch.start + found));
}

/** `count`: how often a text is found, not overlapping. */
export function count(text: string, args: Arguments, run: Run): number {
  const part = textArgument(args[0], run);
  const stretch = stretchOf(text, args, run);
  if (!stretch) return 0;
  const within = text.slice(stretch.start, stretch.end);
  return part === '' ? lengthOfText(within) + 1 : indexesOf(within, part, run).length;
}

/** `startswith` and `endswith`: of a text or any of a tuple of texts. */
export function hasEnd(text: string, args: Arguments, run: Run, side: 'left' | 'right'): boolean {
  const [wanted = null] = args;
  const tuple = wanted instanceof Sequence && wanted.type === 'tuple' ? wanted.items : undefined;
  run.spend(tuple?.length ?? 0);
  const stretch = stretchOf(text, args, run);
  const within = stretch && text.slice(stretch.start, stretch.end);
  return (tuple ?? [wanted]).some((each) => {
    const part = textArgument(each, run);
    return side === 'left' ? within?.startsWith(part) : within?.endsWith(part);
  });
}

/** `replace(old, new, count)`; an empty `old` is found before each character and at the end. */
export function replace(text: string, [from, to, limit = -1]: Arguments, run: Run): string {
  const old = textArgument(from, run);
  const by = textArgument(to, run);
  const most = intArgument(limit, run);
  const times = most < 0 ? Infinity : most;
  if (old === '') return insertBetween(text, by, times, run);
  const found = indexesOf(text, old, run, times);
  run.makeText(text.length + found.length * (by.length - old.length));
  return cut(text, found, old.length).join(by);
}

function insertBetween(text: string, by: string, times: number, run: Run): string {
  run.spend(text.length);
  const pieces = ['', ...Array.from(text), ''];
  const count = Math.min(times, pieces.length - 1);
  run.makeText(text.length + count * by.length);
  return [...pieces.slice(0, count), pieces.slice(count).join('')].join(by);
}

/** The pieces of a text between separators of a length that stand at rising offsets. */
export function cut(text: string, offsets: readonly number[], length: number): string[] {
  const starts = [0, ...offsets.map((offset) => offset + length)];
  return starts.map((start, index) => text.slice(start, offsets[index]));
}

/** A method's argument that must be a text. */
export function textArgument(argument: Datum | undefined, run: Run): string {
  if (argument === undefined || !isText(argument)) {
    run.fail('expression-type/text-argument', { type: typeWord(argument ?? null) });
  }
  run.spendText(argument.length);
  return argument;
}

/** A method's argument that must be a whole number. */
export function intArgument(argument: Datum, run: Run): number {
  const index = intOf(argument);
  if (index === undefined) {
    run.fail('expression-type/int-argument', { type: typeWord(argument) });
  }
  return countOf(index, run);
}

/**
 * What the second and third argument limit a search to, in UTF-16 units; undefined where it would begin beyond the
 * end.
 */
function stretchOf(
  text: string,
  [, from, to]: Arguments,
  run: Run,
): { readonly start: number; readonly end: number } | undefined {
  run.spendText(text.length);
  if (from === undefined && to === undefined) return { start: 0, end: text.length };
  const flat = isFlat(text);
  const [start, end] = searchRange(flat ? text.length : lengthOfText(text), from, to, run);
  if (start > end) return undefined;
  return flat ? { start, end } : { start: unitAt(text, start), end: unitAt(text, end) };
}

/** Offset in UTF-16 units of a code point. */
function unitAt(text: string, place: number): number {
  let at = 0;
  for (let n = 0; n < place; n++) at += unitsAt(text, at);
  return at;
}
