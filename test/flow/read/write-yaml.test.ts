import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../src/diagnostics/source-file.ts';
import { readTree } from '../../../src/flow/read/read.ts';
import { valueOf } from '../../../src/flow/tree.ts';
import { objectOf, toJson, type Value } from '../../../src/flow/value.ts';
import { writeYaml, writeYamlValue } from '../../../src/flow/read/write-yaml.ts';
import { Found } from '../found.ts';

function back(yaml: string): Value {
  const found = new Found();
  const tree = readTree(new SourceFile('x.yaml', yaml), found.report)!;
  // Not even a warning: YAML 1.1 must read the same.
  expect([yaml, found.shown]).toEqual([yaml, []]);
  return valueOf(tree);
}

describe('writeYaml', () => {
  it('writes what a person would', () => {
    const text = `name: RAG模板
version: "1.0"
nodes:
  - id: a
    type: ContextBuilder
    config:
      template: |
        问题：{question}

          缩进
      limit: 0.7
      none: null
      list: []
      object: {}
`;
    const tree = readTree(new SourceFile('x', text), () => undefined)!;
    expect(writeYaml(tree)).toBe(text);
  });

  it.each([
    ['yes', '"yes"'],
    ['y', '"y"'],
    ['012', '"012"'],
    ['1:30', '"1:30"'],
    ['1e3', '"1e3"'],
    ['2024-01-01', '"2024-01-01"'],
    ['=', '"="'],
    ['0b_', '"0b_"'],
    ['1e999', '"1e999"'],
    ['null', '"null"'],
    ['', '""'],
    ['--- x', '"--- x"'],
    ['\u3000x', '"\u3000x"'],
    ['a\u2028b', '"a\\Lb"'],
    ['a\u0085\nb', '"a\\N\\nb"'],
    ['${x}', '${x}'],
    ['好: 坏', '"好: 坏"'],
    ['it\'s "x"', 'it\'s "x"'],
    [1e21, '1.0e+21'],
    [1e-7, '1.0e-7'],
    [-0, '-0.0'],
    [NaN, '.nan'],
    [-Infinity, '-.inf'],
    [2n ** 64n, '18446744073709551616'],
    [true, 'true'],
  ])('scalar %#', (value, yaml) => {
    expect(writeYamlValue([value])).toBe(`- ${yaml}\n`);
  });

  it('keeps the order of keys that look like numbers, and repeats what an alias stands for', () => {
    const tree = readTree(new SourceFile('x', 'b: &x [1]\n2: *x\n1: a\n'), () => undefined)!;
    expect(writeYaml(tree)).toBe('b:\n  - 1\n"2":\n  - 1\n"1": a\n');
  });

  const piece = fc.constantFrom(
    ' ',
    '\n',
    '\t',
    '\r',
    ': ',
    ' #',
    '- ',
    '? ',
    "'",
    '"',
    '\\',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\x1b',
    '\xa0',
    '😀',
    '好',
    'yes',
    '1_0',
    '[',
    '}',
    '|',
    '---',
    '...',
    '<<',
    '\u3000',
    '0',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 6 }).map((all) => all.join('')),
  );
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 90n }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(text, tie('value')), { maxLength: 4 }).map(objectOf),
    ),
  }));

  it('reads back as the same, without a warning', () => {
    fc.assert(
      fc.property(value, (content) => {
        expect(toJson(back(writeYamlValue(content)))).toBe(toJson(content));
      }),
      { numRuns: 500 },
    );
  });
});
