import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../src/diagnostics/source-file.ts';
import type { Parameter } from '../../../src/flow/flow.ts';
import { readParameters } from '../../../src/flow/parameters/parameters.ts';
import { readFlow } from '../../../src/flow/read/read.ts';
import { Found } from '../found.ts';

/** The parameters of a flow whose `parameters` are the given lines, and what is found. */
function read(lines: string): { parameters: Parameter[]; shown: string[]; words: string[] } {
  const found = new Found();
  const tree = readFlow(new SourceFile('x.yaml', lines), found.report)!;
  const parameters = readParameters(tree, found.report);
  return { parameters, shown: found.shown, words: found.words };
}

const one = (fields: string) => read(`parameters: [{${fields}}]`);

describe('readParameters', () => {
  it('reads the guide’s declarations', () => {
    const { parameters, shown } = read(`
parameters:
  - name: "knowledge_base_id"
    type: "string"
    required: true
    description: "知识库ID"
  - name: "top_k"
    type: "integer"
    default: 5
  - {name: 温度, type: number, min: 0, max: 2, required: false}
  - {name: key, type: string, env: API_KEY, pattern: "^sk-", enum: [sk-1, sk-2]}
nodes: []
`);
    expect(shown).toEqual([]);
    expect(parameters.map(({ location, ...rest }) => [rest, location.start > 0])).toEqual([
      [
        {
          name: 'knowledge_base_id',
          type: 'string',
          required: true,
          description: '知识库ID',
          secret: false,
        },
        true,
      ],
      [{ name: 'top_k', type: 'integer', required: false, default: 5, secret: false }, true],
      [{ name: '温度', type: 'number', required: false, min: 0, max: 2, secret: false }, true],
      [
        {
          name: 'key',
          type: 'string',
          required: true,
          env: 'API_KEY',
          pattern: '^sk-',
          enum: ['sk-1', 'sk-2'],
          secret: true,
        },
        true,
      ],
    ]);
  });

  it('has none where the flow declares none', () => {
    expect(read('nodes: []').parameters).toEqual([]);
    expect(read('parameters:\nnodes: []').parameters).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['parameters: {a: {type: string}}', ['parameter-invalid/map 1:13 "{a: {type: string}}"']],
    ['parameters: 5', ['field-type 1:13 "5"']],
    ['parameters: [a]', ['parameter-invalid/entry 1:14 "a"']],
    ['parameters: [{type: string}]', ['parameter-invalid/name-missing 1:15 "type"']],
    ['parameters: [{name: [a], type: string}]', ['field-type 1:21 "[a]"']],
    [
      'parameters: [{name: a, type: string}, {name: a, type: list}]',
      ['parameter-duplicate 1:46 "a"'],
    ],
  ])('%s', (lines, expected) => {
    expect(read(lines).shown).toEqual(expected);
  });

  it.each<[string, string]>([
    ['name: top-k, type: string', 'parameter-invalid/name 1:21 "top-k"'],
    ['name: 5, type: string', 'parameter-invalid/name 1:21 "5"'],
    ['name: "", type: string', 'parameter-invalid/name 1:21 "\\"\\""'],
    ['name: env, type: string', 'parameter-invalid/name-reserved 1:21 "env"'],
    ['name: a', 'parameter-invalid/type-missing 1:21 "a"'],
    ['name: a, type: int', 'parameter-invalid/type 1:30 "int"'],
    ['name: a, type: string, requird: true', 'key-unknown/parameter 1:38 "requird"'],
    ['name: a, type: string, required: "yes"', 'parameter-invalid/boolean 1:48 "\\"yes\\""'],
    ['name: a, type: string, default: 5', 'parameter-default/type 1:47 "5"'],
    ['name: a, type: integer, default: 1.5', 'parameter-default/type 1:48 "1.5"'],
    ['name: a, type: list, default: {}', 'parameter-default/type 1:45 "{}"'],
    ['name: a, type: integer, default: 5, max: 3', 'parameter-default/max 1:48 "5"'],
    ['name: a, type: integer, default: 1, min: 3', 'parameter-default/min 1:48 "1"'],
    ['name: a, type: string, default: 好, min: 2', 'parameter-default/min-length 1:47 "好"'],
    ['name: a, type: list, default: [1], max: 0', 'parameter-default/max-length 1:45 "[1]"'],
    ['name: a, type: string, default: x, enum: [y]', 'parameter-default/enum 1:47 "x"'],
    ['name: a, type: string, default: x, pattern: "^y"', 'parameter-default/pattern 1:47 "x"'],
    ['name: a, type: string, default: x, required: true', 'parameter-default-unused 1:47 "x"'],
    ['name: a, type: string, enum: x', 'parameter-invalid/enum 1:44 "x"'],
    ['name: a, type: string, enum: []', 'parameter-invalid/enum 1:44 "[]"'],
    ['name: a, type: integer, enum: [1, "2"]', 'parameter-invalid/enum-value 1:49 "\\"2\\""'],
    ['name: a, type: integer, min: x', 'parameter-invalid/limit 1:44 "x"'],
    ['name: a, type: boolean, min: 1', 'parameter-invalid/limit-type 1:44 "1"'],
    ['name: a, type: integer, min: 3, max: 1', 'parameter-invalid/limit-order 1:44 "3"'],
    ['name: a, type: string, pattern: "("', 'parameter-invalid/pattern 1:47 "\\"(\\""'],
    ['name: a, type: integer, pattern: x', 'parameter-invalid/pattern-type 1:48 "x"'],
    ['name: a, type: string, env: A-B', 'parameter-invalid/env 1:43 "A-B"'],
  ])('%s', (fields, expected) => {
    const { shown, words } = one(fields);
    expect(shown).toEqual([expected]);
    expect(words.join('\n')).not.toMatch(/(?<!\$)\{\w+\}/);
  });

  it('suggests what was meant', () => {
    expect(one('name: top k!, type: string').words[2]).toContain('top_k_');
    expect(one('name: 1x, type: string').words[2]).toContain('p_1x');
    expect(one('name: a, type: int').words[2]).toContain('integer');
    expect(one('name: a, type: strng').words[2]).toContain('string');
  });

  it('keeps a parameter with a mistake, so that nothing else complains that it is missing', () => {
    expect(one('name: a, type: int, default: 5').parameters).toMatchObject([
      { name: 'a', type: 'integer', default: 5 },
    ]);
  });

  it('does not hang on a pattern that backtracks without end', () => {
    const { shown } = one(`name: a, type: string, pattern: "^(a+)+$", default: ${'a'.repeat(60)}!`);
    expect(shown).toEqual([expect.stringMatching(/^parameter-default\/slow /)]);
    const long = one(`name: a, type: string, pattern: "${'a'.repeat(1001)}"`);
    expect(long.shown[0]).toMatch(/^parameter-invalid\/pattern-long /);
  });

  it('takes null for no value', () => {
    const { parameters, shown } = one('name: a, type: string, default: null');
    expect(shown).toEqual([]);
    expect(parameters).toMatchObject([{ required: false, default: null }]);
  });
});
