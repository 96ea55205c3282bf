import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { toJson, type Value } from '../../src/flow/value.ts';
import { excerpt } from '../../src/reporters/text/excerpt.ts';
import { foreign, foreignLines } from '../../src/reporters/text/foreign.ts';
import { jsonChunks } from '../../src/reporters/text/json-chunks.ts';
import {
  count,
  duration,
  percent,
  rate,
  roughly,
  sinceStart,
} from '../../src/reporters/text/numbers.ts';
import { pad, truncate, wrap } from '../../src/reporters/text/width.ts';
import { chinese, english } from './stage.ts';

describe('numbers', () => {
  it.each([
    [-5, '0 ms'],
    [0.4, '0 ms'],
    [99.4, '99 ms'],
    [99.6, '0.1 s'],
    [12_340, '12.3 s'],
    [59_949, '59.9 s'],
    [59_951, '1 m 00 s'],
    [65_000, '1 m 05 s'],
    [3_599_400, '59 m 59 s'],
    [3_599_600, '1 h 00 m'],
    [7_380_000, '2 h 03 m'],
    [4e9, '1,111 h 06 m'],
  ])('%d ms take %s', (ms, text) => expect(duration(ms, english)).toBe(text));

  it('have their own words in Chinese', () => {
    expect(duration(65_000, chinese)).toBe('1 分 05 秒');
    expect(rate(1250, chinese)).toBe('1,250/秒');
    expect(rate(0.4, chinese)).toBe('24/分钟');
  });

  it.each([
    [1250.4, '1,250/s'],
    [9.96, '10/s'],
    [2.46, '2.5/s'],
    [0.4, '24/min'],
    [0.02, '1.2/min'],
  ])('%d a second is %s', (perSecond, text) => expect(rate(perSecond, english)).toBe(text));

  it('say what is left in whole seconds, and time since the start in tenths', () => {
    expect(roughly(200, english)).toBe('1 s');
    expect(roughly(59_400, english)).toBe('60 s');
    expect(roughly(65_000, english)).toBe('1 m 05 s');
    expect(sinceStart(40, english)).toBe('0.0 s');
    expect(sinceStart(59_970, english)).toBe('1 m 00 s');
    expect(count(1_234_567)).toBe('1,234,567');
  });

  it('are 100 % only when all is done', () => {
    expect([percent(0, 3), percent(2, 3), percent(99_999, 100_000), percent(3, 3)]).toEqual([
      0, 66, 99, 100,
    ]);
    expect([percent(0, 0), percent(9, 3), percent(-1, 3)]).toEqual([100, 100, 0]);
  });
});

const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

