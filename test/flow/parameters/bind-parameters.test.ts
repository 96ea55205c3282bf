import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../src/diagnostics/source-file.ts';
import {
  bindParameters,
  knownValues,
  type BindOptions,
  type GivenValue,
  type ParameterValues,
} from '../../../src/flow/parameters/bind-parameters.ts';
import { readParameters } from '../../../src/flow/parameters/parameters.ts';
import { readFlow } from '../../../src/flow/read/read.ts';
import type { Value } from '../../../src/flow/value.ts';
import { Found } from '../found.ts';

const text = (value: string): GivenValue => ({ value, typed: false });
const typed = (value: Value): GivenValue => ({ value, typed: true });

function bind(
  declared: string,
  given: Readonly<Record<string, GivenValue>> = {},
  env: Readonly<Record<string, string>> = {},
  options: BindOptions = {},
): { values: ParameterValues; shown: string[]; words: string[] } {
  const found = new Found();
  const tree = readFlow(new SourceFile('x.yaml', `parameters: [${declared}]`), found.report)!;
  const parameters = readParameters(tree, found.report);
  expect(found.shown).toEqual([]);
  const all = new Map(Object.entries(given));
  const values = bindParameters(parameters, all, env, options, found.report);
  return { values, shown: found.shown, words: found.words };
}

const bound = (type: string, value: GivenValue, more = ''): unknown => {
  const { values, shown } = bind(`{name: p, type: ${type}${more}}`, { p: value });
  const result = values.values.get('p')!;
  return 'value' in result ? result.value : shown.map((line) => line.split(' ')[0]);
};

describe('texts become the declared type', () => {
  it.each<[type: string, text: string, value: unknown]>([
    ['string', '5', '5'],
    ['string', '', ''],
    ['string', ' a\n', ' a\n'],
    ['integer', '5', 5],
    ['integer', ' -5 ', -5],
    ['integer', '9007199254740993', 9007199254740993n],
    ['number', '5', 5],
    ['number', '0.7', 0.7],
    ['number', '1e3', 1000],
    ['boolean', 'true', true],
    ['boolean', 'False', false],
    ['list', '["a", 12345678901234567890]', ['a', 12345678901234567890n]],
    ['object', '{"__proto__": 1, "a": [{}]}', JSON.parse('{"__proto__": 1, "a": [{}]}')],
  ])('%s %j', (type, given, value) => {
    expect(bound(type, text(given))).toEqual(value);
  });

  it.each([
    ['integer', '5.5'],
    ['integer', 'five'],
    ['integer', ''],
    ['number', 'x'],
    ['number', '1,5'],
    ['number', '1e999'],
    ['boolean', 'yes'],
    ['boolean', '1'],
    ['list', 'a,b'],
    ['list', '{}'],
    ['object', '[1]'],
    ['object', "{'a': 1}"],
    ['list', '['.repeat(200) + ']'.repeat(200)],
  ])('but not %s %j', (type, given) => {
    expect(bound(type, text(given))).toEqual(['parameter-type']);
  });
});

describe('typed values', () => {
  it('must be of the type', () => {
    expect(bound('integer', typed(5))).toBe(5);
    expect(bound('number', typed(5n))).toBe(5n);
    expect(bound('integer', typed(5.5))).toEqual(['parameter-type']);
    expect(bound('string', typed(5))).toEqual(['parameter-type']);
    expect(bound('boolean', typed('true'))).toEqual(['parameter-type']);
    expect(bound('list', typed({}))).toEqual(['parameter-type']);
    expect(bound('string', typed(null))).toEqual(['parameter-type']);
    expect(bound('string', typed(null), ', required: false')).toBeNull();
  });

  it('must keep the rules', () => {
    const rule = (type: string, value: Value, rules: string) =>
      bound(type, typed(value), `, ${rules}`);
    expect(rule('integer', 4, 'max: 3')).toEqual(['parameter-value/max']);
    expect(rule('integer', 10n ** 20n, 'max: 3')).toEqual(['parameter-value/max']);
    expect(rule('number', 0, 'min: 0.1')).toEqual(['parameter-value/min']);
    expect(rule('string', '好好', 'max: 2')).toBe('好好');
    expect(rule('string', '😀😀😀', 'max: 2')).toEqual(['parameter-value/max-length']);
    expect(rule('list', [], 'min: 1')).toEqual(['parameter-value/min-length']);
    expect(rule('string', 'c', 'enum: [a, b]')).toEqual(['parameter-value/enum']);
    expect(rule('list', [1], 'enum: [[1], [2]]')).toEqual([1]);
    expect(rule('string', 'xay', 'pattern: a')).toBe('xay');
    expect(rule('string', 'b', 'pattern: a')).toEqual(['parameter-value/pattern']);
    expect(rule('string', 'a'.repeat(60) + '!', 'pattern: "^(a|a)*$"')).toEqual([
      'parameter-value/slow',
    ]);
  });
});

describe('where a value comes from', () => {
  const declared = '{name: p, type: integer, env: P, default: 1, secret: false}';
  it('the given one, then the environment, then the default, then null', () => {
    const known = (...rest: Parameters<typeof bind> extends [string, ...infer R] ? R : never) => ({
      ...knownValues(bind(declared, ...rest).values),
    });
    expect(known({ p: typed(3) }, { P: '2' })).toEqual({ p: 3 });
    expect(known({}, { P: '2' })).toEqual({ p: 2 });
    expect(known({}, {})).toEqual({ p: 1 });
    expect({ ...knownValues(bind('{name: p, type: integer, required: false}').values) }).toEqual({
      p: null,
    });
  });

  it('tells all that is wrong at once, at the declarations', () => {
    const { shown, values } = bind(
      '{name: a, type: string}, {name: b, type: integer}, {name: c, type: integer, default: 1}',
      { b: text('x'), c: typed(true), d: text(''), __proto__x: text('') },
    );
    expect(shown).toEqual([
      'parameter-missing 1:21 "a"',
      'parameter-type 1:46 "b"',
      'parameter-type 1:72 "c"',
      'parameter-unknown -',
      'parameter-unknown -',
    ]);
    expect([...values.values]).toEqual([
      ['a', { unknown: 'string' }],
      ['b', { unknown: 'integer' }],
      ['c', { unknown: 'integer' }],
    ]);
  });

  it('knows no value of a missing one for validate', () => {
    const { shown, values } = bind('{name: a, type: list}', {}, {}, { allowMissing: true });
    expect(shown).toEqual([]);
    expect(values.values.get('a')).toEqual({ unknown: 'list' });
  });

  it('suggests the nearest name', () => {
    expect(
      bind('{name: top_k, type: integer, default: 1}', { topk: text('1') }).words[2],
    ).toContain('top_k');
    expect(bind('', { x: text('1') }).words[2]).toBe('This flow has no parameters.');
  });
});

describe('secrets', () => {
  it('are the values of secret parameters, whatever their type, and never in a message', () => {
    const { values, words } = bind(
      '{name: a, type: object, secret: true}, {name: b, type: string, env: B}, ' +
        '{name: c, type: string, env: C, secret: false}, {name: d, type: integer, secret: true}',
      { a: typed({ x: ['deep-secret', 12345678] }), d: text('hunter2') },
      { B: 'from-env', C: 'open' },
    );
    expect([...values.secrets]).toEqual(['deep-secret', '12345678', 'from-env']);
    expect([...values.openEnv]).toEqual(['C']);
    expect(words).toHaveLength(4);
    expect(words.join(' ')).not.toContain('hunter2');
  });
});
