import { describe, expect, it } from 'vitest';
import type { ValueObject } from '../../../src/flow/value.ts';
import { en } from '../../../src/messages/en.ts';
import { zh } from '../../../src/messages/zh.ts';
import { sayIn } from '../../../src/messages/message.ts';
import { problemOf } from './evaluate.ts';

const names: ValueObject = {
  score: 0.6,
  text: 'abc',
  none: null,
  items: [1, 2],
  writer: { text: 'Hi', usage: {} },
};

/** Each line: an expression, the message, the stretch that it is about, and the hint if there is one. */
type Line = readonly [source: string, message: string, place: string, hint?: string];

const lines: Readonly<Record<string, readonly Line[]>> = {
  'what is no expression': [
    ['', 'expression-syntax/empty', ''],
    ['  # only a comment', 'expression-syntax/empty', '  # only a comment'],
    ['1 +', 'expression-syntax/operand-end', ''],
    ['1 + )', 'expression-syntax/operand', ')'],
    ['score text', 'expression-syntax/operator', 'text'],
    ['(1, [2)', 'expression-syntax/unopened', ')'],
    ['(1 + 2', 'expression-syntax/unclosed', '('],
    ['{"a": [1}', 'expression-syntax/unopened', '}'],
    ['1)', 'expression-syntax/unopened', ')'],
    ['"abc', 'expression-syntax/string-open', '"abc'],
    ['"""abc"', 'expression-syntax/string-open', '"""abc"'],
    ['"a\nb"', 'expression-syntax/string-open', '"a'],
    ['"\\x4"', 'expression-syntax/string-escape', '\\x'],
    ['"\\ud83d"', 'expression-syntax/string-surrogate', '\\ud83d'],
    ['"\\N{DASH}"', 'expression-syntax/string-escape', '\\N'],
    ['012', 'expression-syntax/leading-zero', '012'],
    ['1__0', 'expression-syntax/number', '1__0'],
    ['12abc', 'expression-syntax/number', '12abc'],
    ['score is', 'expression-syntax/operand-end', ''],
    ['score not 1', 'expression-syntax/not-in', 'not'],
    ['1 + not score', 'expression-syntax/not', 'not'],
    ['1 if score', 'expression-syntax/else-missing', ''],
    ['if score: 1', 'expression-syntax/if-first', 'if'],
    ['writer.', 'expression-syntax/attribute-end', ''],
    ['writer.1', 'expression-syntax/operator', '.1'],
    ['writer.class', 'expression-syntax/reserved-key', 'class'],
    ['class == 1', 'expression-syntax/reserved', 'class'],
    ['items[]', 'expression-syntax/operand', ']'],
    ['score § 1', 'expression-syntax/character', '§'],
    ['$score', 'expression-syntax/dollar', '$'],
    ['round(ndigits=1, 2)', 'expression-syntax/positional', '2'],
    ['round()', 'expression-syntax/arguments', 'round()'],
    ['len(1, 2)', 'expression-syntax/arguments', 'len(1, 2)'],
    ['text.split(",", sep=",")', 'expression-syntax/keyword-twice', 'sep'],
    ['sum([], constructor=1)', 'expression-syntax/keyword', 'constructor'],
  ],
  'habits of other languages': [
    ['score > 1 && text', 'expression-syntax/foreign', '&&'],
    ['score || text', 'expression-syntax/foreign', '||'],
    ['!score', 'expression-syntax/foreign', '!'],
    ['score === 1', 'expression-syntax/foreign', '==='],
    ['score !== 1', 'expression-syntax/foreign', '!=='],
    ['score <> 1', 'expression-syntax/foreign', '<>'],
    ['score => 1', 'expression-syntax/foreign', '=>'],
    ['score ? 1 : 2', 'expression-syntax/foreign', '?'],
    ['writer?.text', 'expression-syntax/foreign', '?.'],
    ['score = 1', 'expression-syntax/assignment', '='],
    ['score == true', 'expression-syntax/foreign', 'true'],
    ['null', 'expression-syntax/foreign', 'null'],
    ['score AND text', 'expression-syntax/foreign', 'AND'],
    ['score ＞ 1', 'expression-syntax/full-width', '＞'],
    ['（score）', 'expression-syntax/full-width', '（'],
    ['text == “abc”', 'expression-syntax/curly-quote', '“'],
    ['[1，2]', 'expression-syntax/full-width', '，'],
    ['score　> 1', 'expression-syntax/full-width', '　'],
    ['llm-1.text', 'expression-syntax/node-id', 'llm-1.text'],
    ['writer.length', 'expression-key', 'writer.length'],
    ['text.length', 'expression-type/attribute', 'text.length', 'expression-unsupported/method/instead'],
    ['text.includes("a")', 'expression-unsupported/method', 'includes', 'expression-unsupported/method/instead'],
    ['text.startsWith("a")', 'expression-unsupported/method', 'startsWith', 'did-you-mean'],
    ['text.lower', 'expression-type/attribute', 'text.lower', 'expression-type/attribute/call'],
  ],
  'what expressions leave out': [
    ['lambda x: x', 'expression-unsupported/word', 'lambda'],
    ['[x for x in items]', 'expression-unsupported/comprehension', 'for'],
    ['any(x for x in items)', 'expression-unsupported/comprehension', 'for'],
    ['(x := 1)', 'expression-unsupported/operator', ':=', 'expression-unsupported/operator/hint'],
    ['score & 1', 'expression-unsupported/operator', '&', 'expression-unsupported/operator/hint'],
    ['1 << 2', 'expression-unsupported/operator', '<<'],
    ['~1', 'expression-unsupported/operator', '~', 'expression-unsupported/operator/hint'],
    ['max(*items)', 'expression-unsupported/star', '*'],
    ['{**writer}', 'expression-unsupported/star', '**'],
    ['{score}', 'expression-unsupported/set', '{score}'],
    ['score > 1, text', 'expression-unsupported/bare-tuple', ','],
    ['f"{score}"', 'expression-unsupported/f-string', 'f"'],
    ['b"a"', 'expression-unsupported/bytes', 'b"'],
    ['"%s" % score', 'expression-unsupported/format', '"%s" % score'],
    ['2j', 'expression-unsupported/complex', '2j'],
    ['score is 0.6', 'expression-unsupported/is', 'score is 0.6'],
    ['writer.__class__', 'expression-unsupported/dunder', '__class__'],
    ['items[0](1)', 'expression-unsupported/call', 'items[0]('],
    ['__import__("os")', 'expression-unsupported/function', '__import__'],
    ['lenn(items)', 'expression-unsupported/function', 'lenn', 'did-you-mean'],
    ['items.append(1)', 'expression-unsupported/method', 'append'],
    ['sorted(items, key=score)', 'expression-unsupported/key', 'key'],
    ['{(1, 2): 3}', 'expression-unsupported/tuple-key', '{(1, 2): 3}'],
  ],
  'names and keys that there are not': [
    ['scor > 1', 'expression-name', 'scor', 'did-you-mean'],
    ['1 + nil', 'expression-name', 'nil'],
    ['NONE', 'expression-name', 'NONE', 'did-you-mean'],
    ['min', 'expression-name', 'min', 'expression-name/hint-function'],
    ['1 + ${top_k}', 'expression-name/placeholder', '${top_k}'],
    ['constructor', 'expression-name', 'constructor'],
    ['1 + writer.txt', 'expression-key', 'writer.txt', 'did-you-mean'],
    ['writer["toString"]', 'expression-key', 'writer["toString"]'],
    ['writer.usage.x', 'expression-key/empty', 'writer.usage.x'],
    ['items[-3]', 'expression-key/index', 'items[-3]'],
    ['text[3]', 'expression-key/index', 'text[3]'],
    ['none.text', 'expression-type/attribute/none', 'none.text'],
  ],
  'types that do not fit': [
    ['text + 1', 'expression-type/operator', 'text + 1', 'expression-type/operator/hint'],
    ['1 + (items - 1)', 'expression-type/operator', '(items - 1)'],
    ['0 < score < text', 'expression-type/order', 'score < text'],
    ['none > 1', 'expression-type/order', 'none > 1'],
    ['writer < writer', 'expression-type/order', 'writer < writer'],
    ['-text', 'expression-type/sign', '-text'],
    ['1 in text', 'expression-type/in-text', '1 in text'],
    ['1 in 2', 'expression-type/in', '1 in 2'],
    ['items[1.0]', 'expression-type/index', 'items[1.0]'],
    ['score[0]', 'expression-type/no-items', 'score[0]'],
    ['writer[items]', 'expression-type/hash', 'writer[items]'],
    ['len(score)', 'expression-type/len', 'len(score)'],
    ['sum(["a"], "")', 'expression-type/sum-text', 'sum(["a"], "")'],
    ['", ".join(items)', 'expression-type/text-argument', '", ".join(items)'],
    ['items.split()', 'expression-type/method', 'items.split()'],
    ['sorted([1, "a"])', 'expression-type/order', 'sorted([1, "a"])'],
  ],
  'values that do not fit': [
    ['1 / 0', 'expression-value/zero-division', '1 / 0'],
    ['0.5 % 0.0', 'expression-value/zero-division', '0.5 % 0.0'],
    ['0 ** -1', 'expression-value/zero-division', '0 ** -1'],
    ['int("a1")', 'expression-value/int', 'int("a1")'],
    ['float("1,5")', 'expression-value/float', 'float("1,5")'],
    ['int(1e308 * 10)', 'expression-value/not-finite', 'int(1e308 * 10)'],
    ['10.0 ** 400', 'expression-value/overflow', '10.0 ** 400'],
    ['(-8) ** 0.5', 'expression-value/complex', '(-8) ** 0.5'],
    ['max([])', 'expression-value/empty', 'max([])'],
    ['items[::0]', 'expression-value/slice-step', 'items[::0]'],
    ['text.split("")', 'expression-value/separator', 'text.split("")'],
    ['text.index("x")', 'expression-value/substring', 'text.index("x")'],
    ['items.index(9)', 'expression-value/not-in-list', 'items.index(9)'],
  ],
}; // prettier-ignore

