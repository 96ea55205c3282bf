import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../src/diagnostics/source-file.ts';
import type { BoundValue, ParameterValues } from '../../../src/flow/parameters/bind-parameters.ts';
import {
  expressionFields,
  type IsExpression,
} from '../../../src/flow/parameters/expression-fields.ts';
import { parseExpression } from '../../../src/flow/expression/parse-expression.ts';
import { instantiate } from '../../../src/flow/parameters/instantiate.ts';
import type { ConfigField, NodeType } from '../../../src/flow/node-type.ts';
import { readFlow } from '../../../src/flow/read/read.ts';
import {
  child,
  placeIn,
  valueOf,
  type MapTree,
  type ScalarTree,
  type Tree,
} from '../../../src/flow/tree.ts';
import { objectOf, toJson, type Value } from '../../../src/flow/value.ts';
import { Found, place } from '../found.ts';

interface Given {
  readonly values?: Readonly<Record<string, Value>>;
  readonly unknown?: Readonly<Record<string, BoundValue & { unknown: unknown }>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly openEnv?: readonly string[];
  readonly allowMissing?: boolean;
  readonly isExpression?: IsExpression;
}

interface Filled {
  readonly tree: MapTree;
  readonly shown: string[];
  readonly words: string[];
  readonly values: ParameterValues;
}

const inOutputs: IsExpression = (path) => path[0] === 'outputs';

function fill(text: string, given: Given = {}): Filled {
  const found = new Found();
  const source = readFlow(new SourceFile('x.yaml', text), found.report)!;
  const bound = Object.entries(given.values ?? {}).map(
    ([name, value]) => [name, { value }] as const,
  );
  const values: ParameterValues = {
    values: new Map<string, BoundValue>([...bound, ...Object.entries(given.unknown ?? {})]),
    env: given.env ?? {},
    openEnv: new Set(given.openEnv),
    allowMissing: given.allowMissing ?? false,
    secrets: new Set(),
  };
  const tree = instantiate(source, values, given.isExpression ?? inOutputs, found.report);
  return { tree, shown: found.shown, words: found.words, values };
}

/** The value of the key `k` after filling; nothing may be reported. */
function filled(text: string, given: Given = {}): unknown {
  const { tree, shown } = fill(text, given);
  expect(shown).toEqual([]);
  return valueOf(child(tree, 'k') ?? child(child(tree, 'outputs'), 'k')!);
}

describe('a placeholder in a text', () => {
  const values = {
    n: 5,
    s: 'x: "y" ${n}',
    yes: true,
    none: null,
    list: [1, 'a'],
    big: 2n ** 60n,
    object: { __proto__x: [null] },
  };

  it.each<[text: string, value: unknown]>([
    ['k: ${n}', 5],
    ['k: "${n}"', 5],
    ["k: '${s}'", 'x: "y" ${n}'],
    ['k: ${yes}', true],
    ['k: ${none}', null],
    ['k: ${list}', [1, 'a']],
    ['k: ${big}', 2n ** 60n],
    ['k: ${object}', { __proto__x: [null] }],
    ['k: a ${n} b', 'a 5 b'],
    ['k: "${s}!"', 'x: "y" ${n}!'],
    ['k: ${yes}${none}', 'truenull'],
    ['k: "${list}, ${big}"', '[1,"a"], 1152921504606846976'],
    ['k: |\n  ${n}\n', '5\n'],
    ['k: [a, {b: "${n}"}]', ['a', { b: 5 }]],
    ['k: $${n}', '${n}'],
    ['k: a $${n} ${n}', 'a ${n} 5'],
    ['k: $$${n}', '$${n}'],
    ['k: $n $$ $ {n}', '$n $$ $ {n}'],
    ['k: "{context} {question} {{n}}"', '{context} {question} {{n}}'],
    ['k: "\\u0024{n}"', 5],
  ])('%s', (text, expected) => {
    expect(filled(text, { values })).toEqual(expected);
  });

  it('leaves keys and parameters alone, and the same tree where nothing is to do', () => {
    const text = 'parameters:\n- {name: n, default: "${n}"}\n"${n}": "${n}"\n';
    const { tree, shown } = fill(text, { values });
    expect(shown).toEqual([]);
    expect(Object.entries(valueOf(tree) as object)).toEqual([
      ['parameters', [{ name: 'n', default: '${n}' }]],
      ['${n}', 5],
    ]);
    const source = readFlow(new SourceFile('x', 'a: [b, {c: d}]'), () => undefined)!;
    const nothing = {
      values: new Map(),
      env: {},
      openEnv: new Set<string>(),
      allowMissing: false,
      secrets: new Set<string>(),
    };
    expect(instantiate(source, nothing, inOutputs, () => undefined)).toBe(source);
  });

  it('puts what takes its place where it was', () => {
    const { tree } = fill('k:\n  - "${list}"', { values });
    const list = (child(tree, 'k') as Tree & { kind: 'list' }).items[0] as Tree & { kind: 'list' };
    expect(list.kind).toBe('list');
    const [one, a] = list.items as [ScalarTree, ScalarTree];
    expect([list, one, a].map((t) => place(t.location))).toEqual(
      Array(3).fill('2:5 "\\"${list}\\""'),
    );
    expect([one.quoted, a.quoted]).toEqual([false, true]);
    expect(place(placeIn(a, 0, 1))).toBe('2:5 "\\"${list}\\""');
  });

  it('is unknown while its parameter is', () => {
    const unknown = { u: { unknown: 'list' as const } };
    const { tree, shown } = fill('a: ${u}\nb: "x ${u}"\n', { unknown });
    expect(shown).toEqual([]);
    expect(child(tree, 'a')).toMatchObject({ kind: 'unknown', type: 'list' });
    expect(child(tree, 'b')).toMatchObject({ kind: 'unknown', type: 'string' });
  });
});

