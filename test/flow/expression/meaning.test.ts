import { describe, expect, it } from 'vitest';
import type { Value, ValueObject } from '../../../src/flow/value.ts';
import { objectOf } from '../../../src/flow/value.ts';
import { evaluate, parsed } from './evaluate.ts';

const names: ValueObject = {
  score: 0.6,
  count: 3,
  big: 2n ** 60n,
  huge: 1e300,
  text: 'h😀llo',
  vip: false,
  none: null,
  items: [1, 2.5, 'a', [3], null],
  analyzer: objectOf([
    ['intent', 'refund'],
    ['usage', { tokens: 12 }],
    ['items', 'a key'],
    ['constructor', 'own'],
  ]),
  nodes: { 'llm-1': { text: 'Hi' } },
  情绪: '积极',
};

/** Each line: an expression, and what it is. */
const examples: Readonly<Record<string, readonly (readonly [string, Value])[]>> = {
  'the guide’s conditions': [
    ['score > 0.7', false],
    ['score < 0.3', false],
    ['0.3 <= score <= 0.7', true],
    ['analyzer.intent in ["refund", "complaint"] and not vip', true],
  ],
  'precedence and grouping': [
    ['not count == 5', true],
    ['(1 < 2) == True', true],
    ['1 < 2 == True', false],
    ['-2 ** 2', -4],
    ['2 ** 3 ** 2', 512],
    ['2 ** -1', 0.5],
    ['1 + 2 * 3 - 4 / 2', 5],
    ['not True or True', true],
    ['1 if none else 2 if vip else 3', 3],
    ['(1 +\n  2) # with a comment\n* 3', 9],
    ['7 // 2 * 2 + 7 % 2', 7],
    ['"a" not in "bcd" is not None', true],
  ],
  'and, or and not give operands and truth as Python': [
    ['none or "x"', 'x'],
    ['0 and 1', 0],
    ['"" or [] or {}', {}],
    ['count and items', names.items ?? null],
    ['not []', true],
    ['not (0,)', false],
    ['True and none is None', true],
  ],
  'whole and other numbers': [
    ['4 / 2', 2],
    ['str(4 / 2)', '2.0'],
    ['str(4 // 2)', '2'],
    ['str(2.0 * 3)', '6.0'],
    ['str(1e16)', '1e+16'],
    ['str(123456789012345680.0)', '1.2345678901234568e+17'],
    ['str(0.00001)', '1e-05'],
    ['str(-0.0)', '-0.0'],
    ['1 == 1.0 == True', true],
    ['7 // -2', -4],
    ['7 % -2', -1],
    ['-7 % 2', 1],
    ['7.5 // 2', 3],
    ['-7.5 % 2', 0.5],
    ['2 ** 64', 2n ** 64n],
    ['2 ** 64 - 2 ** 64 + 1', 1],
    ['9007199254740993 - 1', 9007199254740992n],
    ['9007199254740993 == 9007199254740992.0', false],
    ['big * 4 // 4 == big', true],
    ['10 ** 20 / 10 ** 18', 100],
    ['str(huge)', '1e+300'],
    ['0x_ff + 0o17 + 0b101 + 1_000', 1275],
    ['True + True', 2],
    ['round(0.5) + round(1.5) + round(2.5)', 4],
    ['round(2.675, 2)', 2.67],
    ['round(1250, -2)', 1200],
    ['str(round(2.0, 1))', '2.0'],
    ['abs(-3) + max(1, 2.5) - min([4, 3])', 2.5],
    ['int("-12") + int(3.9) + int("ff", 16) + int("１２")', 258],
    ['float(" 1_0.5e1 ")', 105],
    ['float("nan") == float("nan")', false],
    ['1.1 ** 10', 2.5937424601000023],
  ],
  'equality and order': [
    ['"1" == 1', false],
    ['[1, 2.0] == [1.0, 2]', true],
    ['[1] == (1,)', false],
    ['{"a": [1]} == {"a": [True]}', true],
    ['none == None', true],
    ['[1, 2] < [1, 3] < [2]', true],
    ['"a" < "b" <= "b"', true],
    ['"\\uffff" < "😀"', true],
    ['(1, "a") < (2, 0)', true],
    ['True is not False', true],
    ['1 is True', false],
  ],
  'texts are sequences of characters': [
    ['len(text)', 5],
    ['text[1]', '😀'],
    ['text[-4:]', '😀llo'],
    ['text[::-1]', 'oll😀h'],
    ['text[10:]', ''],
    ['text.find("l")', 2],
    ['"l" in text', true],
    ['text.upper()', 'H😀LLO'],
    ['"a" "b" \'c\'', 'abc'],
    ['"\\x41\\u4e2d\\n\\101\\q"', 'A中\nA\\q'],
    ['r"\\d"', '\\d'],
    ["'''a\n'b''' + \"\"", "a\n'b"],
    ['"ab" * 3', 'ababab'],
    ['" a  b ".split()', ['a', 'b']],
    ['"a,b,,c".split(",", 1)', ['a', 'b,,c']],
    ['"a b c".rsplit(maxsplit=1)', ['a b', 'c']],
    ['"aaa".replace("a", "b", 2)', 'bba'],
    ['"ab".replace("", "-")', '-a-b-'],
    ['"$&".replace("$&", "$$")', '$$'],
    ['"-".join(["x", "y"])', 'x-y'],
    ['"x.csv".endswith((".json", ".csv"))', true],
    ['"一二".isnumeric() and "ab1".isalnum()', true],
    ['"straße".title() + "ß".upper()', 'StraßeSS'],
    ['str([1, "it\'s", None, (True,), {"a": 1.0}])', '[1, "it\'s", None, (True,), {\'a\': 1.0}]'],
  ],
  'lists, tuples and dicts': [
    ['items[0] + items[1]', 3.5],
    ['items[-2][0]', 3],
    ['items[1:4:2]', [2.5, [3]]],
    ['[1, 2] + [3] * 2', [1, 2, 3, 3]],
    ['(1, 2.0, (3,),)', [1, 2, [3]]],
    ['{1: "low", 2: "high"}[2]', 'high'],
    ['{"a": 1, "a": 2,}', { a: 2 }],
    ['{1: 1, None: 2, True: 3, 2.5: 4}', { '1': 3, null: 2, '2.5': 4 }],
    ['3 in [1, 2, 3] and "intent" in analyzer and 7 not in {}', true],
    ['sorted([3, 1, 2.5], reverse=True)', [3, 2.5, 1]],
    ['sorted({"b": 1, "a": 2})', ['a', 'b']],
    ['sum([1, 2, 3.5]) + sum([], 10)', 16.5],
    ['any([0, "", 3]) and all([])', true],
    ['max([], default="none")', 'none'],
    ['items.count(1) + items.index("a")', 3],
    ['{"a": None}.get("a", 1)', null],
    ['{"a": 1}.get("b", 2)', 2],
    ['{"a": 1, "b": 2}.items()', [['a', 1], ['b', 2]]],
    ['len({"a": 1}.keys()) + sum({"a": 1}.values())', 2],
  ],
  'what is taken of names': [
    ['analyzer.intent', 'refund'],
    ['analyzer["intent"]', 'refund'],
    ['analyzer.usage.tokens', 12],
    ['analyzer.items', 'a key'],
    ['analyzer.constructor', 'own'],
    ['analyzer.get("intent")', 'refund'],
    ['nodes["llm-1"].text', 'Hi'],
    ['情绪 == "积极"', true],
  ],
}; // prettier-ignore

