import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpressionError } from '../../src/flow/expression/expression.ts';
import { parseTextTemplate, type TextTemplate } from '../../src/flow/text-template.ts';
import { objectOf, type Value, type ValueObject } from '../../src/flow/value.ts';
import { scopeOf } from './expression/evaluate.ts';

function parsed(source: string): TextTemplate {
  const result = parseTextTemplate(source);
  if ('problem' in result) throw new ExpressionError(result.problem);
  return result.template;
}

function fill(source: string, values: ValueObject): string {
  return parsed(source).fill(scopeOf(values));
}

const values: ValueObject = {
  context: '段落一\n{not a place}',
  question: 'Why?',
  none: null,
  count: 3,
  half: 0.5,
  yes: true,
  big: 2n ** 64n,
  passages: [{ text: 'A' }, { text: 'B' }],
  writer: objectOf([
    ['text', 'Hi'],
    ['a b', 'spaced'],
    ['}', 'brace'],
  ]),
};

describe('filling a template', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['知识库内容：\n{context}\n\n用户问题：{question}', '知识库内容：\n段落一\n{not a place}\n\n用户问题：Why?'],
    ['{question}{question}', 'Why?Why?'],
    ['[{none}]', '[]'],
    ['{count} {half} {yes} {big}', '3 0.5 true 18446744073709551616'],
    ['{passages}', '[{"text":"A"},{"text":"B"}]'],
    ['{passages[1].text}{passages[-1]["text"]}', 'BB'],
    ['{writer.text}, {writer["a b"]}, { writer.text }', 'Hi, spaced, Hi'],
    ['{writer["}"]}', 'brace'],
    ['{question[0]}', 'W'],
    ['{{"answer": {{}}}}', '{"answer": {}}'],
    ['{{{question}}}', '{Why?}'],
    ['{{question}}', '{question}'],
    ['${{x}} 100% $& \\n', '${x} 100% $& \\n'],
  ])('%s', (source, text) => {
    expect(fill(source, values)).toBe(text);
  }); // prettier-ignore

  it('puts in any text exactly', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), fc.string(), (value, around) => {
      const literal = around.replace(/[{}]/g, '$&$&');
      expect(fill(`${literal}{x}${literal}`, { x: value })).toBe(around + value + around);
    });
    fc.assert(property);
  });

  it('tells the names with their places', () => {
    const source = '{{a}} {question} {writer.text} {nodes["llm-1"].text}';
    const { names } = parsed(source);
    expect(names.map(({ start, end }) => source.slice(start, end))).toEqual([
      'question',
      'writer',
      'nodes',
    ]);
    expect(names.map(({ member, field }) => [member, field])).toEqual([
      [undefined, undefined],
      ['text', undefined],
      ['llm-1', 'text'],
    ]); // prettier-ignore
  });
});

describe('a wrong template', () => {
  it.each([
    ['a { b', 'open', '{'],
    ['a {', 'open', '{'],
    ['{question', 'open', '{'],
    ['{"a": {"b": 1}}', 'open', '{'],
    ["{it's}", 'open', '{'],
    ['a } b', 'close', '}'],
    ['{question}}', 'close', '}'],
    ['{}', 'empty', '{}'],
    ['{ }', 'empty', '{ }'],
    ['Answer as {"a": 1}.', 'path', '{"a": 1}'],
    ['{\n  "a": 1\n}', 'path', '{\n  "a": 1\n}'],
    ['{a + b}', 'path', '{a + b}'],
    ['{len(a)}', 'path', '{len(a)}'],
    ['{items[i]}', 'path', '{items[i]}'],
    ['{a b}', 'path', '{a b}'],
    ['{0}', 'path', '{0}'],
    ['{a.}', 'path', '{a.}'],
    ['{class}', 'path', '{class}'],
    ['{score:.2f}', 'format', '{score:.2f}'],
    ['{name!r}', 'format', '{name!r}'],
  ])('%j', (source, variant, place) => {
    const result = parseTextTemplate(source);
    const problem = 'problem' in result ? result.problem : undefined;
    expect(problem?.message.key).toBe(`text-template-syntax/${variant}`);
    expect(problem?.code).toBe('text-template-syntax');
    expect(source.slice(problem?.start, problem?.end)).toBe(place);
  });

  it.each([
    ['a {qestion}', 'expression-name', 'qestion'],
    ['a {writer.txt} b', 'expression-key', 'writer.txt'],
    ['{passages[7].text}', 'expression-key/index', 'passages[7]'],
    ['{count.x}', 'expression-type/attribute', 'count.x'],
  ])('%s fails when it is filled', (source, key, place) => {
    try {
      fill(source, values);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const { message, start, end } = error.problem;
      expect([message.key, source.slice(start, end)]).toEqual([key, place]);
    }
  });

  it('never throws anything else', () => {
    const piece = fc.constantFrom(...'{ } {{ }} a . [ ] 0 " \' : ! x1 \n 中 , + -1 ["b"] {a} {a.b}'.split(' '));
    const source = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    const property = fc.property(source, (text) => {
      const result = parseTextTemplate(text);
      if ('template' in result) {
        const scope = scopeOf({ a: { b: 'x' }, x1: [1] });
        try {
          result.template.fill(scope);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      } else {
        expect(result.problem.end).toBeLessThanOrEqual(text.length);
      }
    });
    fc.assert(property, { numRuns: 2_000 });
  }); // prettier-ignore
});

describe('a template that would become too large', () => {
  it('is refused', () => {
    const long = 'x'.repeat(2 ** 20);
    const source = '{long}'.repeat(20);
    expect(() => fill(source, { long })).toThrow(ExpressionError);
  });

  it('or would be nested too deeply', () => {
    let deep: Value = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(() => fill('{deep}', { deep })).toThrow(ExpressionError);
  });

  it('but not one that is merely large', () => {
    expect(parsed('{x}'.repeat(100_000)).names).toHaveLength(100_000);
    expect(parsed('{'.repeat(200_000)).fill(scopeOf({}))).toHaveLength(100_000);
  });
});
