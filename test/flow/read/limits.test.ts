import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../src/diagnostics/source-file.ts';
import { readTree } from '../../../src/flow/read/read.ts';
import type { Tree } from '../../../src/flow/tree.ts';
import { Found } from '../found.ts';

function read(text: string): { shown: string[]; tree: Tree | undefined } {
  const found = new Found();
  const tree = readTree(new SourceFile('x.yaml', text), found.report);
  return { shown: found.shown.map((line) => line.slice(0, 40)), tree };
}

/** `a0: [x…]`, then lists of `width` aliases of the one before. */
function laughs(levels: number, width: number): string {
  const lines = ['a0: &a0 [lol]'];
  for (let n = 1; n <= levels; n++) {
    const alias = `*a${String(n - 1)}`;
    lines.push(`a${String(n)}: &a${String(n)} [${Array(width).fill(alias).join(', ')}]`);
  }
  return lines.join('\n');
}

// Each of these would take minutes or all memory, or overflow the stack, if it were done naively.
describe('what would be too much', () => {
  it('a bomb of aliases is one finding', () => {
    const { shown, tree } = read(laughs(9, 9));
    expect(shown).toEqual(['yaml-too-large 7:40 "*a5"']);
    expect(tree).toBeUndefined();
    expect(read(laughs(10_000, 2)).shown).toEqual(['yaml-too-large 19:12 "*a17"']);
    const long = `a: &a "${'x'.repeat(200_000)}"\nb: [${Array(1_000).fill('*a').join(', ')}]`;
    expect(read(long).shown).toEqual([expect.stringMatching(/^yaml-too-large 2:\d+ "\*a"/)]);
  });

  it('aliases within reason are fine and shared', () => {
    const { shown, tree } = read(`a: &a {x: 1}\nb: [${Array(1_000).fill('*a').join(', ')}]`);
    expect(shown).toEqual([]);
    const [a, b] = (tree as Tree & { kind: 'map' }).entries;
    expect((b!.value as Tree & { kind: 'list' }).items[999]).toBe(a!.value);
  });

  it('aliases do not nest deeper than texts may', () => {
    const lines = [`a0: &a0 ${'['.repeat(60)}${']'.repeat(60)}`];
    for (let n = 1; n < 2_000; n++) {
      lines.push(`a${String(n)}: &a${String(n)} [*a${String(n - 1)}]`);
    }
    expect(read(lines.join('\n')).shown).toEqual(['yaml-too-deep 41:12 "*a39"']);
  });

  it.each([
    ['brackets', '['.repeat(20_000)],
    ['JSON', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)],
    ['dashes', '- '.repeat(20_000) + 'x'],
    ['explicit keys', '? '.repeat(20_000) + 'x'],
    ['lines', Array.from({ length: 2_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
  ])('20,000 levels of %s', (_, text) => {
    const { shown, tree } = read(text);
    expect(shown).toEqual([expect.stringMatching(/^yaml-too-deep \d+:\d+ /)]);
    expect(tree).toBeUndefined();
  });

  it('90 levels are fine', () => {
    expect(read('['.repeat(90) + ']'.repeat(90)).shown).toEqual([]);
  });

  it('a broken text of many megabytes', () => {
    expect(read(`a: "${'好 '.repeat(2_000_000)}`).shown).toEqual([
      'yaml-syntax/unclosed-quote 1:4 "\\""',
    ]);
    expect(read(`a: [${'[1, "x"], '.repeat(300_000)}`).shown).toEqual([
      'yaml-syntax/unclosed-bracket 1:4 "["',
    ]);
    expect(read(`${'a: |\n  x\n'.repeat(200_000)}b\n`).shown.at(-1)).toMatch(/missing-colon/);
  });
});
