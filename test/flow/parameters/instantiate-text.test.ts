import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../src/diagnostics/source-file.ts';
import type { IsExpression } from '../../../src/flow/parameters/expression-fields.ts';
import { instantiate } from '../../../src/flow/parameters/instantiate.ts';
import { instantiateText } from '../../../src/flow/parameters/instantiate-text.ts';
import { readFlow } from '../../../src/flow/read/read.ts';
import { child, valueOf, type MapTree } from '../../../src/flow/tree.ts';
import { isObject, toJson, type Value } from '../../../src/flow/value.ts';
import { Found } from '../found.ts';

const inOutputs: IsExpression = (path) => path[0] === 'outputs';

function read(text: string): MapTree {
  const found = new Found();
  const tree = readFlow(new SourceFile('x.yaml', text), found.report);
  expect(found.shown).toEqual([]);
  return tree!;
}

function textWith(text: string, values: Readonly<Record<string, Value>>): string {
  return instantiateText(read(text), new Map(Object.entries(values)), inOutputs);
}

/** What a flow says when it is run with values, `parameters` aside. */
function meaning(text: string, values: Readonly<Record<string, Value>>): string {
  const found = new Found();
  const bound = new Map(Object.entries(values).map(([name, value]) => [name, { value }] as const));
  const options = { env: {}, openEnv: new Set<string>(), allowMissing: false };
  const all = { values: bound, ...options, secrets: new Set<string>() };
  const value = valueOf(instantiate(read(text), all, inOutputs, found.report));
  expect(found.shown).toEqual([]);
  return toJson(isObject(value) ? { ...value, parameters: null } : value);
}

describe('comments and layout stay', () => {
  it('beside what is filled in', () => {
    const text = `# Top
name: "Ask \${base}"   # the name

# What can be set
parameters:
  # the base
  - name: base
    type: string

# What is done
nodes:
  - {id: a, config: {base: "\${base}", k: "\${k}"}}  # on one line
  - id: b
    config:
      text: |
        First \${base}.

          indented
`;
    expect(textWith(text, { base: 'shop', k: 3 })).toBe(`# Top
name: "Ask shop"   # the name

# What is done
nodes:
  - {id: a, config: {base: "shop", k: 3}}  # on one line
  - id: b
    config:
      text: |
        First shop.

          indented
`);
  });

  it('where several lines go into a block', () => {
    const text = 'nodes:\n  - a: |\n      x ${t}\n      y\n';
    expect(textWith(text, { t: 'one\ntwo' })).toBe(
      'nodes:\n  - a: |\n      x one\n      two\n      y\n',
    );
  });

  it('in JSON', () => {
    const text = '{"parameters": [{"name": "a"}], "nodes": ["${a}", "x ${a}"]}';
    expect(textWith(text, { a: 'q"' })).toBe('{"parameters": [], "nodes": ["q\\"", "x q\\""]}');
  });
});

describe('what stays a parameter', () => {
  const text = `parameters:
  - name: key
    secret: true
  - {name: to, required: true}
nodes:
  - {a: "\${key} \${env.HOME}", b: "\${to}"}
outputs:
  x: to + "!"
`;

  it('is one without a value here, and one that is used by its name', () => {
    const made = textWith(text, { to: 'en' });
    expect(made).toContain('{a: "${key} ${env.HOME}", b: "en"}');
    expect(valueOf(child(read(made), 'parameters')!)).toEqual([
      { name: 'key', secret: true },
      { name: 'to', default: 'en' },
    ]);
  });

  it('is one that a {place} names', () => {
    const prompt = 'parameters:\n  - name: to\nnodes:\n  - a: "in {to} {{or}} {other}"\n';
    expect(textWith(prompt, { to: 'en' })).toContain('default: en');
    expect(textWith(prompt.replace('{to}', '${to}'), { to: 'en' })).not.toContain('parameters');
  });

  it('is all of them, untouched, where nothing is put in', () => {
    expect(textWith(text, {})).toBe(text);
  });
});

describe('a value is never read again', () => {
  it.each([
    ['a: ${v}', '${v}'],
    ['a: x ${v}{v}', '$'],
    ['a: "${v}${w}"', 'US$'],
    ['a: $${v} ${v}', '$${'],
    ['a: >-\n  f ${v}\n  g', 'two\n\nlines'],
    ['a: |\n  ${v}\n', ' x'],
    ['a: plain ${v} text', '# no: comment'],
    ['a: ${v}', 'yes'],
    ['a: ["${v}", b]', 'x, y]'],
    ['a: &b ${v}\nc: *b', 'x'],
    ['outputs:\n  x: ${v} + "$${v}"', '${v}'],
  ])('%j with %j', (text, v) => {
    const values = { v, w: '{v}' };
    const made = textWith(`${text}\nnodes: []\n`, values);
    expect(meaning(made, values)).toBe(meaning(`${text}\nnodes: []\n`, values));
  });

  const piece = fc.oneof(
    fc.constantFrom('$', '{', '}', '${v}', '$${', ' ', '#', ':', '\n', '"', "'", '\\', '- ', '}}'),
    fc.string({ maxLength: 4, unit: 'binary' }),
  );
  const someText = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const someValue = fc.oneof(
    someText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(someText, { maxLength: 3 }),
  );
  const flows = [
    'nodes: ["${v}", \'x ${v} ${w}\', "a\\t${v}${w}{b}"]\n',
    'nodes:\n  - ${v}\n  - x ${v}\n  - k: ${v} $${y}\n',
    'nodes:\n  - |\n    ${v}\n    b ${w}\n\n  - >\n    a ${v}${w}\n    b\n  - |-\n    ${w}{${v}\n',
    'nodes: []\noutputs:\n  x: ${v} + ${w}\n  y: "[${v}, ${w}, \'$${v}\']"\n',
    '{"nodes": ["${v}", "x ${w} ${v}"], "outputs": {"x": "-${v}"}}',
  ];

  it('means the same as running the template with the values', () => {
    fc.assert(
      fc.property(fc.constantFrom(...flows), someValue, someValue, (text, v, w) => {
        const values = { v, w };
        const made = textWith(text, values);
        expect(meaning(made, values)).toBe(meaning(text, values));
      }),
      { numRuns: 300 },
    );
  });
});
