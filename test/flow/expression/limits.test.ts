import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/flow/expression/compile.ts';
import { Cursor } from '../../../src/flow/expression/cursor.ts';
import { ExpressionError, type Scope } from '../../../src/flow/expression/expression.ts';
import { parseExpression } from '../../../src/flow/expression/parse-expression.ts';
import { parseSyntax } from '../../../src/flow/expression/parse.ts';
import { MAX_TEXT, Run } from '../../../src/flow/expression/run.ts';
import { tokenize } from '../../../src/flow/expression/tokens.ts';
import type { Value } from '../../../src/flow/value.ts';
import { evaluate, problemOf, scopeOf } from './evaluate.ts';

const seed = Number(process.env.BISHENG_TEST_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.BISHENG_TEST_RUNS ?? 3_000);

const long = 'ab'.repeat(500_000);
const many = Array.from({ length: 100_000 }, (_, n) => n % 7);
let deep: Value = 1;
for (let level = 0; level < 100_000; level++) deep = [deep];
const names = { long, many, deep };

describe('what would take too much is refused', () => {
  it.each([
    ['9**9**9', 'expression-limit/number'],
    ['2 ** 14001', 'expression-limit/number'],
    ['(2 ** 13000) * (2 ** 13000)', 'expression-limit/number'],
    ['int("9" * 5000)', 'expression-limit/number'],
    ['9'.repeat(5_000), 'expression-limit/number'],
    ['9'.repeat(90_000), 'expression-limit/number'],
    ['round(5, -(10 ** 20))', 'expression-limit/number'],
    ['"a" * 10**9', 'expression-limit/text'],
    ['"a" * 2**100', 'expression-limit/number'],
    ['long.replace("", long)', 'expression-limit/text'],
    ['long.replace("a", long)', 'expression-limit/text'],
    ['long.join([long] * 20)', 'expression-limit/text'],
    ['long * 10 + long', 'expression-limit/text'],
    ['str([long] * 20)', 'expression-limit/text'],
    ['"x".zfill(10**9)', 'expression-limit/text'],
    ['[0] * 10**9', 'expression-limit/work'],
    ['[many] * 1000 == [many] * 1000', 'expression-limit/work'],
    ['[[[[0] * 1000] * 1000] * 1000] * 1000', 'expression-limit/work'],
    ['str([[[[0] * 1000] * 1000] * 1000] * 1000)', 'expression-limit/work'],
    ['[[0] * 1000] * 1000 == [[0] * 1000] * 1000 == [[0] * 1000] * 1000 == 1', undefined],
    ['sum([many] * 1000, [])', 'expression-limit/work'],
    ['sorted([many] * 1000)', 'expression-limit/work'],
    ['deep == [deep]', 'expression-limit/depth'],
    ['deep < [deep]', 'expression-limit/depth'],
    ['str(deep)', 'expression-limit/depth'],
    ['('.repeat(5_000), 'expression-limit/nesting'],
    [`${'('.repeat(50_001)}1${')'.repeat(50_001)}`, 'expression-limit/length'],
    [`${'['.repeat(4_000)}1${']'.repeat(4_000)}`, 'expression-limit/nesting'],
    [`${'{1:'.repeat(2_000)}1${'}'.repeat(2_000)}`, 'expression-limit/nesting'],
    [`${'-'.repeat(9_000)}1`, 'expression-limit/nesting'],
    [`${'not '.repeat(2_000)}1`, 'expression-limit/nesting'],
    [`${'2**'.repeat(3_000)}2`, 'expression-limit/nesting'],
    [`${'1 if 1 else '.repeat(800)}2`, 'expression-limit/nesting'],
    [`1${'+1'.repeat(4_000)}`, 'expression-limit/nesting'],
    [`x${'.x'.repeat(4_000)}`, 'expression-limit/nesting'],
    [`x${'[0]'.repeat(3_000)}`, 'expression-limit/nesting'],
    [`${'abs('.repeat(1_500)}1${')'.repeat(1_500)}`, 'expression-limit/nesting'],
    ['x'.repeat(100_001), 'expression-limit/length'],
  ])('%#: %.50s', (source, key) => {
    if (key === undefined) expect(evaluate(source, names)).toBe(false);
    else expect(problemOf(source, names).message.key).toBe(key);
  }); // prettier-ignore

  it('but not what is merely large', () => {
    expect(evaluate('len(long) + len(many) + sum(many) + max(many)', names)).toBe(1_400_001);
    expect(evaluate('sorted(many)[0] + many.count(3)', names)).toBe(14_286);
    expect(evaluate(`${'1 and '.repeat(1_600)}1`)).toBe(1);
    expect(evaluate(`${'1 <= '.repeat(1_900)}1`)).toBe(true);
    expect(evaluate(`sum([${'1, '.repeat(30_000)}])`)).toBe(30_000);
    expect(evaluate(`${'('.repeat(150)}1${')'.repeat(150)}`)).toBe(1);
    expect(evaluate(`1${'+1'.repeat(400)}`)).toBe(401);
    expect(evaluate('deep', names)).toBe(deep);
    expect(evaluate('[deep][0][0]', names)).toBe((deep as Value[])[0]);
  });

  it('in a text that a search could be lost in', () => {
    // A part that matches nearly everywhere: comparing at each place would take 10^12 steps.
    const haystack = 'a'.repeat(5_000_000);
    const needle = `b${'a'.repeat(1_000_000)}`;
    for (const call of ['find', 'rfind', 'count', 'split', 'rsplit', 'replace', 'partition']) {
      const rest = call === 'replace' ? ', ""' : '';
      const scope = scopeOf({ haystack, needle });
      const result = parseExpression(`len(str(haystack.${call}(needle${rest})))`);
      const expression = 'expression' in result ? result.expression : undefined;
      expect(() => settle(() => expression?.evaluate(scope))).not.toThrow();
    }
    expect(evaluate('needle in haystack', { haystack, needle })).toBe(false);
  });
});

