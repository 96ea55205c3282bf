import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { compileSchema } from '../../src/flow-tests/json-schema.ts';
import { MatcherReader } from '../../src/flow-tests/read-matcher.ts';
import { readTree } from '../../src/flow/read/read.ts';
import type { Value } from '../../src/flow/value.ts';
import { sayIn } from '../../src/messages/message.ts';

const say = sayIn('en');
const scope = {
  lookup: (name: string) => (name === 'limit' ? 3 : undefined),
  names: () => ['limit'],
};

/** What is wrong with a value for a matcher written in YAML: each as `path message`. */
function mismatches(yaml: string, value: Value): string[] {
  const findings: Diagnostic[] = [];
  const tree = readTree(new SourceFile('m.yaml', yaml), (finding) => findings.push(finding));
  if (!tree) throw new Error('no YAML');
  const matcher = new MatcherReader((finding) => findings.push(finding), compileSchema).read(tree);
  const found = matcher(value, scope);
  return [
    ...findings.map(({ code, message }) => `${code}: ${say(message)}`),
    ...found.map(({ path, message }) => `${path.join('.')} ${say(message)}`.trim()),
  ];
}

describe('what a value must be', () => {
  it.each<[string, Value]>([
    ['text', 'text'],
    ['"3"', '3'],
    ['3', 3],
    ['{a: [1, {b: null}], c: d}', { c: 'd', a: [1, { b: null }] }],
    ['{equals: {contains: x}}', { contains: 'x' }],
    ['{contains: ell}', 'hello'],
    ['{contains: [he, llo]}', 'hello'],
    ['{contains: 2}', [1, 2]],
    ['{contains: {a: 1}}', { a: 1, b: 2 }],
    ['{contains: {a: 1}}', [{ a: 0 }, { a: 1, b: 2 }]],
    ['{contains: {matches: "^b"}}', ['a', 'bc']],
    ['{matches: "^h.l"}', 'hello'],
    ['{not: {contains: x}}', 'hello'],
    ['{expression: value > limit}', 4],
    ['{contains: h, matches: o$}', 'hello'],
    ['{a: {contains: x}}', { a: 'xyz' }],
    ['[{matches: a}, 2]', ['abc', 2]],
    ['{schema: {type: array, items: {type: integer}}}', [1, 2]],
    ['{}', {}],
    ['{__proto__: 1}', JSON.parse('{"__proto__": 1}') as Value],
  ])('%s takes %j', (yaml, value) => {
    expect(mismatches(yaml, value)).toEqual([]);
  });

  it.each<[string, Value, string[]]>([
    ['text', 'other', ['is not what is expected.']],
    ['3', '3', ['is not what is expected.']],
    ['true', 1, ['is not what is expected.']],
    ['{a: 1}', { a: 2 }, ['a is not what is expected.']],
    ['{a: 1}', { b: 1 }, ['a is missing; there are: b.', 'b is not expected.']],
    ['{a: {b: [1, 2]}}', { a: { b: [1, 3] } }, ['a.b.1 is not what is expected.']],
    ['[1]', [1, 2], ['should have 1 item, and has 2.']],
    ['[1]', 'x', ['should be a list.']],
    ['{a: 1}', [], ['should be an object.']],
    ['{contains: x}', 'hello', ['does not contain “x”.']],
    ['{contains: [he, x]}', 'hello', ['does not contain “x”.']],
    ['{contains: {a: 1}}', { a: 2 }, ['a is not what is expected.']],
    ['{contains: 3}', [1, 2], ['has no such item.']],
    ['{matches: ^x}', 'hello', ['does not match /^x/.']],
    ['{matches: "1"}', 1, ['should be a text.']],
    ['{not: hello}', 'hello', ['is what it should not be.']],
    ['{expression: value > limit}', 2, ['does not make “value > limit” true.']],
    ['{schema: {required: [a]}}', {}, ['does not fit the schema: required a']],
    ['{schema: {pattern: ^b}}', 'ab', ['does not fit the schema: pattern ^b']],
    [
      '{schema: {items: {pattern: "^(a+)+$"}, maxItems: 1}}',
      [`${'a'.repeat(40)}!`],
      ['takes too long to be compared with /^(a+)+$/: simplify the expression.'],
    ],
    [
      '{schema: {patternProperties: {"^(a+)+$": true}}}',
      { [`${'a'.repeat(40)}!`]: 1 },
      ['takes too long to be compared with /^(a+)+$/: simplify the expression.'],
    ],
    [
      '{schema: {properties: {a: {items: {type: string}}}}}',
      { a: ['x', 1] },
      ['a.1 does not fit the schema: type string'],
    ],
    ['{__proto__: 1}', {}, ['__proto__ is missing; there are: .']],
  ])('%s refuses %j', (yaml, value, expected) => {
    expect(mismatches(yaml, value)).toEqual(expected);
  });

  it('takes a whole number that is exact only as a bigint', () => {
    expect(mismatches('9007199254740993', 9007199254740993n)).toEqual([]);
    expect(mismatches('9007199254740993', 9007199254740992)).toHaveLength(1);
  });

  it('tells a text that only ends otherwise', () => {
    expect(mismatches('|\n  hello\n', 'hello')[0]).toContain('white space at its end');
  });

  it('gives up on a pattern that takes for ever', () => {
    expect(mismatches('{matches: "^(a+)+$"}', `${'a'.repeat(40)}!`)[0]).toContain('too long');
  });

  it.each([
    ['{matches: "("}', 'test-expectation: “(” is no regular expression.'],
    ['{schema: {type: nothing}}', 'test-expectation: This is no JSON Schema:'],
    ['{expression: "value >"}', 'expression-syntax'],
  ])('%s is no way to say it', (yaml, expected) => {
    expect(mismatches(yaml, 'x').join()).toContain(expected);
  });

  it('says what an undefined name could be', () => {
    expect(mismatches('{expression: valeu > 1}', 2).join()).toContain('valeu');
  });
});
