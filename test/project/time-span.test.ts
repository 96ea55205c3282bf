import { expect, test } from 'vitest';
import { secondsOf } from '../../src/project/time-span.ts';

test.each([
  ['90s', 90],
  ['500ms', 0.5],
  ['100.1ms', 0.1001],
  ['1.5h', 5400],
  ['30m', 1800],
  ['7d', 604_800],
  ['2w', 1_209_600],
  ['0s', 0],
])('%s', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

test.each(['', '5', 's', '-5s', '1e3s', '5 s', '5y', '5S', '１s', '5s '])(
  '“%s” is no time with its unit',
  (text) => {
    expect(secondsOf(text)).toBeUndefined();
  },
);