describe('a placeholder in an expression', () => {
  const values = {
    n: 5,
    neg: -2,
    f: 0.5,
    huge: 1e300,
    whole: 1e16,
    inf: Infinity,
    s: 'it\'s\n"x" \\ ${n}',
    yes: true,
    none: null,
    list: [-1, 'a', [true]],
    object: { "it's": null },
  };

  it.each<[expression: string, text: string]>([
    ['score > ${n}', 'score > 5'],
    ['${n}', '5'],
    ['2 ** ${neg}', '2 ** (-2)'],
    ['${f} + ${huge} + ${whole} + ${inf}', "0.5 + 1e+300 + 10000000000000000.0 + float('inf')"],
    ['x == ${s}', "x == 'it\\'s\\n\"x\" \\\\ ${n}'"],
    ['${yes} or ${none}', 'True or None'],
    ['x in ${list}', "x in [-1, 'a', [True]]"],
    ['${object}[k]', '{"it\'s": None}[k]'],
    ['a${n}', 'a(5)'],
    ["''${s}", "''('it\\'s\\n\"x\" \\\\ ${n}')"],
    ['${n}.x', '(5).x'],
    ["x == '$${n}'", "x == '${n}'"],
    ["x == '''a'${n}'''", "x == '''a'${n}'''"],
    ['x > $${n}', 'x > $${n}'],
    ["x # it's ${n}", "x # it's 5"],
  ])('%s', (expression, text) => {
    const source = dump({ outputs: { k: expression } }, { forceQuotes: true });
    const { tree, shown } = fill(source, { values });
    expect(valueOf(child(child(tree, 'outputs'), 'k')!)).toBe(text);
    expect(shown.map((line) => line.split(' ')[0])).toEqual(
      expression.includes("'''") ? ['placeholder-in-string'] : [],
    );
  });

  it('stays what it is while unknown', () => {
    const unknown = { u: { unknown: 'number' as const } };
    expect(filled('outputs: {k: "x > ${u}"}', { unknown })).toBe('x > ${u}');
  });

  it('cannot stand in a string literal', () => {
    const { shown, words } = fill('outputs:\n  k: x == "${n}" or y == ${n}\n', { values });
    expect(shown).toEqual(['placeholder-in-string 2:12 "${n}"']);
    expect(words[0]).toContain('${n} stands inside quotes');
  });

  it('leads back to its place in the file', () => {
    const text = 'outputs:\n  k: "a == ${s} and \\u597d > oops"\n';
    const { tree } = fill(text, { values });
    const scalar = child(child(tree, 'outputs'), 'k') as ScalarTree;
    const value = String(scalar.value);
    const word = (w: string): string => {
      const at = value.indexOf(w);
      return place(placeIn(scalar, at, at + w.length));
    };
    expect(word('oops')).toBe('2:30 "oops"');
    expect(word('好')).toBe('2:21 "\\\\u597d"');
    expect(word('and')).toBe('2:17 "and"');
    const literal = value.slice(value.indexOf("'"), value.lastIndexOf("'") + 1);
    expect(word(literal)).toBe('2:12 "${s}"');
  });
});

