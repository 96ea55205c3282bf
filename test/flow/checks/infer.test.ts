import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { infer, type Names } from '../../../src/flow/checks/infer.ts';
import { anything, kind, known, ofKinds, type Known } from '../../../src/flow/checks/known.ts';
import type { Scope } from '../../../src/flow/expression/expression.ts';
import { ExpressionError } from '../../../src/flow/expression/expression.ts';
import { parseExpression, syntaxOf } from '../../../src/flow/expression/parse-expression.ts';
import { isTrue, type Value } from '../../../src/flow/value.ts';

/** What is known of the names, each with values that it can have. */
const names: Readonly<Record<string, readonly [Known, readonly Value[]]>> = {
  text: [ofKinds(kind.text), ['', 'a', 'ab', '0.5']],
  label: [known(kind.text, { values: ['yes', 'no'] }), ['yes', 'no']],
  share: [known(kind.number, { from: 0, to: 1 }), [0, 0.25, 1]],
  count: [ofKinds(kind.number), [-3, 0, 2]],
  flag: [ofKinds(kind.boolean), [true, false]],
  items: [ofKinds(kind.list), [[], [1, 'a'], ['x']]],
  box: [ofKinds(kind.object), [{}, { a: 1, size: 'b' }]],
  maybe: [ofKinds(kind.text | kind.none), [null, 'a']],
  some: [known(kind.number | kind.none, { from: 0 }), [null, 0, 5]],
  open: [anything, [null, 1, 'a', [1], { a: 2 }, true]],
};

function look(filled = false): Names {
  return {
    name: (name) => names[name]?.[0] ?? anything,
    output: () => undefined,
    placeholder: () => anything,
    isFilled: () => filled,
  };
}

function inferred(source: string, filled = false): ReturnType<typeof infer> {
  const result = parseExpression(source);
  if (!('expression' in result)) throw new Error(`${source}: ${result.problem.code}`);
  const syntax = syntaxOf(result.expression);
  if (!syntax) throw new Error(source);
  return infer(syntax, look(filled));
}

const leaf = fc.constantFrom(
  ...Object.keys(names),
  ...[
    '"a"',
    '"yes"',
    '"maybe"',
    '0',
    '2',
    '-1',
    '0.5',
    'None',
    'True',
    'False',
    '[1, "a"]',
    '("yes",)',
    '{"a": 1}',
  ],
);
const operators = ['+', '-', '*', '<', '<=', '>', '>=', '==', '!=', 'in', 'not in', 'and', 'or'];
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('tree'), fc.constantFrom(...operators), tie('tree'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    tie('tree').map((a) => `(not ${a})`),
    tie('tree').map((a) => `(-${a})`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `(${a} if ${b} else ${c})`),
    fc
      .tuple(
        fc.constantFrom('len', 'str', 'bool', 'abs', 'max', 'sorted', 'any', 'sum'),
        tie('tree'),
      )
      .map(([name, a]) => `${name}(${a})`),
    fc
      .tuple(
        tie('tree'),
        fc.constantFrom(
          '.upper()',
          '.count("a")',
          '.keys()',
          '.size',
          '[0]',
          '["a"]',
          '[:1]',
          '.split()',
          '.startswith("a")',
        ),
      )
      .map(([a, rest]) => `(${a})${rest}`),
  ),
}));

function kindOf(value: Value): number {
  if (value === null) return kind.none;
  if (Array.isArray(value)) return kind.list;
  const kinds = {
    string: kind.text,
    number: kind.number,
    bigint: kind.number,
    boolean: kind.boolean,
  };
  return typeof value === 'object' ? kind.object : kinds[typeof value as keyof typeof kinds];
}

function scopeOf(seed: number): Scope {
  return {
    lookup: (name) => {
      const values = names[name]?.[1];
      return values?.[(seed * 7 + name.length) % values.length];
    },
    names: () => Object.keys(names),
  };
}

/** What may not be evaluated although it stands there. */
const MAY_SKIP = / and | or | if |[<>=].*[<>=]|not in|in /;

describe('nothing is claimed that a value could prove wrong', () => {
  test('kinds, bounds, values, truth, and what is said to fail', () => {
    fc.assert(
      fc.property(tree, fc.nat(1000), (source, seed) => {
        const result = parseExpression(source);
        if (!('expression' in result)) return;
        const { known: claim, problems } = inferred(source);
        const failing = problems.filter(({ code }) => code === 'expression-type');
        let value: Value;
        try {
          value = result.expression.evaluate(scopeOf(seed));
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
          return;
        }
        if (!MAY_SKIP.test(source)) expect(failing).toEqual([]);
        expect(claim.kinds & kindOf(value)).not.toBe(0);
        if (claim.truth !== undefined) expect(isTrue(value)).toBe(claim.truth);
        if (typeof value === 'number' && claim.from !== undefined)
          expect(value).toBeGreaterThanOrEqual(claim.from);
        if (typeof value === 'number' && claim.to !== undefined)
          expect(value).toBeLessThanOrEqual(claim.to);
        if (claim.values && value !== null) expect(claim.values).toContain(value);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('comparisons', () => {
  test.each([
    ['count == "2"', 'comparison-constant/kinds'],
    ['"2" != count', 'comparison-constant/kinds'],
    ['label == "nope"', 'comparison-constant/values-of'],
    ['label in ["yes", "maybe"]', 'comparison-constant/values-of'],
    ['share > 1', 'comparison-constant/range'],
    ['share == 2', 'comparison-constant/range'],
    ['some < 0', 'comparison-constant/range'],
    ['1 == 2', 'comparison-constant'],
    ['count > "2"', 'expression-type/order'],
    ['maybe > 3', 'expression-type/order'],
    ['count + "x"', 'expression-type/operator'],
    ['text - 1', 'expression-type/operator'],
  ])('%s', (source, key) => {
    expect(inferred(source).problems.map(({ message }) => message.key)).toEqual([key]);
  });

  test.each([
    'maybe is None',
    'text == None',
    'flag == 1',
    'share >= 0',
    '0 <= share <= 1',
    'open == "a" and open > 3',
    'maybe == open',
    'label in text',
    'text in items',
    'text * 3 + "x"',
    'items + [1]',
    'flag + 1',
    'max(some, 2)',
    'box.a > 1',
    'box.get("a") == "x"',
    '(maybe or "none") + text',
    'text[0] + "x"',
    'text.startswith(("a", "b"))',
  ])('nothing is wrong with %s', (source) => {
    expect(inferred(source).problems).toEqual([]);
  });

  test('what a parameter has put in is no constant', () => {
    expect(inferred('"careful" == "fast"', true).problems).toEqual([]);
    expect(inferred('label == "nope"', true).problems).toEqual([]);
    expect(inferred('True', true).known.truth).toBeUndefined();
    expect(inferred('count == "2"', true).problems).toHaveLength(1);
  });
});
