import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { codeFrame, position } from '../../src/diagnostics/code-frame.ts';
import type { Location } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';

/** A text in which the place stands between « and ». */
function marked(text: string): Location {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  return { file: new SourceFile('x.yaml', text.replace(/[«»]/g, '')), start, end };
}

describe('position', () => {
  it.each([
    ['«a»bc', [1, 1, 1, 2]],
    ['a: 1\nkey: «value»\n', [2, 6, 2, 11]],
    ['好评: «坏»', [1, 5, 1, 6]],
    ['😀👨‍👩‍👧é: «x»', [1, 6, 1, 7]],
    ['a\r\n«b\r\nc»', [2, 1, 3, 2]],
    ['a\r«b»', [2, 1, 2, 2]],
    ['a\u2028«b»', [1, 3, 1, 4]],
    ['\t«x»', [1, 2, 1, 3]],
    ['ab«»', [1, 3, 1, 3]],
    ['ab\n«»', [2, 1, 2, 1]],
    ['«»', [1, 1, 1, 1]],
  ])('%j', (text, [line, column, endLine, endColumn]) => {
    expect(position(marked(text))).toEqual({ line, column, endLine, endColumn });
  });

  it('counts like a person far out in a long line', () => {
    const text = `${'好评é😀'.repeat(20_000)}x`;
    const start = text.length - 1;
    const file = new SourceFile('x', text);
    expect(position({ file, start, end: start + 1 }).column).toBe(80_001);
  });
});

describe('codeFrame', () => {
  const frame = (text: string, width = 80, context = 1): string[] =>
    codeFrame(marked(text), { width, context }).split('\n');

  it('underlines the place and shows its neighbours', () => {
    expect(frame('a: 1\nexpression: «sentiment_scoer» > 0.7\nb: 2\nc: 3\n')).toEqual([
      '  1 | a: 1',
      '> 2 | expression: sentiment_scoer > 0.7',
      '    |             ^^^^^^^^^^^^^^^',
      '  3 | b: 2',
    ]);
  });

  it('gives line numbers one width and drops the empty last line', () => {
    expect(frame(`${'x\n'.repeat(8)}y\n«z»\n`, 80, 2)).toEqual([
      '   8 | x',
      '   9 | y',
      '> 10 | z',
      '     | ^',
    ]);
  });

  it.each([
    ['好评: «坏评»', ['> 1 | 好评: 坏评', '    |       ^^^^']],
    ['👨‍👩‍👧 «x»', ['> 1 | 👨‍👩‍👧 x', '    |    ^']],
    ['e\u0301e\u0301 «x»', ['> 1 | e\u0301e\u0301 x', '    |    ^']],
    ['\ta:\t«b»', ['> 1 |     a:  b', '    |         ^']],
    ['\x1b[2J: «x»', ['> 1 | ␛[2J: x', '    |       ^']],
    ['a: «»', ['> 1 | a:', '    |    ^']],
    ['a «x\n  y\nz» b', ['> 1 | a x', '    |   ^', '  2 |   y']],
  ])('puts the caret under %j', (text, expected) => {
    expect(frame(text)).toEqual(expected);
  });

  it('shows the end of a file', () => {
    expect(frame('a: [1,\n«»')).toEqual(['  1 | a: [1,', '> 2 |', '    | ^']);
    expect(codeFrame({ file: new SourceFile('x', ''), start: 0, end: 0 })).toBe('');
  });

  it('cuts long lines around the place', () => {
    const lines = frame(`${'a'.repeat(50)}\n${'b'.repeat(100)} «here» ${'c'.repeat(100)}\nd`, 40);
    expect(lines).toEqual([
      '  1 | …',
      '> 2 | …bbbbbbbbbbbbbbbb here cccccccccc…',
      '    |                   ^^^^',
      '  3 | …',
    ]);
  });

  it('works at a width of 20 and less', () => {
    expect(frame(`${'x'.repeat(30)}«${'y'.repeat(30)}»${'z'.repeat(30)}`, 3)).toEqual([
      '> 1 | …yyyyyyyyyyyy…',
      '    |  ^^^^^^^^^^^^',
    ]);
  });

  it('looks at no more of a very long line than it shows', () => {
    const text = `${'好😀'.repeat(1_000_000)}«x»${'y'.repeat(1_000_000)}\nnext`;
    const lines = frame(text, 40);
    expect(lines).toHaveLength(3);
    expect(lines[1]!.indexOf('^')).toBeGreaterThan(6);
    expect(lines[2]).toBe('  2 | …');
  });

  it('is never wider than asked, and its caret stands under the place', () => {
    const letters = fc.constantFrom(
      'a',
      ' ',
      '好',
      '😀',
      '👨‍👩‍👧',
      'e\u0301',
      '\t',
      '\x1b',
      '\u202e',
      '：',
    );
    const word = fc.array(letters, { maxLength: 60 }).map((all) => all.join(''));
    fc.assert(
      fc.property(word, word, word, fc.integer({ min: 20, max: 90 }), (a, b, c, width) => {
        const lines = frame(`${c}\n${a} «Q${b}» ${c}\n${b}`, width);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        const at = lines.findIndex((line) => line.startsWith('>'));
        const shown = lines[at]!;
        const caret = lines[at + 1]!.indexOf('^');
        expect(stringWidth(shown.slice(0, shown.indexOf('Q')))).toBe(caret);
      }),
    );
  });
});