describe('what is wrong with a placeholder', () => {
  it.each<[text: string, finding: string]>([
    ['k: ${top_k}', 'placeholder-undeclared 1:4 "${top_k}"'],
    ['k: "\\t${nope} x"', 'placeholder-undeclared 1:7 "${nope}"'],
    ['k: |\n  a\n  b ${nope}', 'placeholder-undeclared 3:5 "${nope}"'],
    ['k: ${}', 'placeholder-malformed 1:4 "${}"'],
    ['k: ${a b}', 'placeholder-malformed 1:4 "${a b}"'],
    ['k: ${a-b}', 'placeholder-malformed 1:4 "${a-b}"'],
    ['k: ${ topk }', 'placeholder-malformed 1:4 "${ topk }"'],
    ['k: ${env}', 'placeholder-malformed 1:4 "${env}"'],
    ['k: ${env.A-B}', 'placeholder-malformed 1:4 "${env.A-B}"'],
    ['k: a ${topk', 'placeholder-malformed/unclosed 1:6 "${"'],
    ['k: ${env.KEY}', 'env-missing 1:4 "${env.KEY}"'],
    ['outputs: {k: "${nope}"}', 'placeholder-undeclared 1:15 "${nope}"'],
  ])('%s', (text, finding) => {
    const { shown, tree } = fill(text, { values: { topk: 1 } });
    expect(shown).toEqual([finding]);
    if (!text.startsWith('outputs')) expect(child(tree, 'k')!.kind).toBe('unknown');
  });

  it('comes with what to do', () => {
    const hint = (text: string): string =>
      fill(text, { values: { topk: 1 }, env: { HOME: '/' } }).words[2]!;
    expect(hint('k: ${top_k}')).toBe('Did you mean “topk”?');
    expect(hint('k: ${HOME}')).toBe('Did you mean “env.HOME”?');
    expect(hint('k: ${ topk }')).toBe('Write ${topk}, or $${ for a literal ${.');
    expect(hint('k: ${')).toBe('For a literal ${ write $${.');
  });
});

describe('the environment', () => {
  const env = { KEY: 'sk-12345678', OPEN: 'open', EMPTY: '' };

  it('gives texts, which are secret unless declared open', () => {
    const { tree, values } = fill('a: ${env.KEY}\nb: "${env.OPEN}/${env.EMPTY}"\n', {
      env,
      openEnv: ['OPEN'],
    });
    expect(valueOf(tree)).toEqual(
      objectOf([
        ['a', 'sk-12345678'],
        ['b', 'open/'],
      ]),
    );
    expect([...values.secrets]).toEqual(['sk-12345678']);
  });

  it('is unknown when validating without it', () => {
    const { tree, shown } = fill('k: ${env.NOPE}', { allowMissing: true });
    expect(shown).toEqual([]);
    expect(child(tree, 'k')).toMatchObject({ kind: 'unknown', type: 'string' });
  });
});

