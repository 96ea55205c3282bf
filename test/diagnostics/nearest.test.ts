import { expect, it } from 'vitest';
import { nearest } from '../../src/diagnostics/nearest.ts';

it.each([
  ['anwser', ['answer', 'anchor'], 'answer'],
  ['Inputnode', ['InputNode', 'OutputNode'], 'InputNode'],
  ['ab', ['a', 'xyz'], 'a'],
  ['b', ['a', 'c'], undefined],
  ['b', ['a', 'B'], 'B'],
  ['weather', ['input', 'output'], undefined],
])('takes %j for one of %j', (name, candidates, expected) => {
  expect(nearest(name, candidates)).toBe(expected);
});
