import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCovered, isEmpty, meet, type Range } from '../../../src/flow/checks/range.ts';

const bound = fc.constantFrom(-Infinity, 0, 1, 2, 3, Infinity);
const range = fc.record({ from: bound, fromOpen: fc.boolean(), to: bound, toOpen: fc.boolean() });
/** The bounds and what lies between them tell all apart. */
const numbers = [-Infinity, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, Infinity];

function holds({ from, fromOpen, to, toOpen }: Range, number: number): boolean {
  return (fromOpen ? number > from : number >= from) && (toOpen ? number < to : number <= to);
}

test('the meeting of two has what is in both', () => {
  fc.assert(
    fc.property(range, range, (a, b) => {
      const both = meet(a, b);
      for (const n of numbers) expect(holds(both, n)).toBe(holds(a, n) && holds(b, n));
    }),
  );
});

test('an empty one has nothing', () => {
  fc.assert(
    fc.property(range, (a) => {
      if (isEmpty(a)) expect(numbers.filter((n) => holds(a, n))).toEqual([]);
    }),
  );
});

test('what is covered is in one of the others, and the other way round', () => {
  fc.assert(
    fc.property(range, fc.array(range, { maxLength: 4 }), (a, others) => {
      const inside = numbers.filter((n) => holds(a, n));
      const isAll = inside.every((n) => others.some((other) => holds(other, n)));
      expect(isCovered(a, others)).toBe(isAll);
    }),
    { numRuns: 2_000 },
  );
});