/** Lets a computation fail for its size, but in no other way. */
function settle(compute: () => unknown): unknown {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ExpressionError) return error.problem.code;
    throw error;
  }
}

const pieces = fc.constantFrom(
  ...' ( ) [ ] { } , . : = == != < > <= >= + - * / // % ** not in is and or if else None True x items d "a" \'b\' """ 1 0 2.5 1e9 99999'.split(' '),
  ...' len( str( sum( sorted( .split( .join( .replace( .get( * 9 ** ** 9 ** "a" * [0] * ${p} \\ # \n \t \0 😀 中 （ ” && || ! ? ; ` @ ~ lambda for f" r" \\x 0x 1_ __ $ & | ^'.split(' '),
); // prettier-ignore
const garbage = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' ')),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
);

describe(`garbage (seed ${seed})`, () => {
  const values = { x: 3, items: [1, 'a', [2]], d: { a: 1 } };

  it('gives a value or a problem within the source, and no more steps than allowed', () => {
    const property = fc.property(garbage, (source) => {
      const result = parseExpression(source);
      if ('problem' in result) {
        const { start, end } = result.problem;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(source.length);
        return;
      }
      let lookups = 0;
      const scope: Scope = {
        lookup: (name) => (lookups++, scopeOf(values).lookup(name)),
        names: () => Object.keys(values),
      };
      const run = new Run(scope);
      const outcome = settle(() => compile(parseSyntax(new Cursor(source)))(run));
      if (run.left < 0) expect(outcome).toBe('expression-limit');
      expect(lookups).toBeLessThanOrEqual(source.length);
      expect(tokenize(source).length).toBeLessThanOrEqual(source.length + 1);
      const value = settle(() => result.expression.evaluate(scope));
      expect(typeof value === 'string' ? value.length : 0).toBeLessThanOrEqual(MAX_TEXT);
    });
    fc.assert(property, { seed, numRuns: runs });
  });
});
