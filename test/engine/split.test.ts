import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeError } from '../../src/engine/component.ts';
import { split } from '../../src/engine/split.ts';

const list = fc.array(fc.integer());
const branches = fc.integer({ min: 1, max: 12 });

describe('split', () => {
  it('parallel gives everything to everybody, whatever it is', () => {
    expect(split('parallel', 'text', 3)).toEqual(['text', 'text', 'text']);
  });

  it('chunk gives stretches in order, the longer ones first', () => {
    expect(split('chunk', [1, 2, 3, 4, 5], 3)).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('round_robin deals items out in turn', () => {
    expect(split('round_robin', [1, 2, 3, 4, 5], 3)).toEqual([[1, 4], [2, 5], [3]]);
  });

  it('gives an empty list to a branch that gets nothing', () => {
    expect(split('chunk', [1], 3)).toEqual([[1], [], []]);
    expect(split('round_robin', [], 2)).toEqual([[], []]);
  });

  it('chunk loses nothing, keeps the order and makes nearly equal parts', () => {
    fc.assert(
      fc.property(list, branches, (items, n) => {
        const parts = split('chunk', items, n) as number[][];
        expect(parts).toHaveLength(n);
        expect(parts.flat()).toEqual(items);
        const lengths = parts.map((part) => part.length);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('round_robin loses nothing: item i is in part i % n', () => {
    fc.assert(
      fc.property(list, branches, (items, n) => {
        const parts = split('round_robin', items, n) as number[][];
        expect(items.map((_, i) => parts[i % n]?.[Math.floor(i / n)])).toEqual(items);
        expect(parts.flat()).toHaveLength(items.length);
      }),
    );
  });

  it.each(['chunk', 'round_robin'] as const)('%s refuses what is no list', (strategy) => {
    expect(() => split(strategy, 'text', 2)).toThrow(NodeError);
    expect(() => split(strategy, { a: 1 }, 2)).toThrow(NodeError);
  });
});
