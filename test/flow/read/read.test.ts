import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../src/diagnostics/source-file.ts';
import { readFlow, readTree } from '../../../src/flow/read/read.ts';
import { valueOf } from '../../../src/flow/tree.ts';
import { Found } from '../found.ts';

function findings(text: string): string[] {
  const found = new Found();
  readFlow(new SourceFile('x.yaml', text), found.report);
  // Every place of every message is filled.
  expect(
    found.words.filter((words) => /\{\w+\}/.test(words.replace(/\$\{\w+\}|"\{name\}/g, ''))),
  ).toEqual([]);
  return found.shown;
}

function value(text: string): unknown {
  const found = new Found();
  const tree = readTree(new SourceFile('x.yaml', text), found.report);
  expect(found.shown).toEqual([]);
  return tree && valueOf(tree);
}

describe('a text that is no YAML gives one finding at the mistake', () => {
  it.each<[text: string, finding: string]>([
    ['a:\n\tb: 1\n', 'yaml-syntax/tab 2:1 "\\t"'],
    ['nodes:\n  - id: x\n\t  type: y\n', 'yaml-syntax/tab 3:1 "\\t"'],
    ['{k: ${x}}', 'yaml-syntax/placeholder 1:5 "${x}"'],
    ['a: [x, ${y}]\n', 'yaml-syntax/placeholder 1:8 "${y}"'],
    ['{"a": ${x}}', 'yaml-syntax/placeholder 1:7 "${x}"'],
    ['a: text: with: colon\n', 'yaml-syntax/colon 1:8 ":"'],
    ['- 说明: 注意: 不要\n', 'yaml-syntax/colon 1:9 ":"'],
    ['a: {b: c: d}\n', 'yaml-syntax/colon 1:9 ":"'],
    ["a: 'it's me'\n", 'yaml-syntax/after-quote 1:8 "s"'],
    ['a: "x" + "y"\nb: 1\n', 'yaml-syntax/after-quote 1:8 "+"'],
    ['a: {context} is\n', 'yaml-syntax/after-bracket 1:14 "is"'],
    ['{"a": 1}\n{"b": 2}\n', 'yaml-syntax/after-end 2:1 "{\\"b\\":"'],
    ['a: @x\n', 'yaml-syntax/reserved 1:4 "@x"'],
    ['a: `x`\n', 'yaml-syntax/reserved 1:4 "`x`"'],
    ['a: %x\n', 'yaml-syntax/reserved 1:4 "%x"'],
    ['%x\na: 1\n', 'yaml-syntax/reserved 1:1 "%x"'],
    ['@x: 1\n', 'yaml-syntax/reserved 1:1 "@x:"'],
    ['a: *b c\n', 'yaml-syntax/reserved 1:4 "*b"'],
    ['a: !b!c x\n', 'yaml-syntax/reserved 1:4 "!b!c"'],
    ['a: ]\n', 'yaml-syntax/reserved 1:4 "]"'],
    ['a: [1, 2}\n', 'yaml-syntax/mismatched 1:9 "}"'],
    ['{"a": 1\n "b": 2}', 'yaml-syntax/comma 1:7 "1"'],
    ['a: [\n  {id: a}\n  {id: b}\n  ]\n', 'yaml-syntax/comma 3:3 "{id:"'],
    ['{"a": 1,, "b": 2}', 'yaml-syntax/extra-comma 1:9 ","'],
    ['a: "foo\nb: 2\n', 'yaml-syntax/unclosed-quote 1:4 "\\""'],
    ["# it's\na: 'foo", 'yaml-syntax/unclosed-quote 2:4 "\'"'],
    ['a: |\n  "\nb: "x\nc: 1\n', 'yaml-syntax/unclosed-quote 3:4 "\\""'],
    ['a: [1, [2]\nb: 3\n', 'yaml-syntax/unclosed-bracket 1:4 "["'],
    ['{"a": [1, "]"', 'yaml-syntax/unclosed-bracket 1:7 "["'],
    ['a: {\n  b: 1\n}\n', 'yaml-syntax/bracket-indent 3:1 "}"'],
    [' a: 1\nb: 2\n', 'yaml-syntax/indentation 2:1 "b:"'],
    ['a: 1\n  b: 2\n', 'yaml-syntax/indentation 2:3 "b:"'],
    ['- id: x\n type: y\n', 'yaml-syntax/indentation 2:2 "type:"'],
    ['a: 1\n- b\n', 'yaml-syntax/mixed 2:1 "-"'],
    ['- a\nb: 1\n', 'yaml-syntax/mixed 2:1 "b:"'],
    ['a: - b\n', 'yaml-syntax/item-after-key 1:4 "-"'],
    ['a: 1\nfoo bar\nb: 2\n', 'yaml-syntax/missing-colon 2:1 "foo bar"'],
    ['a: 1\nfoo\n', 'yaml-syntax/missing-colon 2:1 "foo"'],
    ['a: 1\nb:2\nc: 3\n', 'yaml-syntax/no-space 2:2 ":"'],
    ['"a":1\nb: 2\n', 'yaml-syntax/no-space 1:4 ":"'],
    ['edges:\n  - {from: a， to: b}\n', 'yaml-syntax/full-width-comma 2:13 "，"'],
    ['a: 1\nkey：value\nb: 1\n', 'yaml-syntax/full-width-colon 2:4 "："'],
    ['n:\n  - id: a\n  - id：b\n    type: T\n', 'yaml-syntax/full-width-colon 3:7 "："'],
    ['a: "C:\\path"\n', 'yaml-syntax/escape 1:7 "\\\\p"'],
    ['a: > 0.5\n', 'yaml-syntax/block-header 1:4 "> 0.5"'],
    ['a: x\x1b[1m\n', 'yaml-syntax/control 1:5 "\\u001b"'],
    ['a: x\0', 'yaml-syntax/control 1:5 "\\u0000"'],
    ['a: yes\n---\nc: d\n', 'yaml-syntax/documents 2:1 "---"'],
  ])('%j', (text, finding) => {
    expect(findings(text)).toEqual([finding]);
  });

  it('finds the place under CRLF and a lone CR as well', () => {
    expect(findings('a: 1\r\nfoo\r\nb: 2\r\n')).toEqual(['yaml-syntax/missing-colon 2:1 "foo"']);
    expect(findings('a: 1\rfoo\rb: 2\r')).toEqual(['yaml-syntax/missing-colon 2:1 "foo"']);
  });
});

describe('what is YAML and not allowed', () => {
  it.each<[text: string, findings: string[]]>([
    ['', ['flow-empty 1:1 ""']],
    ['# only a comment\n\n', ['flow-empty 1:1 ""']],
    ['---\n', ['flow-empty 1:1 ""']],
    ['- a\n', ['flow-not-a-mapping/list 1:1 "- a"']],
    ['name：x', ['flow-not-a-mapping 1:1 "name：x"']],
    ['42', ['flow-not-a-mapping 1:1 "42"']],
    ['a: 1\nb: 2\n"a": 3\n', ['duplicate-key 3:1 "\\"a\\""']],
    ['{a: {b: 1, "b": 2}, a: 3}', ['duplicate-key 1:12 "\\"b\\""', 'duplicate-key 1:21 "a"']],
    ['1: a\n"1": b\n', ['duplicate-key 2:1 "\\"1\\""']],
    ['a: !!python/object:os.system {}', ['yaml-tag 1:4 "!!python/object:os.system"']],
    ['a: !Ref x\nb: !Ref y\nc: !Sub z', ['yaml-tag 1:4 "!Ref"', 'yaml-tag 3:4 "!Sub"']],
    ['%TAG ! tag:x,2000:\n---\na: !b c', ['yaml-tag 3:4 "!b"']],
    ['a: !!int x', ['yaml-tag/mismatch 1:10 "x"']],
    ['a: !!map [1]', ['yaml-tag/mismatch 1:4 "!!map"']],
    ['[a]: b', ['yaml-key/list 1:1 "[a]"']],
    ['? {a: 1}\n: b', ['yaml-key/map 1:3 "{a: 1}"']],
    ['a: {{x}}', ['yaml-key/map 1:5 "{x}"']],
    ['a: 1\n: b', ['yaml-key/empty 2:1 ""']],
    ['a: &x {b: 1}\nc:\n  <<: *x\n', ['yaml-merge-key 3:3 "<<"']],
    ['a: *b', ['yaml-alias/unknown 1:4 "*b"']],
    ['a: &x [1, *x]', ['yaml-alias/recursive 1:11 "*x"']],
    ['a: 1e999', ['yaml-number 1:4 "1e999"']],
    ['a:\n\u3000b: 1', ['yaml-odd-space 2:1 "\u3000"']],
  ])('%j', (text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  it('does not mind in JSON what only YAML 1.1 reads otherwise', () => {
    const codesOf = (path: string): string[] => {
      const found = new Found();
      readFlow(new SourceFile(path, '{"a": 1e3}'), found.report);
      return found.shown;
    };
    expect(codesOf('a.yaml')).toEqual(['yaml-1-1-differs/value-text 1:7 "1e3"']);
    expect(codesOf('a.json')).toEqual([]);
  });

  it('names the first of two equal keys', () => {
    const found = new Found();
    readTree(new SourceFile('x', 'a: 1\na: 2\n'), found.report);
    const [related] = found.all[0]!.related!;
    expect(related!.location).toMatchObject({ start: 0, end: 1 });
  });

  it('leaves quoted and harmless things alone', () => {
    const text = '"<<": 1\n=: 2\n__proto__: 3\nconstructor: 4\na: !!str 012\nb: &x y\nc: *x\n';
    expect(findings(text)).toEqual([]);
    expect(Object.entries(value(text) as object)).toEqual([
      ['<<', 1],
      ['=', 2],
      ['__proto__', 3],
      ['constructor', 4],
      ['a', '012'],
      ['b', 'y'],
      ['c', 'y'],
    ]);
  });
});

describe('the canvas JSON of the platform', () => {
  const node = {
    id: 'x',
    data: { id: 'x', node: {} },
    position: { x: 0, y: 0 },
    type: 'genericNode',
  };
  const edges = [{ source: 'x', target: 'y', id: 'e' }];
  it.each([
    ['nodes and edges', { nodes: [node], edges, viewport: {} }],
    ['below data', { name: 'f', data: { nodes: [node], edges }, flow_type: 5 }],
    ['empty', { data: { nodes: [], edges: [] } }],
    ['several', [{ data: { nodes: [node], edges } }]],
  ])('%s', (_, flow) => {
    const text = JSON.stringify(flow);
    expect(findings(text)).toEqual([
      `canvas-json 1:${String(text.indexOf('"nodes"') + 1)} "\\"nodes\\""`,
    ]);
  });

  it('is not any flow with data', () => {
    expect(
      findings('nodes:\n  - id: a\n    type: T\n    config: {data: {x: 1}}\ndata: {a: 1}\n'),
    ).toEqual([]);
    expect(findings('nodes:\n  - id: a\n    data: {x: 1}\n    config: {}\n')).toEqual([]);
  });
});

describe('values', () => {
  it.each<[string, unknown]>([
    ['[1, -2, +3, 012, 0o14, 0x1F, -0]', [1, -2, 3, 12, 12, 31, 0]],
    ['[1.5, .5, 1., 1e3, -1.5E-2, .inf, -.INF]', [1.5, 0.5, 1, 1000, -0.015, Infinity, -Infinity]],
    ['[true, False, ~, null, x]', [true, false, null, null, 'x']],
    ['[yes, 1_000, 1:30, "1", !!str 1]', ['yes', '1_000', '1:30', '1', '1']],
    ['[9007199254740991, 9007199254740993]', [9007199254740991, 9007199254740993n]],
    ['-123456789012345678901234567890', -123456789012345678901234567890n],
    ['0xFFFFFFFFFFFFFFFFFF', 0xffffffffffffffffffn],
    ['{"a": "\\ud83d\\ude00\\u2028", b: \'it\'\'s\'}', { a: '😀\u2028', b: "it's" }],
    ['a: |\n  x\n   y\n\n  z\nb: >-\n  x\n  y\n', { a: 'x\n y\n\nz\n', b: 'x y' }],
    ['a:\nb:\n- c\n-\n', { a: null, b: ['c', null] }],
    ['\ufeffa: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['[a: b, ? c, "d": e]', [{ a: 'b' }, { c: null }, { d: 'e' }]],
    ['  \n', null],
  ])('%j', (text, expected) => {
    const found = new Found();
    const tree = readTree(new SourceFile('x', text), found.report);
    expect(found.all.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(valueOf(tree!)).toEqual(expected);
  });

  it('keeps a whole number of 4,300 digits and refuses a longer one', () => {
    expect(value('9'.repeat(4300))).toBe(10n ** 4300n - 1n);
    expect(findings(`a: ${'9'.repeat(4301)}`)[0]).toMatch(/^yaml-number 1:4/);
  });
});
