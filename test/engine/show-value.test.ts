import { describe, expect, it } from 'vitest';
import { showValue } from '../../src/engine/show-value.ts';
import type { Value } from '../../src/flow/value.ts';

describe('showValue', () => {
  it('spells values as an expression does', () => {
    expect(showValue({ a: [true, null, 1.5, 2n], b: 'x"y' })).toBe(
      '{"a": [True, None, 1.5, 2], "b": "x\\"y"}',
    );
  });

  it('cuts what is long, and never through a character', () => {
    expect(showValue('abcdef', 4)).toBe('"abc…');
    expect(showValue('😀😀😀', 4)).toBe('"😀…');
    expect(showValue(['abc', 'def', 'ghi'], 8)).toBe('["abc", …');
  });

  it('shows a text that just fits as it is', () => {
    expect(showValue('ab', 4)).toBe('"ab"');
    expect(showValue([1, 2], 6)).toBe('[1, 2]');
  });

  it('looks only at what it shows', () => {
    const touched: string[] = [];
    const wide = new Proxy<Record<string, Value>>(
      Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`key${n}`, n])),
      { get: (target, key: string) => (touched.push(key), target[key]) },
    );
    expect(showValue(wide, 20)).toHaveLength(21);
    expect(touched.length).toBeLessThan(6);
  });

  it('is not led into the depth', () => {
    let deep: Value = 1;
    for (let n = 0; n < 100_000; n++) deep = [deep];
    expect(showValue(deep, 10)).toBe('[[[[[[[[[[…');
  });
});
