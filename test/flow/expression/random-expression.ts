import fc from 'fast-check';
import { objectOf, type ValueObject } from '../../../src/flow/value.ts';
import type { Question } from './python.ts';

/** Characters at which languages differ: astral, cased oddly, spaces, digits of several kinds. */
const CHARACTERS = [
  ...Array.from('aabbcxyzABZ019  _-+.,;:/\\\'"%{}$'),
  ...Array.from('中文一两ßŉǆσςΣİıéᾳა😀👍🏽²①½٣１　'),
  '\n', '\r', '\t', '\v', '\x1c', '\x85', '\u2028', '\u00a0', '\ufeff', '\uffff',
]; // prettier-ignore

const text = fc
  .array(fc.constantFrom(...CHARACTERS), { maxLength: 6 })
  .map((characters) => characters.join(''));
const numberText = fc.constantFrom(
  '12', ' -7 ', '1_000', '0x1f', '1e3', '.5', '5.', 'inf', '-nan', 'Infinity', '1__0', '_1', '٣٤', '１２', '0b11', 'ff', '', '1e400',
); // prettier-ignore
const smallInt = fc.integer({ min: -12, max: 12 });
const hugeInt = fc.oneof(
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).filter((n) => n > 2n ** 53n || n < -(2n ** 53n)),
  fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 10n ** 400n),
);
const float = fc
  .oneof(
    fc.integer({ min: -400, max: 400 }).map((n) => n / 8),
    fc.constantFrom(
      0.1,
      0.3,
      2.675,
      1e-5,
      1.5e-7,
      123456.789,
      5e-324,
      0.045,
      2 ** 52 + 0.5,
      1e-310,
    ),
  )
  .filter((n) => !Number.isInteger(n));

const key = fc.constantFrom('a', 'b', 'x', '__proto__', 'constructor', '中', '');
const scalar = fc.oneof(smallInt, float, text, fc.boolean(), fc.constant(null));
const list = fc.array(fc.oneof(scalar, fc.array(smallInt, { maxLength: 3 })), { maxLength: 4 });
const dict = fc
  .array(fc.tuple(key, scalar), { maxLength: 4 })
  .map((entries): ValueObject => objectOf(entries));

/** The names of an expression, each of one type. */
const scope = fc.record({
  i: smallInt,
  j: fc.oneof(smallInt, fc.integer({ min: 0, max: 3 })),
  big: hugeInt,
  f: float,
  g: float,
  s: text,
  t: fc.oneof(text, numberText),
  flag: fc.boolean(),
  none: fc.constant(null),
  items: list,
  numbers: fc.array(fc.oneof(smallInt, float), { maxLength: 5 }),
  words: fc.array(text, { maxLength: 4 }),
  d: dict,
});

type Source = fc.Arbitrary<string>;
type Kind = 'number' | 'text' | 'list' | 'tuple' | 'dict' | 'truth' | 'any';

const one = (words: string): Source => fc.constantFrom(...words.split(' '));

const numberLiteral = fc.oneof(
  fc.integer({ min: 0, max: 9 }).map(String),
  one(
    '0.5 2.5 1.5 0.1 1e16 1e22 1e-5 2.675 0.0 1e308 1_000 0x1F 0o17 0b101 5. .5 1E3 00 4503599627370496.5 ' +
      '9007199254740991 9007199254740992 9007199254740993 123456789012345678901234567890',
  ),
);
const textLiteral = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  text.map(
    (value) => `'${value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`,
  ),
  numberText.map((value) => JSON.stringify(value)),
  fc.constantFrom(
    'r"\\d\\"x"',
    "'''a'b\n''c'''",
    '"\\x41\\u00e9\\U0001F600\\101\\q\\\n"',
    '"a" \'b\'',
    'u"x"',
    '""',
    '"a,b,,c"',
    '"  a  b "',
    '"Hello World"',
  ),
);

/** A pattern whose `@` are the parts, in order. */
function form(pattern: string, ...parts: readonly (Source | string)[]): Source {
  const sources = parts.map((part) => (typeof part === 'string' ? one(part) : part));
  return fc.tuple(...sources).map((values) => {
    let next = 0;
    return pattern.replace(/@/g, () => values[next++] ?? '');
  });
}

const either = (...choices: Source[]): Source => fc.oneof(...choices);

