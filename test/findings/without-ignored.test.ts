import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { withoutIgnored } from '../../src/findings/without-ignored.ts';
import { message } from '../../src/messages/message.ts';

/** A finding at each `!` of a text. */
function found(file: SourceFile): Diagnostic[] {
  return [...file.text.matchAll(/!/g)].map(({ index: start }) => ({
    severity: 'warning',
    code: 'key-unknown',
    message: message('key-unknown/flow', { key: 'x' }),
    location: { file, start, end: start + 1 },
  }));
}

/** The codes that are left, with their lines. */
function left(text: string, path = 'flow.yaml'): string[] {
  const file = new SourceFile(path, text);
  return withoutIgnored(found(file), [file]).map(
    ({ code, location }) => `${code}:${file.lineAt(location?.start ?? 0) + 1}`,
  );
}

describe('a comment that asks to ignore', () => {
  it.each([
    ['a: b! # bisheng-ignore key-unknown: why'],
    ['# bisheng-ignore key-unknown: why\na: b!'],
    ['# bisheng-ignore key-unknown: why\n\n# another comment\n\na: b!'],
    ['a: b! #bisheng-ignore key-unknown: why: because'],
    ['a: b! # bisheng-ignore key-unknown ：因为'],
    ['a: b! # bisheng-ignore key-unknown: why\r\n'],
    ['a: |\n  x\n  # bisheng-ignore key-unknown: in a block\n  b!\n'],
  ])('%j ignores', (text) => {
    expect(left(text)).toEqual([]);
  });

  it('means its own line only, or the next', () => {
    expect(left('a: b! # bisheng-ignore key-unknown: why\nc: d!')).toEqual(['key-unknown:2']);
    expect(left('# bisheng-ignore key-unknown: why\na: b!\nc: d!')).toEqual(['key-unknown:3']);
  });

  it('may name several codes; each must have something to ignore', () => {
    const text = 'a: b! # bisheng-ignore key-unknown, yaml-tag: why';
    expect(left(text)).toEqual(['ignore-unused:1']);
  });

  it.each([
    ['a: b! # bisheng-ignore key-unknown'],
    ['a: b! # bisheng-ignore key-unknown:'],
    ['a: b! # bisheng-ignore: why'],
    ['a: b! # bisheng-ignore'],
  ])('%j ignores nothing', (text) => {
    expect(left(text)).toEqual(['key-unknown:1', 'ignore-incomplete:1']);
  });

  it.each([
    ['a: "b! # bisheng-ignore key-unknown: why"'],
    ["a: 'b! # bisheng-ignore key-unknown: why'"],
    ['a: b!# bisheng-ignore key-unknown: why'],
    ['a: b! # bisheng-ignored key-unknown: why'],
    ['a: b! # do not bisheng-ignore key-unknown: why'],
  ])('%j is none', (text) => {
    expect(left(text)).toEqual(['key-unknown:1']);
  });

  it('is not looked for in what is no YAML', () => {
    expect(left('a: [b! # bisheng-ignore key-unknown: why')).toEqual(['key-unknown:1']);
  });

  it('is found in Python by its lines', () => {
    expect(left('x = "!"  # bisheng-ignore key-unknown: why', 'a.py')).toEqual([]);
  });

  it('that had nothing to ignore is told of only in what was checked', () => {
    const file = new SourceFile('flow.yaml', 'a: b # bisheng-ignore key-unknown: why');
    expect(withoutIgnored([], [file])).toMatchObject([{ code: 'ignore-unused' }]);
    expect(withoutIgnored([], [])).toEqual([]);
  });

  it('says which code was meant', () => {
    const file = new SourceFile('flow.yaml', 'a: b # bisheng-ignore key-unknow: why');
    expect(withoutIgnored([], [file])[0]?.hint).toEqual(
      message('did-you-mean', { name: 'key-unknown' }),
    );
  });
});
