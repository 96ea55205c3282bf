import { expect, it } from 'vitest';
import { glimpse } from '../../src/engine/glimpse.ts';
import { ItemStream } from '../../src/engine/item-stream.ts';
import type { Value } from '../../src/flow/value.ts';

it('has small values as they are, and of large ones the beginning', () => {
  const long = `${'x'.repeat(149)}😀${'y'.repeat(1_000_000)}`;
  const list = Array.from({ length: 100_000 }, (_, n) => ({ n }));
  expect(glimpse({ a: 1, b: 'text', c: { d: [true, null] }, long, list })).toEqual({
    a: { value: 1 },
    b: { value: 'text' },
    c: { value: { d: [true, null] } },
    long: { begins: `${'x'.repeat(149)}…`, characters: 1_000_151 },
    list: { begins: expect.stringMatching(/^\[\{"n":0\},\{"n":1\},.*…$/) as string },
  });
});

it('looks at no more than it shows, however deep and wide a value is', () => {
  let deep: Value = 'x'.repeat(1_000);
  for (let level = 0; level < 90; level++) deep = [deep, deep];
  const wide = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, n) => [`${n}`.repeat(1_000), n]),
  );
  const { a, b } = glimpse({ a: deep, b: wide }) as Record<string, { begins: string }>;
  expect(a?.begins).toMatch(/^\[{90}"x+…$/);
  expect(b?.begins.length).toBeLessThan(160);
  expect(Object.keys(glimpse(Object.fromEntries(list(50).map((n) => [`n${n}`, n]))))).toHaveLength(
    20,
  );
});

it('does not read a stream', () => {
  const stream = new ItemStream('a.jsonl', null, () => {
    throw new Error('read');
  });
  expect(JSON.stringify(glimpse({ items: stream }))).toContain('source');
});

const list = (length: number): number[] => Array.from({ length }, (_, n) => n);
