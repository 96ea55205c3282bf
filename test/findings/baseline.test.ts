import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readBaseline, withoutKnown, writeBaseline } from '../../src/findings/baseline.ts';
import { message } from '../../src/messages/message.ts';

/** A finding at each `!` of a text. */
function foundIn(text: string, path = 'a.yaml'): Diagnostic[] {
  const file = new SourceFile(path, text);
  return [...text.matchAll(/!/g)].map(({ index: start }) => ({
    severity: 'warning',
    code: 'key-unknown',
    message: message('key-unknown/flow', { key: 'x' }),
    location: { file, start, end: start + 1 },
  }));
}

const same = (file: string): string => file;
const baselineOf = (found: readonly Diagnostic[]) => {
  // Some editors put a mark before it.
  const baseline = readBaseline(`\uFEFF${writeBaseline(found, [], same)}`);
  if (!baseline) throw new Error('what is written can be read');
  return baseline;
};
const compare = (before: Diagnostic[], now: Diagnostic[]) =>
  withoutKnown(now, baselineOf(before), same, () => true);

describe('a baseline', () => {
  it('knows what it has', () => {
    const found = foundIn('a: b!\nc: d!\n');
    expect(compare(found, found)).toEqual({ findings: [], known: 2, gone: 0 });
  });

  it('knows it when lines are put before it, and when it is indented', () => {
    const now = foundIn('# new\nnew: line\n\n  a: b!\n');
    expect(compare(foundIn('a: b!\n'), now)).toEqual({ findings: [], known: 1, gone: 0 });
  });

  it('does not know what has changed, what is new, or what is in another file', () => {
    const before = foundIn('a: b!\n');
    expect(compare(before, foundIn('a: c!\n')).findings).toHaveLength(1);
    expect(compare(before, foundIn('a: b!\nc: d!\n')).findings).toHaveLength(1);
    expect(compare(before, foundIn('a: b!\n', 'b.yaml')).findings).toHaveLength(1);
  });

  it('counts: one more of the same is new', () => {
    const two = foundIn('- a: b!\n- a: b!\n');
    const three = foundIn('- a: b!\n- a: b!\n- a: b!\n');
    expect(compare(two, three)).toMatchObject({ known: 2, gone: 0 });
    expect(compare(three, two)).toEqual({ findings: [], known: 2, gone: 1 });
  });

  it('says what is gone only of files that were looked at', () => {
    const baseline = baselineOf(foundIn('a: b!\n'));
    expect(withoutKnown([], baseline, same, () => false).gone).toBe(0);
    expect(withoutKnown([], baseline, same, () => true).gone).toBe(1);
  });

  it('is the same text for the same findings, in whatever order', () => {
    const found = [...foundIn('a: b!\nc: d!\n'), ...foundIn('e: f!\n', 'b.yaml')];
    const text = writeBaseline(found, [], same);
    expect(writeBaseline(found.toReversed(), [], same)).toBe(text);
    expect(text).not.toContain('a: b!');
  });

  it('keeps what it is told to keep', () => {
    const { entries } = baselineOf(foundIn('a: b!\n', 'other.yaml'));
    const text = writeBaseline(foundIn('c: d!\n'), entries, same);
    expect(readBaseline(text)?.entries.map(({ file }) => file)).toEqual(['a.yaml', 'other.yaml']);
  });

  it.each([
    ['', 'nothing'],
    ['{', 'no JSON'],
    ['[]', 'a list'],
    ['{"format_version": 2, "findings": []}', 'a later format'],
    ['{"format_version": 1, "findings": [{}]}', 'an entry without anything'],
    [
      '{"format_version": 1, "findings": [{"file": "a", "code": "b", "message": "c", "fingerprint": "d", "count": 1e99}]}',
      'a count that is none',
    ],
  ])('%s is none: %s', (text) => {
    expect(readBaseline(text)).toBeUndefined();
  });
});