describe.each(Object.entries(lines))('%s', (_, group) => {
  it.each(group.map((line) => ({ line })))('$line.0', ({ line }) => {
    const [source, message, place, hint] = line;
    const problem = problemOf(source, names);
    expect({
      message: problem.message.key,
      code: problem.code,
      place: source.slice(problem.start, problem.end),
      hint: problem.hint?.key,
    }).toEqual({ message, code: message.split('/')[0], place, hint });
  });
});

describe('the words of a problem', () => {
  it.each([
    ['scor', 'There is no name “scor” here. Known names: score, text, none, items, writer.'],
    ['writer.txt', "There is no key 'txt'. Keys: 'text', 'usage'."],
    ['text + 1', '“+” can’t work on string and integer.'],
    ['items[5]', 'There is no item 5: the list has 2.'],
    ['len()', 'len() takes 1 argument, but got 0.'],
    ['round(1, 2, 3)', 'round() takes 1–2 arguments, but got 3.'],
    ['llm-1.text', '“llm-1” would be a subtraction. For the node’s output write nodes["llm-1"].text.'],
    ['{score}', 'Braces need “key: value”. A name stands without braces: {name} is just name.'],
  ])('%s', (source, text) => {
    expect(sayIn('en')(problemOf(source, names).message)).toBe(text);
  }); // prettier-ignore

  it.each([en, zh])('have a value for every place', (catalogue) => {
    for (const [source] of Object.values(lines).flat()) {
      const { message, hint } = problemOf(source, names);
      for (const { key, values } of hint ? [message, hint] : [message]) {
        const places = catalogue[key].replaceAll(/\{\{|\}\}/g, '').matchAll(/\{(\w+)/g);
        for (const [, name] of places) expect(Object.keys(values ?? {})).toContain(name);
      }
    }
  });

  it('never holds a long value', () => {
    const long = 'secret'.repeat(100);
    const { message } = problemOf('int(long)', { long });
    expect(sayIn('en')(message)).toBe('string is not a whole number in base 10.');
  });
});
