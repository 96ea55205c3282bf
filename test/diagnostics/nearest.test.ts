import { expect, it } from 'vitest';
import { nearest, nearestOrPart } from '../../src/diagnostics/nearest.ts';

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

it.each([
  ['Input', ['BatchInput', 'InputNode', 'HumanInput'], 'InputNode'],
  ['Router', ['LoopController', 'ConditionalRouter'], 'ConditionalRouter'],
  ['SubFlow', ['Flow', 'Transform'], 'Flow'],
  ['Inptu', ['Input', 'Inp'], 'Input'],
  ['Node', ['InputX', 'MyNode', 'OurNode'], undefined],
  ['key', ['keyboard'], undefined],
])('takes %j for one of %j, perhaps for a part of it', (name, candidates, expected) => {
  expect(nearestOrPart(name, candidates)).toBe(expected);
});
