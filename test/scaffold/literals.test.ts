import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readTree } from '../../src/flow/read/read.ts';
import { valueOf } from '../../src/flow/tree.ts';
import type { Value } from '../../src/flow/value.ts';
import {
  commentText,
  markdownText,
  pythonDoc,
  pythonLiteral,
  withoutPlaceholders,
  yamlValue,
} from '../../src/scaffold/literals.ts';

const nasty = [
  '',
  'plain',
  '情感分析',
  '"',
  "'",
  '"""',
  'ends with "',
  'ends with \\',
  '\\n is no line break',
  'two\nlines',
  'windows\r\nlines',
  'tab\there',
  '${name} $${name} $$${name}',
  '{name} {{name}}',
  '%s %(x)s',
  '👨‍👩‍👧 🏳️‍🌈 é',
  '\u202Eright to left\u202C',
  'bell\u0007 null\u0000',
  '\u2028 line separator \u2029',
  '# no comment',
  ': no key',
  '- no item',
  'yes',
  '012',
  '1:30',
  'null',
  '<b>`code`</b> | [link](x) *a* _b_',
  '@@name@@',
];

/** What Python makes of sources: each is an expression. */
function evaluate(sources: readonly string[]): unknown[] {
  const script =
    'import ast, json, sys\n' +
    'print(json.dumps([ast.literal_eval(s) for s in json.load(sys.stdin)]))';
  const input = JSON.stringify(sources);
  return JSON.parse(execFileSync('python3', ['-c', script], { input, encoding: 'utf8' })) as [];
}

const value = fc.jsonValue({ maxDepth: 3 }).map((it) => it as Value);

describe('a Python literal', () => {
  it('is the text again, on one line', () => {
    const written = nasty.map((text) => pythonLiteral(text));
    expect(evaluate(written)).toEqual(nasty);
    for (const line of written) expect(line).not.toMatch(/[\n\r\u2028\u202e\0]/);
  });

  it('is the value again, whatever it is', () => {
    const values = fc.sample(value, { numRuns: 300, seed: 7 });
    const plain = values.map((it) => JSON.parse(JSON.stringify(it)) as Value);
    expect(evaluate(plain.map((it) => pythonLiteral(it)))).toEqual(plain);
  });

  it('leaves emoji and Chinese as they are', () => {
    expect(pythonLiteral('情感 👨‍👩‍👧')).toBe('"情感 👨‍👩‍👧"');
  });
});

describe('a docstring', () => {
  it('never ends early and says the text', () => {
    const docs = evaluate(nasty.map((text) => `"""${pythonDoc(text)}"""`));
    const wanted = nasty.map((text) => text.replaceAll('\r\n', '\n').trim());
    expect(docs).toEqual(wanted);
  });
});

describe('a comment', () => {
  it('ends with its line', () => {
    for (const text of nasty) expect(commentText(text)).not.toMatch(/[\n\r\u2028\u2029\0\u202e]/);
  });
});

describe('a value in YAML', () => {
  function read(text: string): Value {
    const tree = readTree(new SourceFile('x.yaml', text), (finding) => {
      throw new Error(finding.code);
    });
    return tree ? valueOf(tree) : null;
  }

  it.each(nasty)('%j is read back', (text) => {
    expect(read(`a:\n  key: ${yamlValue(text, 2)}\n  next: 1\n`)).toEqual({
      a: { key: text, next: 1 },
    });
  });

  it('is read back inside lists and objects', () => {
    const given = { list: nasty, object: { inner: nasty.slice(4) }, empty: [], none: {} };
    expect(read(`a:\n  key: ${yamlValue(given, 2)}\n  next: 1\n`)).toEqual({
      a: { key: given, next: 1 },
    });
  });
});

describe('a text for a flow', () => {
  it('means itself where placeholders are filled', async () => {
    const { partsOf } = await import('../../src/flow/parameters/placeholders.ts');
    for (const text of nasty) {
      const escaped = withoutPlaceholders(text) as string;
      const parts = partsOf(escaped);
      expect(parts.filter(({ kind }) => kind !== 'plain' && kind !== 'escape')).toEqual([]);
      const said = parts.map(({ kind, start, end }) =>
        kind === 'escape' ? '${' : escaped.slice(start, end),
      );
      expect(said.join('')).toBe(text);
    }
  });
});

describe('a text in Markdown', () => {
  it('has no markup', () => {
    expect(markdownText('<b>`x`</b> | [a](b)\n# *y* snake_case _z_')).toBe(
      '\\<b\\>\\`x\\`\\</b\\> \\| \\[a\\](b) \\# \\*y\\* snake_case \\_z\\_',
    );
    expect(markdownText('- a')).toBe('\\- a');
    expect(markdownText('1. a')).toBe('1\\. a');
    expect(markdownText('&lt;')).toBe('&amp;lt;');
  });
});
