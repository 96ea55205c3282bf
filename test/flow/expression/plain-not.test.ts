import { expect, it } from 'vitest';
import { areNotsPlain } from '../../../src/flow/expression/plain-not.ts';

it.each([
  '!x',
  'a && !b',
  '!(a == b) || c',
  '!!a',
  'f(!a.b["c"], 1)',
  'a != b',
  'text == "!" && b',
  '! x.startswith("a") and y',
])('each ! of %s can become not', (source) => {
  expect(areNotsPlain(source)).toBe(true);
});

it.each(['!a == b', 'a == !b', '!a && !b > 1', '!', '!(a', '!-a', 'a + !b'])(
  'not so in %s',
  (source) => {
    expect(areNotsPlain(source)).toBe(false);
  },
);
