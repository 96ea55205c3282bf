import { describe, expect, it } from 'vitest';
import { readPair } from '../../src/cli/pair.ts';
import { UsageError } from '../../src/project/usage-error.ts';

const read = (text: string) => readPair('--input', text);

describe('readPair', () => {
  it.each([
    ['city=Paris', 'city', 'Paris'],
    ['_x1=', '_x1', ''],
    ['a=b=c', 'a', 'b=c'],
    ['a= b ', 'a', ' b '],
    ['城市=北京', '城市', '北京'],
    ['é=ü', 'é', 'ü'],
    ['text=line one\nline two', 'text', 'line one\nline two'],
    ['__proto__=x', '__proto__', 'x'],
  ])('%j is a pair', (text, name, value) => {
    expect(read(text)).toEqual({ name, value, typed: false });
  });

  it.each([
    'a+b=c',
    'https://x.example/?y=z',
    '1x=2',
    'a b=c',
    'a-b=c',
    '=x',
    'no pair at all',
    '',
    'E = mc^2',
    '{"a"="b"}',
  ])('%j is a text', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it.each([
    ['n:=3', 3],
    ['n:=-1.5', -1.5],
    ['n:=true', true],
    ['n:=null', null],
    ['n:="3"', '3'],
    ['n:=[1, "a"]', [1, 'a']],
    ['n:={"a": {"b": 1}}', { a: { b: 1 } }],
    ['n:=12345678901234567890', 12345678901234567890n],
  ])('%j is typed', (text, value) => {
    expect(read(text)).toEqual({ name: 'n', value, typed: true });
  });

  it.each(['n:=', 'n:=abc', 'n:=[1,', 'n:=01'])('%j is refused', (text) => {
    expect(() => read(text)).toThrow(UsageError);
  });
});
