import type { Arguments, Method } from './callable.ts';
import { truth, type Datum } from './datum.ts';
import type { Run } from './run.ts';
import { iterate, lengthOfText } from './sequence.ts';
import { capitalize, casefold, textQuestions, title } from './text-case.ts';
import { count, find, hasEnd, intArgument, replace, textArgument } from './text-search.ts';
import { partition, split, splitLines } from './text-split.ts';
import { strip, type Sides } from './whitespace.ts';

/** The methods of texts that an expression may call: of Python's the pure ones. */
export const stringMethods: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ['capitalize', turning(capitalize)],
  ['casefold', turning(casefold)],
  ['count', searching(count)],
  ['endswith', searching((text, args, run) => hasEnd(text, args, run, 'right'))],
  ['find', searching((text, args, run) => find(text, args, run, 'left'))],
  ['index', searching((text, args, run) => found(find(text, args, run, 'left'), run))],
  ['join', withOne(join)],
  ['lower', turning((text) => text.toLowerCase())],
  ['lstrip', stripping('left')],
  ['partition', withOne((text, by, run) => partition(text, by, run, 'left'))],
  ['removeprefix', withOne(removePrefix)],
  ['removesuffix', withOne(removeSuffix)],
  ['replace', { min: 2, max: 3, keywords: { count: 2 }, call: replace }],
  ['rfind', searching((text, args, run) => find(text, args, run, 'right'))],
  ['rindex', searching((text, args, run) => found(find(text, args, run, 'right'), run))],
  ['rpartition', withOne((text, by, run) => partition(text, by, run, 'right'))],
  ['rsplit', splitting('right')],
  ['rstrip', stripping('right')],
  ['split', splitting('left')],
  ['splitlines', { min: 0, max: 1, keywords: { keepends: 0 }, call: lines }],
  ['startswith', searching((text, args, run) => hasEnd(text, args, run, 'left'))],
  ['strip', stripping('both')],
  ['title', turning(title)],
  ['upper', turning((text) => text.toUpperCase())],
  ['zfill', withOne(zeroFill)],
  ...Object.entries(textQuestions).map(([name, ask]) => [name, asking(ask)] as const),
]);

function turning(turn: (text: string) => string): Method<string> {
  return {
    min: 0,
    max: 0,
    call(text, _, run) {
      run.spend(text.length);
      const turned = turn(text);
      run.makeText(turned.length);
      return turned;
    },
  };
}

function asking(ask: (text: string) => boolean): Method<string> {
  return {
    min: 0,
    max: 0,
    call(text, _, run) {
      run.spendText(text.length);
      return ask(text);
    },
  };
}

function searching(call: Method<string>['call']): Method<string> {
  return { min: 1, max: 3, call };
}

function withOne(call: (text: string, argument: Datum, run: Run) => Datum): Method<string> {
  return { min: 1, max: 1, call: (text, [argument = null], run) => call(text, argument, run) };
}

function stripping(sides: Sides): Method<string> {
  return {
    min: 0,
    max: 1,
    call(text, [of = null], run) {
      run.spendText(text.length);
      return strip(text, sides, of === null ? undefined : textArgument(of, run));
    },
  };
}

function splitting(side: 'left' | 'right'): Method<string> {
  return {
    min: 0,
    max: 2,
    keywords: { sep: 0, maxsplit: 1 },
    call: (text, [by = null, most = -1], run) => split(text, by, intArgument(most, run), run, side),
  };
}

function found(place: number, run: Run): number {
  if (place < 0) run.fail('expression-value/substring');
  return place;
}

function join(separator: string, of: Datum, run: Run): string {
  const parts = iterate(of, run).map((part) => textArgument(part, run));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  run.makeText(length + separator.length * Math.max(0, parts.length - 1));
  return parts.join(separator);
}

function removePrefix(text: string, prefix: Datum, run: Run): string {
  const part = textArgument(prefix, run);
  return text.startsWith(part) ? text.slice(part.length) : text;
}

function removeSuffix(text: string, suffix: Datum, run: Run): string {
  const part = textArgument(suffix, run);
  return text.endsWith(part) ? text.slice(0, text.length - part.length) : text;
}

function lines(text: string, [keep = false]: Arguments, run: Run): Datum {
  return splitLines(text, truth(keep), run);
}

function zeroFill(text: string, width: Datum, run: Run): string {
  run.spendText(text.length);
  const missing = intArgument(width, run) - lengthOfText(text);
  if (missing <= 0) return text;
  run.makeText(text.length + missing);
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}