describe('width', () => {
  it('cuts at whole characters', () => {
    expect(truncate('你好世界', 8)).toBe('你好世界');
    expect(truncate('你好世界', 7)).toBe('你好世…');
    expect(truncate('你好世界', 6)).toBe('你好…');
    expect(truncate('a👩‍👩‍👧b', 3)).toBe('a…');
    expect(truncate('abcdef', 5, '...')).toBe('ab...');
    expect(truncate('abcdef', 2, '...')).toBe('..');
    expect(truncate('abc', 0)).toBe('');
    expect(truncate('x'.repeat(10_000_000), 5)).toBe('xxxx…');
    expect(pad('你', 4)).toBe('你  ');
  });

  it('never gives more columns than asked for', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 40 }), (text, columns) => {
        expect(stringWidth(truncate(foreign(text), columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('breaks lines at spaces and loses nothing', () => {
    expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
    expect(wrap('敏捷的棕色狐狸', 6)).toEqual(['敏捷的', '棕色狐', '狸']);
    expect(wrap('', 5)).toEqual(['']);
    expect(wrap('a你b', 1)).toEqual(['a', '?', 'b']);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 40 }), (text, columns) => {
        const line = foreign(text);
        const lines = wrap(line, columns);
        expect(lines.join('').replace(/\s/g, '')).toBe(line.replace(/\s/g, ''));
        for (const each of lines) expect(stringWidth(each)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('foreign text', () => {
  it('is harmless on one line', () => {
    expect(foreign('a\r\nb\nc')).toBe('a b c');
    expect(foreign('a\tb')).toBe('a    b');
    expect(foreign('\u001b[31mred')).toBe('␛[31mred');
    expect(foreign('  ::error::x')).toBe('  : :error::x');
    expect(foreign('std::string')).toBe('std::string');
    expect(foreign('## heading [x]')).toBe('## heading [x]');
    expect(foreign('x ##[group]y ##vso[a] ##TeamCity[b]')).toBe(
      'x # #[group]y # #vso[a] # #TeamCity[b]',
    );
    expect(foreignLines('a\n::b\u2028::c\n')).toEqual(['a', ': :b', ': :c']);
    expect(foreign('x'.repeat(1_000_000)).length).toBeLessThan(30_000);
  });
});

describe('an excerpt', () => {
  it('is the value, or its beginning', () => {
    expect(excerpt({ a: [1, 'x', null], b: {} }, 200)).toBe('{"a": [1, "x", null], "b": {}}');
    expect(excerpt([1, 2, 3], 6)).toBe('[1, 2…');
    expect(excerpt(12345678901234567890n, 50)).toBe('12345678901234567890');
  });

  it('looks at no more than it shows', () => {
    let deep: Value = 'end';
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(excerpt(deep, 20)).toBe(`${'['.repeat(19)}…`);
    const list = new Proxy<Value[]>(Array<Value>(1_000_000).fill('x'), {
      get: (target, key) => {
        if (Number(key) > 100) throw new Error('looked too far');
        return Reflect.get(target, key) as unknown;
      },
    });
    expect(excerpt(list, 50)).toHaveLength(50);
  });
});

describe('JSON in pieces', () => {
  /** A bigint marks values whose JSON is made by the slow way; a getter that fails once forces it. */
  function slowly(value: Value, indent: number): string {
    const original = JSON.stringify;
    let depth = 0;
    JSON.stringify = ((...parameters: Parameters<typeof original>) => {
      const whole = typeof parameters[0] === 'object' && parameters[0] !== null && depth === 0;
      if (whole) throw new RangeError('Invalid string length');
      depth++;
      try {
        return original(...parameters);
      } finally {
        depth--;
      }
    }) as typeof original;
    try {
      return [...jsonChunks(value, indent)].join('');
    } finally {
      JSON.stringify = original;
    }
  }

  it('is the same text as in one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const json = value as Value;
        expect(JSON.parse(slowly(json, indent))).toEqual(JSON.parse(toJson(json, indent)));
        if (!/[\u007f-\u009f\u2028\u2029]/.test(toJson(json))) {
          expect(slowly(json, indent)).toBe(toJson(json, indent));
        }
      }),
    );
    expect(slowly({ a: undefined, b: [10n ** 20n] } as unknown as Value, 0)).toBe(
      '{"b":[100000000000000000000]}',
    );
  });

  it('knows no depth that is too much', () => {
    let deep: Value = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect([...jsonChunks(deep)].join('')).toBe(`${'['.repeat(100_000)}1${']'.repeat(100_000)}`);
  });

  it('comes in pieces of a bearable size, long texts too', () => {
    let value: Value = ['x'.repeat(500_000), '😀'.repeat(200_000)];
    for (let depth = 0; depth < 20_000; depth++) value = [value];
    const pieces = [...jsonChunks(value)];
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(1_000_000);
    expect(pieces.join('').replace(/[[\]]/g, '')).toBe(
      `"${'x'.repeat(500_000)}",${pieces.join('').split(',')[1]!.replace(/[[\]]/g, '')}`,
    );
    expect(JSON.parse(pieces.join('').split(',')[1]!.replace(/[[\]]/g, ''))).toBe(
      '😀'.repeat(200_000),
    );
  });
});
