import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../src/diagnostics/source-file.ts';
import { readTree } from '../../../src/flow/read/read.ts';
import { child, placeIn, valueOf, type ScalarTree, type Tree } from '../../../src/flow/tree.ts';
import { place } from '../found.ts';

function read(text: string): Tree {
  const tree = readTree(new SourceFile('x.yaml', text), () => undefined);
  if (!tree) throw new Error(`no tree: ${JSON.stringify(text)}`);
  return tree;
}

/** Every part of a tree with its path. */
function* parts(tree: Tree, path = '$'): Generator<[string, Tree]> {
  yield [path, tree];
  if (tree.kind === 'list') {
    for (const [index, item] of tree.items.entries()) yield* parts(item, `${path}.${index}`);
  } else if (tree.kind === 'map') {
    for (const { key, value } of tree.entries) {
      yield [`${path}.${String(key.value)}!`, key];
      yield* parts(value, `${path}.${String(key.value)}`);
    }
  }
}

const placesIn = (text: string): string[] =>
  [...parts(read(text))].map(([path, tree]) => `${path} ${place(tree.location)}`);

describe('where values stand', () => {
  it('in blocks', () => {
    const text = 'a: 1 # one\nb: &x\n  - "q" # c\n  -\n\n  - - k: v\n      e:\nc:\nd: *x\n';
    expect(placesIn(text)).toEqual([
      `$ 1:1 ${JSON.stringify(text.trimEnd())}`,
      '$.a! 1:1 "a"',
      '$.a 1:4 "1"',
      '$.b! 2:1 "b"',
      '$.b 3:3 "- \\"q\\" # c\\n  -\\n\\n  - - k: v\\n      e:"',
      '$.b.0 3:5 "\\"q\\""',
      '$.b.1 4:4 ""',
      '$.b.2 6:5 "- k: v\\n      e:"',
      '$.b.2.0 6:7 "k: v\\n      e:"',
      '$.b.2.0.k! 6:7 "k"',
      '$.b.2.0.k 6:10 "v"',
      '$.b.2.0.e! 7:7 "e"',
      '$.b.2.0.e 7:9 ""',
      '$.c! 8:1 "c"',
      '$.c 8:3 ""',
      '$.d! 9:1 "d"',
      '$.d 3:3 "- \\"q\\" # c\\n  -\\n\\n  - - k: v\\n      e:"',
      '$.d.0 3:5 "\\"q\\""',
      '$.d.1 4:4 ""',
      '$.d.2 6:5 "- k: v\\n      e:"',
      '$.d.2.0 6:7 "k: v\\n      e:"',
      '$.d.2.0.k! 6:7 "k"',
      '$.d.2.0.k 6:10 "v"',
      '$.d.2.0.e! 7:7 "e"',
      '$.d.2.0.e 7:9 ""',
    ]);
  });

  it('in brackets', () => {
    expect(placesIn("{a: [1, # ]\n 'x' , ], b, c: , ? d : {} , e: [f: g, [h]: i]}")).toEqual([
      '$ 1:1 "{a: [1, # ]\\n \'x\' , ], b, c: , ? d : {} , e: [f: g, [h]: i]}"',
      '$.a! 1:2 "a"',
      '$.a 1:5 "[1, # ]\\n \'x\' , ]"',
      '$.a.0 1:6 "1"',
      '$.a.1 2:2 "\'x\'"',
      '$.b! 2:11 "b"',
      '$.b 2:12 ""',
      '$.c! 2:14 "c"',
      '$.c 2:16 ""',
      '$.d! 2:21 "d"',
      '$.d 2:25 "{}"',
      '$.e! 2:30 "e"',
      '$.e 2:33 "[f: g, [h]: i]"',
      '$.e.0 2:34 "f: g"',
      '$.e.0.f! 2:34 "f"',
      '$.e.0.f 2:37 "g"',
      '$.e.1 2:40 "[h]: i"',
    ]);
  });

  it('of blocks of text: from the header to the last line', () => {
    const text = 'a: !!str # | no\n  |+ # x\n\n  one\n  two\n\nb: >2\n    x\nc: |\n';
    expect(placesIn(text).slice(1)).toEqual([
      '$.a! 1:1 "a"',
      '$.a 2:3 "|+ # x\\n\\n  one\\n  two"',
      '$.b! 7:1 "b"',
      '$.b 7:4 ">2\\n    x"',
      '$.c! 9:1 "c"',
      '$.c 9:4 "|"',
    ]);
  });
});