describe.each(Object.entries(examples))('%s', (_, lines) => {
  it.each(lines)('%s', (source, value) => {
    expect(evaluate(source, names)).toEqual(value);
  });
});

describe('a result', () => {
  it('is what the scope holds, not a copy', () => {
    expect(evaluate('items', names)).toBe(names.items);
    expect(evaluate('[items, 1]', names)).toEqual([names.items, 1]);
  });

  it('keeps NaN and infinities as numbers', () => {
    expect(evaluate('[float("nan"), 1e308 * 10]')).toEqual([Number.NaN, Infinity]);
  });

  it('has no prototype where the expression made it', () => {
    const made = evaluate('{"__proto__": 1, "constructor": 2}');
    expect(Object.getPrototypeOf(made)).toBeNull();
    expect(Object.keys(made as object)).toEqual(['__proto__', 'constructor']);
  });

  it('is the same every time', () => {
    const expression = parsed('[count, {"a": items}]');
    const scope = { lookup: (name: string) => names[name], names: () => [] };
    expect(expression.evaluate(scope)).toEqual(expression.evaluate(scope));
  });
});

describe('and, or, if', () => {
  it.each(['False and missing', 'True or missing', '1 if True else missing', '1 < 0 < missing'])(
    '%s never looks at what it does not need',
    (source) => {
      expect(() => evaluate(source)).not.toThrow();
    },
  );
});
