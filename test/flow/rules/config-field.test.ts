import { describe, expect, test } from 'vitest';
import type { ConfigField } from '../../../src/flow/node-type.ts';
import { fakeType, fakeTypes, input, told } from './fake-types.ts';

/** What is found in a node's config, which begins in line 5. */
function check(
  fields: Readonly<Record<string, ConfigField>>,
  config: string,
  parts: Parameters<typeof fakeType>[1] = {},
): string[] {
  const type = fakeType('T', { config: fields, ...parts });
  const lines = config.split('\n').map((line) => `      ${line}`);
  const text = `parameters: [{ name: p, type: string }]\nnodes:\n  - { id: n, type: T, config: {\n${lines.join('\n')} } }\n`;
  return told(text, fakeTypes(type)).filter((line) => !line.startsWith('parameter-unused'));
}

describe('types', () => {
  test.each<[string, ConfigField['type'], boolean]>([
    ['a', 'string', true],
    ['5', 'string', false],
    ['true', 'string', false],
    ['5', 'integer', true],
    ['5.0', 'integer', true],
    ['5.5', 'integer', false],
    ['123456789012345678901', 'integer', true],
    ['5', 'number', true],
    ['5.5', 'number', true],
    ['"5"', 'number', false],
    ['true', 'boolean', true],
    ['"true"', 'boolean', false],
    ['[1]', 'list', true],
    ['1', 'list', false],
    ['{ a: 1 }', 'object', true],
    ['[1]', 'object', false],
    ['[1]', 'any', true],
    ['[1]', ['string', 'list'], true],
    ['1', ['string', 'list'], false],
    // Nothing at all is as good as no key.
    ['', 'integer', true],
    ['~', 'list', true],
    ['""', 'integer', false],
  ])('%s as %s', (value, type, fits) => {
    const found = check({ key: { type } }, `key: ${value}`).map((text) => text.split(' ')[0]);
    expect(found).toEqual(fits ? [] : ['config-type']);
  });

  test('an id and an expression may look like anything', () => {
    const fields = {
      to: { type: 'string', node: true },
      when: { type: 'string', expression: true },
    } as const;
    expect(check(fields, 'to: 5, when: true')).toEqual([]);
    expect(check(fields, 'to: [5]')).toEqual([
      'config-type 4: “to” must be of type string, not list.',
    ]);
  });

  test('what is not known yet is not complained of, at any depth', () => {
    const fields: Record<string, ConfigField> = {
      size: { type: 'integer', minimum: 5, required: true },
      way: { type: 'string', enum: ['a', 'b'] },
      list: { type: 'list', items: { type: 'integer' } },
    };
    expect(check(fields, 'size: "${p}", way: "${p}", list: ["${p}", "${p}"]')).toEqual([]);
  });
});

describe('choices and ranges', () => {
  test('each has its bounds', () => {
    const fields = {
      low: { type: 'number', minimum: 0 },
      high: { type: 'number', maximum: 1 },
      both: { type: 'integer', minimum: 1, maximum: 9 },
    } as const;
    expect(check(fields, 'low: -0.5,\nhigh: 1.5,\nboth: 100000000000000000000')).toEqual([
      'config-range 4: “low” must be at least 0, but is -0.5.',
      'config-range 5: “high” must be at most 1, but is 1.5.',
      'config-range 6: “both” must be from 1 to 9, but is 100000000000000000000.',
    ]);
    expect(check(fields, 'low: 0, high: 1, both: 9')).toEqual([]);
  });

  test('each item of a list is checked', () => {
    const fields = { ways: { type: 'list', items: { type: 'string', enum: ['a', 'b'] } } } as const;
    expect(check(fields, 'ways: [a,\nc,\n1]')).toEqual([
      'config-enum 5: “ways” can’t be “c”.',
      'config-type 6: “ways” must be of type string, but “1” is of type integer.',
    ]);
  });
});

describe('keys', () => {
  const fields = {
    outer: {
      type: 'object',
      fields: { name: { type: 'string', required: true }, size: { type: 'integer' } },
    },
    free: { type: 'object', values: { type: 'number' } },
    bare: { type: 'object' },
  } as const;

  test('inner keys are checked where they are declared', () => {
    expect(check(fields, 'outer: { siez: 1 },\nfree: { a: x },\nbare: { b: y }')).toEqual([
      'config-missing 4: This entry of “outer” has no “name”.',
      'config-key-unknown 4: “outer” has no key “siez”; it is ignored.',
      'config-type 5: “a” must be of type number, but “x” is of type string.',
    ]);
  });

  test('an input’s name and `parallel` are always welcome', () => {
    const parts = { inputs: () => [input('text')] };
    expect(check({}, 'text: [1], parallel: true', parts)).toEqual([]);
    expect(check({}, 'text: a, parallel: 1, txet: b', parts)).toEqual([
      'config-type 4: “parallel” must be of type boolean, but “1” is of type integer.',
      'config-key-unknown 4: The config of T has no key “txet”; it is ignored.',
    ]);
  });

  test('a type with an open config takes any key', () => {
    expect(check({}, 'whatever: 1', { openConfig: true })).toEqual([]);
  });

  test('__proto__ and constructor are keys like any other', () => {
    expect(check({}, '__proto__: 1,\nconstructor: 2')).toEqual([
      'config-key-unknown 4: The config of T has no key “__proto__”; it is ignored.',
      'config-key-unknown 5: The config of T has no key “constructor”; it is ignored.',
    ]);
  });

  test('a required key may be empty no more than missing; an input’s may come from elsewhere', () => {
    const required = { url: { type: 'string', required: true } } as const;
    expect(check(required, 'url: ')).toEqual([
      'config-missing 3: Node “n” needs “url” in its config.',
    ]);
    const parts = { inputs: () => [input('url', { required: false })] };
    expect(check(required, 'parallel: true', parts)).toEqual([]);
  });
});

test('what only the type knows to check is asked of it, of nodes with the same id too', () => {
  const seen: unknown[] = [];
  const type = fakeType('T', { openConfig: true, check: ({ config }) => void seen.push(config.v) });
  told(
    'nodes:\n- {id: a, type: T, config: {v: 1}}\n- {id: a, type: T, config: {v: 2}}\n',
    fakeTypes(type),
  );
  expect(seen).toEqual([1, 2]);
});
