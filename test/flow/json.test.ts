import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorAt, parseJson } from '../../src/flow/json.ts';
import { toJson } from '../../src/flow/value.ts';

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const read = parseJson(text);
        expect(read).not.toBeUndefined();
        expect(toJson(read ?? null)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('keeps whole numbers of any length', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.string(), (number, text) => {
        const json = `{"n":${number},"list":[${number}],"s":${JSON.stringify(`${text}${number}`)}}`;
        expect(toJson(parseJson(json) ?? null)).toBe(json);
      }),
    );
  });

  it('takes no numbers of more than 4,300 digits', () => {
    const most = `[-${'9'.repeat(4_300)}]`;
    expect(toJson(parseJson(most) ?? null)).toBe(most);
    const long = `[1, ${'9'.repeat(4_301)}]`;
    expect(parseJson(long)).toBeUndefined();
    expect(jsonErrorAt(long)).toBe(4);
    expect(parseJson(`["${'9'.repeat(5_000)}", 0.${'1'.repeat(5_000)}]`)).toBeDefined();
  });

  it('gives nothing for a text that is no JSON', () => {
    for (const text of ['', 'x', '{a:1}', '[1,]', '01234567890123456789', "{'a': 1}"]) {
      expect(parseJson(text), text).toBeUndefined();
    }
  });
});

describe('jsonErrorAt', () => {
  it.each([
    ['', 0],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['[1 2]', 3],
    ['[1, 2', 5],
    ['{a: 1}', 1],
    ['"x', 0],
    ['nul', 0],
    ['[01]', 1],
    ['{} {}', 3],
    ['[}', 1],
    ['{"a": "b\nc"}', 6],
    ['[tru]', 1],
  ])('%j breaks at %i', (text, at) => {
    expect(parseJson(text)).toBeUndefined();
    expect(jsonErrorAt(text)).toBe(at);
  });

  it('accepts all that is JSON up to where it was broken', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(jsonErrorAt(`${text} !`)).toBe(text.length + 1);
      }),
    );
  });
});
