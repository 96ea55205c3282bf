import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/flow/expression/compile.ts';
import { Cursor } from '../../../src/flow/expression/cursor.ts';
import { ExpressionError, type Scope } from '../../../src/flow/expression/expression.ts';
import { parseSyntax } from '../../../src/flow/expression/parse.ts';
import { Run } from '../../../src/flow/expression/run.ts';
import { reprOf } from '../../../src/flow/expression/text.ts';
import { own, type ValueObject } from '../../../src/flow/value.ts';
import { askPython, hasPython, type Answer, type Question } from './python.ts';
import { question } from './random-expression.ts';

const seed = Number(process.env.BISHENG_TEST_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.BISHENG_TEST_RUNS ?? 4_000);

/** Which of Python's exceptions a code stands for. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'expression-syntax': ['SyntaxError'],
  'expression-type': ['TypeError', 'AttributeError'],
  'expression-name': ['NameError'],
  'expression-key': ['KeyError', 'IndexError'],
  'expression-value': ['ValueError', 'ZeroDivisionError', 'OverflowError'],
};

/** Refusals that Python does not share: of what is too large, and of what expressions leave out. */
const ours = ['expression-limit', 'expression-unsupported', 'expression-value/complex'];

type OurAnswer = Answer | { readonly refused: string };

function answer({ source, scope }: Question): OurAnswer {
  try {
    const cursor = new Cursor(source);
    const syntax = parseSyntax(cursor);
    if (!cursor.isAtEnd()) cursor.refuseEnd();
    const result = compile(syntax)(new Run(scopeOf(scope)));
    return { repr: reprOf(result, new Run(scopeOf(scope))) };
  } catch (error) {
    if (!(error instanceof ExpressionError))
      throw new Error(`defect in ${source}`, { cause: error });
    const { key, values } = error.problem.message;
    // Slices can be keys from 3.12 on, so that the failure is another one.
    if (values?.type === 'slice') return { refused: key };
    if (ours.some((prefix) => key === prefix || key.startsWith(`${prefix}/`)))
      return { refused: key };
    return { error: error.problem.code };
  }
}

function scopeOf(values: ValueObject): Scope {
  return { lookup: (name) => own(values, name), names: () => Object.keys(values) };
}

function same(mine: Answer, python: Answer): boolean {
  if ('repr' in mine) return 'repr' in python && mine.repr === python.repr;
  return 'error' in python && exceptions[mine.error]?.includes(python.error) === true;
}

const tokens = fc.constantFrom(
  ...'( ( ) ) [ ] { } , : . == < - + * ** / not in is and or if else None x x x 1 2.5 "a" \'b\''.split(
    ' ',
  ),
  ...'x + x * x - x if x else x and x or not x in x is None ( x ) [ x : x ] { x : x } x . y'.split(
    ' ',
  ),
);

describe.skipIf(!hasPython())('expressions mean what Python means', () => {
  it(`for ${runs} random ones (seed ${seed})`, () => {
    const questions = fc.sample(question, { numRuns: runs, seed });
    const answered = questions.map((each) => ({ question: each, mine: answer(each) }));
    const asked = answered.filter(({ mine }) => !('refused' in mine));
    const python = askPython(asked.map(({ question: each }) => each));
    const wrong = asked
      .map((each, index) => ({ ...each, python: python[index]! }))
      .filter(({ mine, python: theirs }) => !same(mine as Answer, theirs))
      .sort((a, b) => a.question.source.length - b.question.source.length)
      .slice(0, 5)
      .map(({ question: { source, scope }, mine, python: theirs }) => ({
        source,
        scope,
        mine,
        theirs,
      }));
    expect(wrong.map((each) => inspect(each, { depth: 4, breakLength: 200 }))).toEqual([]);
    expect(asked.length).toBeGreaterThan(runs * 0.9);
    const values = asked.filter(({ mine }) => 'repr' in mine);
    expect(values.length).toBeGreaterThan(runs * 0.4);
  });

  it(`whatever is put side by side (seed ${seed})`, () => {
    const soup = fc.array(tokens, { minLength: 1, maxLength: 9 });
    const sources = fc.sample(soup, { numRuns: 2 * runs, seed }).map((parts) => parts.join(' '));
    const scope = { x: 1 };
    const answered = sources.map((source) => ({ source, mine: answer({ source, scope }) }));
    const asked = answered.filter(({ mine }) => !('refused' in mine));
    const python = askPython(asked.map(({ source }) => ({ source, scope })));
    const wrong = asked
      .map(({ source, mine }, index) => ({ source, mine, theirs: python[index]! }))
      .filter(({ mine, theirs }) => !same(mine as Answer, theirs));
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(asked.filter(({ mine }) => 'repr' in mine).length).toBeGreaterThan(runs * 0.05);
  });
});
