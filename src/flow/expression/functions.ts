import type { Arguments, PureFunction } from './callable.ts';
import { ordered } from './compare.ts';
import {
  dictSize,
  isDict,
  isText,
  itemsOf,
  Sequence,
  truth,
  typeWord,
  type Datum,
} from './datum.ts';
import {
  arithmetic,
  floatFrom,
  floatOf,
  intOf,
  numberOf,
  roundFloat,
  roundInt,
  roundToInt,
  toFloat,
  truncate,
} from './number.ts';
import { calculate } from './operators.ts';
import { parseFloatText, parseIntText } from './number-text.ts';
import type { Run } from './run.ts';
import { iterate, lengthOfText } from './sequence.ts';
import { textOf } from './text.ts';

/** The functions that an expression may call: those of Python that are pure. */
export const functions: ReadonlyMap<string, PureFunction> = new Map<string, PureFunction>([
  ['abs', { min: 1, max: 1, call: ([x = null], run) => absolute(x, run) }],
  ['all', { min: 1, max: 1, call: ([x = null], run) => iterate(x, run).every(truth) }],
  ['any', { min: 1, max: 1, call: ([x = null], run) => iterate(x, run).some(truth) }],
  ['bool', { min: 0, max: 1, call: ([x = false]) => truth(x) }],
  ['float', { min: 0, max: 1, call: ([x = 0], run) => toFloat(float(x, run)) }],
  ['int', { min: 0, max: 2, keywords: { base: 1 }, call: int }],
  ['len', { min: 1, max: 1, call: ([x = null], run) => length(x, run) }],
  ['max', extreme('max', '>')],
  ['min', extreme('min', '<')],
  ['round', { min: 1, max: 2, keywords: { number: 0, ndigits: 1 }, call: round }],
  ['sorted', { min: 1, max: 1, option: 'reverse', call: sorted }],
  ['str', { min: 0, max: 1, keywords: { object: 0 }, call: ([x = ''], run) => textOf(x, run) }],
  ['sum', { min: 1, max: 2, keywords: { start: 1 }, call: sum }],
]);

function length(of: Datum, run: Run): number {
  if (isText(of)) {
    run.spendText(of.length);
    return lengthOfText(of);
  }
  if (isDict(of)) {
    const size = dictSize(of);
    run.spend(size);
    return size;
  }
  return itemsOf(of)?.length ?? run.fail('expression-type/len', { type: typeWord(of) });
}

function absolute(of: Datum, run: Run): Datum {
  const int = intOf(of);
  if (int !== undefined) return int < 0 ? arithmetic['-'].ints(0, int, run) : int;
  return toFloat(Math.abs(floatOf(of) ?? wrongArgument('abs', of, run)));
}

function float(of: Datum, run: Run): number {
  if (isText(of)) return parseFloatText(of, run);
  return floatFrom(numberOf(of) ?? wrongArgument('float', of, run), run);
}

function int([of = 0, base]: Arguments, run: Run): Datum {
  if (base !== undefined) {
    if (!isText(of)) run.fail('expression-type/int-base', { type: typeWord(of) });
    return parseIntText(of, Number(intOf(base) ?? wrongArgument('int', base, run)), run);
  }
  if (isText(of)) return parseIntText(of, 10, run);
  return intOf(of) ?? truncate(floatOf(of) ?? wrongArgument('int', of, run), run);
}

function round([of = null, to = null]: Arguments, run: Run): Datum {
  const digits = to === null ? undefined : intOf(to);
  if (to !== null && digits === undefined) wrongArgument('round', to, run);
  const whole = intOf(of);
  if (whole !== undefined) {
    return digits === undefined || digits >= 0 ? whole : roundInt(whole, -Number(digits), run);
  }
  const value = floatOf(of) ?? wrongArgument('round', of, run);
  if (digits === undefined) return roundToInt(value, run);
  return toFloat(roundFloat(value, Number(digits), run));
}

function sum([of = null, start = 0]: Arguments, run: Run): Datum {
  if (isText(start)) run.fail('expression-type/sum-text');
  let total: Datum = start;
  for (const item of iterate(of, run)) total = calculate('+', total, item, run);
  return total;
}

function sorted([of = null]: Arguments, run: Run, reverse: Datum = false): Datum {
  const [before, after] = truth(reverse) ? ([1, -1] as const) : ([-1, 1] as const);
  const items = [...iterate(of, run)].sort((a, b) => {
    run.spend(1);
    if (ordered('<', a, b, run)) return before;
    return ordered('<', b, a, run) ? after : 0;
  });
  return new Sequence('list', items);
}

/** `min` and `max`: the first of the smallest or largest, of the arguments or of one argument's items. */
function extreme(name: string, operator: '<' | '>'): PureFunction {
  return {
    min: 1,
    max: Infinity,
    option: 'default',
    call(args: Arguments, run: Run, option: Datum | undefined): Datum {
      const several = args.length > 1;
      if (several && option !== undefined) run.fail('expression-type/default', { name });
      const items = several ? (args as readonly Datum[]) : iterate(args[0] ?? null, run);
      const [first] = items;
      if (first === undefined) {
        if (option === undefined) run.fail('expression-value/empty', { name });
        return option;
      }
      return items.reduce((best, item) => (ordered(operator, item, best, run) ? item : best));
    },
  };
}

function wrongArgument(name: string, argument: Datum, run: Run): never {
  run.fail('expression-type/argument', { name: `${name}()`, type: typeWord(argument) });
}