/** Expressions by the type that they mostly have; sometimes an operand is of any other type. */
const { any: expression } = fc.letrec<Record<Kind, string>>((tie) => {
  const depthIdentifier = fc.createDepthIdentifier();
  const choose = (...choices: Source[]): Source =>
    fc.oneof({ maxDepth: 4, depthIdentifier }, ...choices);
  const operand = (kind: Kind): Source =>
    fc
      .tuple(
        fc.oneof({ weight: 15, arbitrary: tie(kind) }, { weight: 1, arbitrary: tie('any') }),
        fc.boolean(),
      )
      .map(([source, bare]) => (bare ? source : `(${source})`));
  const number = operand('number');
  const string = operand('text');
  const list = operand('list');
  const tuple = operand('tuple');
  const dict = operand('dict');
  const truth = operand('truth');
  const any = operand('any');
  const row = either(list, tuple);
  const words = either(list, one('words'));
  const index = either(fc.integer({ min: -3, max: 3 }).map(String), number);
  const bound = either(fc.constantFrom('', '', 'None'), index);
  const search = 'find rfind index rindex count';
  const equality = '< <= > >= == !=';
  return {
    number: choose(
      either(numberLiteral, one('i j big f g')),
      form('@ @ @', number, '+ - * / // %', number),
      form('@ @ @', number, '+ - * / // %', number),
      form('(@) ** @', number, '2 3 -1 0 0.5 j -2 5 +1 -j'),
      form('@', fc.constantFrom('-i ** 2', 'i ** 2 ** 3', '2 ** -j ** 0', '-f ** -2', '2 ** -1')),
      form('@@', '- +', number),
      form('@(@)', 'abs round', number),
      form('round(@, @)', number, either(index, one('None'))),
      form('@(@)', 'int float', either(number, string, one('t'))),
      form('int(@, @)', string, '2 8 10 16 36'),
      form('len(@)', either(string, row, dict)),
      form('sum(@)', either(list, one('numbers'))),
      form('sum(@, @)', row, either(number, row)),
      form('@(@, @)', 'min max', any, any),
      form('@(numbers)', 'min max'),
      form('@(@, default=@)', 'min max', list, any),
      form('@.@(@)', string, search, string),
      form('@.@(@, @, @)', string, search, string, index, either(index, one('None'))),
      form('@.@(@)', row, 'index count', any),
      form('@.index(@, @, @)', row, any, index, index),
      form('@[@]', row, index),
      form('@ if @ else @', number, any, number),
    ),
    text: choose(
      either(textLiteral, one('s t')),
      form('@ + @', string, string),
      form('@ * @', string, index),
      form('@ * @', index, string),
      form('str(@)', any),
      form('@[@]', string, index),
      form('@[@:@]', string, bound, bound),
      form('@[@:@:@]', string, bound, bound, bound),
      form('@.@()', string, 'lower upper title capitalize casefold strip lstrip rstrip'),
      form('@.@(@)', string, 'strip lstrip rstrip removeprefix removesuffix', string),
      form('@.replace(@, @)', string, string, string),
      form('@.replace(@, @, @)', string, string, string, index),
      form('@.zfill(@)', string, index),
      form('@.join(@)', string, either(words, words, string)),
      form('@ @ @', string, 'and or', string),
      form('d.get(@, @)', string, any),
      form('words[0]'),
    ),
    list: choose(
      one('items numbers words []'),
      form('[@]', any),
      form('[@, @]', any, any),
      form('[@, @, @,]', number, number, number),
      form('@ + @', list, list),
      form('@ * @', list, either(one('2 0 -1 True'), number)),
      form('@[@:@:@]', list, bound, bound, bound),
      form('sorted(@)', either(words, string, dict, one('numbers'))),
      form('sorted(@, reverse=@)', either(words, one('numbers')), 'flag True 0 1'),
      form('@.@()', string, 'split rsplit splitlines'),
      form('@.splitlines(@)', string, 'flag True 0 1'),
      form('@.@(@)', string, 'split rsplit', string),
      form('@.@(@, @)', string, 'split rsplit', either(string, one('None')), index),
      form('@.@(maxsplit=@, sep=@)', string, 'split rsplit', index, string),
      form('@.@()', dict, 'keys values items'),
    ),
    tuple: choose(
      one('()'),
      form('(@,)', any),
      form('(@, @)', any, any),
      form('@ + @', tuple, tuple),
      form('@ * @', tuple, index),
      form('@[@:@]', tuple, bound, bound),
      form('@.@(@)', string, 'partition rpartition', string),
    ),
    dict: choose(
      one('d {}'),
      form('{@: @}', string, any),
      form('{@: @, @: @,}', any, any, number, any),
    ),
    truth: choose(
      one('True False flag None none'),
      form('not @', any),
      form('@ @ @', truth, 'and or', truth),
      form('@ @ @', any, 'and or', any),
      ...[number, string, list, tuple, any].map((kind) => form('@ @ @', kind, equality, kind)),
      form('@ @ @ @ @', number, equality, number, `${equality} in`, any),
      form('@ @ @', any, fc.constantFrom('in', 'not in'), either(row, dict)),
      form('@ @ @', string, fc.constantFrom('in', 'not in'), either(string, dict, words)),
      form('@ @ None', any, fc.constantFrom('is', 'is not')),
      form('@ is @', truth, 'True False None'),
      form('bool(@)', any),
      form('@(@)', 'any all', either(row, string, dict)),
      form('@.@(@)', string, 'startswith endswith', either(string, form('(@, @)', string, string))),
      form('@.@(@, @)', string, 'startswith endswith', string, index),
      form('@.@()', string, 'isdigit isalpha isalnum isspace isnumeric'),
      form('@.@()', string, 'isdecimal islower isupper isascii'),
    ),
    any: choose(
      either(numberLiteral, textLiteral, one('i f s items d flag none [] () None')),
      tie('number'),
      tie('text'),
      tie('list'),
      tie('tuple'),
      tie('dict'),
      tie('truth'),
      form('@ if @ else @', any, any, any),
      form('@[@]', dict, any),
      form('@[@]', either(row, string), index),
      form('@.get(@)', dict, any),
    ),
  };
});

/** Random expressions with random values for their names. */
export const question: fc.Arbitrary<Question> = fc.record({ source: expression, scope });