describe('expressionFields', () => {
  const text: ConfigField = { type: 'string' };
  const expression: ConfigField = { type: 'string', expression: true };
  const router: Partial<NodeType> = {
    config: {
      conditions: { type: 'list', items: { type: 'object', fields: { expression, name: text } } },
      any: { type: 'object', values: expression },
      plain: text,
    },
  };
  const isExpression = expressionFields({
    get: (type) => (type === 'Router' ? (router as NodeType) : undefined),
    names: () => ['Router'],
    planned: () => false,
  });

  it.each<[path: (string | number)[], expected: boolean]>([
    [['outputs', 'x'], true],
    [['outputs'], false],
    [['edges', 0, 'condition'], true],
    [['edges', 0, 'from'], false],
    [['defaults', 'retry', 'when'], true],
    [['nodes', 3, 'inputs', 'x'], true],
    [['nodes', 3, 'inputs', 'x', 'y'], false],
    [['nodes', 3, 'retry', 'when'], true],
    [['nodes', 3, 'retry', 'delay'], false],
    [['nodes', 3, 'config', 'conditions', 0, 'expression'], true],
    [['nodes', 3, 'config', 'conditions', 0, 'name'], false],
    [['nodes', 3, 'config', 'conditions', 'expression'], false],
    [['nodes', 3, 'config', 'any', 'thing'], true],
    [['nodes', 3, 'config', 'constructor'], false],
    [['nodes', 3, 'config'], false],
    [['nodes', 3, 'id'], false],
    [['name'], false],
  ])('%j', (path, expected) => {
    expect(isExpression(path, 'Router')).toBe(expected);
  });

  it('follows a type that is a placeholder itself', () => {
    const flow =
      'nodes:\n- {id: a, type: "${t}", config: {any: {x: "y == ${s}"}, plain: "${s}"}}\n';
    const { tree } = fill(flow, { values: { t: 'Router', s: 'v' }, isExpression });
    expect(toJson(valueOf(tree))).toBe(
      '{"nodes":[{"id":"a","type":"Router","config":{"any":{"x":"y == \'v\'"},"plain":"v"}}]}',
    );
    expect(isExpression(['nodes', 0, 'config', 'any', 'x'], undefined)).toBe(false);
    expect(isExpression(['nodes', 0, 'config', 'any', 'x'], 'Nope')).toBe(false);
  });
});

describe('values come back exactly', () => {
  const piece = fc.constantFrom(
    '${a}',
    '${',
    '}',
    "'",
    '"',
    '\\',
    '\n',
    '\r\n',
    '\t',
    ': ',
    ' #',
    '😀',
    '好',
    '\u2028',
    '\x00',
    '\x1b',
    '__proto__',
    '{x}',
    "'''",
    '"""',
    'é',
    ' ',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
  );
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.integer(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .array(fc.tuple(fc.oneof(text, fc.constant('__proto__')), tie('value')), { maxLength: 3 })
        .map(objectOf),
    ),
  }));

  it('as the whole of a scalar', () => {
    fc.assert(
      fc.property(value, fc.constantFrom('${a}', '"${a}"', "'${a}'"), (a, scalar) => {
        const [back] = filled(`k: [${scalar.replace(/^\$/, '"$').replace(/\}$/, '}"')}]`, {
          values: { a },
        }) as [Value];
        expect(same(back, a)).toBe(true);
      }),
    );
  });

  it('inside a longer text', () => {
    const styles = fc.constantFrom(
      'k: <${a}>',
      'k: "<${a}>"',
      "k: '<${a}>'",
      'k: |-\n  <${a}>',
      'k: >-\n  <${a}>',
    );
    fc.assert(
      fc.property(value, styles, (a, source) => {
        const inner = typeof a === 'string' ? a : toJson(a);
        expect(filled(source, { values: { a } })).toBe(`<${inner}>`);
      }),
    );
  });

  it('in an expression, as Python reads them', () => {
    fc.assert(
      fc.property(value, (a) => {
        const source = filled('outputs: {k: "[ ${a} ]"}', { values: { a } }) as string;
        const result = parseExpression(source);
        if (!('expression' in result)) throw new Error(source);
        const scope = { lookup: () => undefined, names: () => [] };
        const back = result.expression.evaluate(scope);
        expect(same((back as Value[])[0]!, a)).toBe(true);
      }),
    );
  });

  /** Equal, object keys in any order, -0 like 0, as Python has it. */
  function same(one: Value, other: Value): boolean {
    const sorted = (v: Value): unknown =>
      Array.isArray(v)
        ? v.map(sorted)
        : typeof v === 'object' && v !== null
          ? Object.entries(v)
              .sort(([x], [y]) => (x < y ? -1 : 1))
              .map(([key, item]) => [key, sorted(item)])
          : typeof v === 'bigint'
            ? `int ${String(v)}`
            : v;
    return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
  }
});