describe('the way from a value back to the source', () => {
  it.each<[text: string, word: string, place: string]>([
    ['a: x > oops', 'oops', '1:8 "oops"'],
    ['a: "x > oops"', 'oops', '1:9 "oops"'],
    ['a: "\\u597d\\t> oops"', 'oops', '1:15 "oops"'],
    ['a: "\\u597d\\t> oops"', '好', '1:5 "\\\\u597d"'],
    ["a: 'it''s oops'", 'oops', '1:11 "oops"'],
    ["a: 'it''s oops'", "'", '1:7 "\'\'"'],
    ['a: |\n  one\n  x oops\n', 'oops', '3:5 "oops"'],
    ['a: >\r\n  one\r\n  x oops\r\n', 'oops', '3:5 "oops"'],
    ['a: one\n  x oops\n', 'oops', '2:5 "oops"'],
    ['a: "one \\\n  x oops"\n', 'oops', '2:5 "oops"'],
  ])('%j: %s', (text, word, expected) => {
    const scalar = child(read(text), 'a') as ScalarTree;
    const start = String(scalar.value).indexOf(word);
    expect(place(placeIn(scalar, start, start + word.length))).toBe(expected);
  });

  const bits = fc.constantFrom(
    'a',
    ' ',
    '\n',
    '\t',
    "'",
    '"',
    '\\',
    '好',
    '😀',
    '\x07',
    '\u2028',
    'x\n\n y',
  );
  const text = fc.array(bits, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
  const style = fc.constantFrom<Parameters<typeof dump>[1]>(
    { lineWidth: -1 },
    { lineWidth: 20 },
    { forceQuotes: true },
    { forceQuotes: true, quoteStyle: 'double' },
  );
  const newline = fc.constantFrom('\n', '\r\n', '\r');

  it('leads each letter to itself, or to what stands for it', () => {
    fc.assert(
      fc.property(text, style, newline, (value, options, lineBreak) => {
        const source = dump({ k: [value] }, options).replaceAll('\n', lineBreak);
        const scalar = (child(read(source), 'k') as Tree & { kind: 'list' }).items[0] as ScalarTree;
        expect(scalar.value).toBe(value);
        let last = scalar.location.start;
        for (let at = 0; at < value.length; at++) {
          const offset = placeIn(scalar, at, at + 1).start;
          expect(offset).toBeGreaterThanOrEqual(last);
          // Blanks at the end of a block belong to the value, not to what a code frame marks.
          expect(offset).toBeLessThan(source.length);
          last = offset;
          const letter = source.charAt(offset);
          const folded = /[ \n]/.test(value.charAt(at)) && /[\r\n]/.test(letter);
          if (letter !== '\\' && !folded) expect(letter).toBe(value.charAt(at));
        }
        expect((scalar.offsets ?? { length: value.length + 1 }).length).toBe(value.length + 1);
      }),
    );
  });
});

describe('trees of any YAML', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    ),
  }));
  const options = fc.constantFrom<Parameters<typeof dump>[1]>(
    {},
    { flowLevel: 1 },
    { flowLevel: 0, flowBracketPadding: true },
    { indent: 4, seqNoIndent: true, quoteStyle: 'double' },
  );

  it('hold what js-yaml reads, and every part is inside its parent and slices to itself', () => {
    fc.assert(
      fc.property(value, options, (content, dumpOptions) => {
        const source = dump(content, dumpOptions);
        const tree = read(source);
        expect(plain(valueOf(tree))).toEqual(plain(load(source)));
        for (const [, part] of parts(tree)) {
          const { start, end } = part.location;
          const slice = source.slice(start, end);
          // A block means something only behind a key.
          if (part.kind === 'scalar' && slice !== '' && !/^[|>]/.test(slice)) {
            expect(valueOf(read(slice))).toEqual(part.value);
          }
          const children = part.kind === 'list' ? part.items : [];
          for (const item of children) {
            expect(item.location.start).toBeGreaterThanOrEqual(start);
            expect(item.location.end).toBeLessThanOrEqual(end);
          }
        }
      }),
    );
  });
});

/** Without what only differs in kind: -0, and whole numbers as bigint. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, v: unknown) =>
      typeof v === 'bigint'
        ? Number(v)
        : typeof v === 'number' && !Number.isFinite(v)
          ? String(v)
          : v,
    ),
  );
}
