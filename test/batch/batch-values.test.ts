import { describe, expect, it } from 'vitest';
import { inputsOf } from '../../src/batch/column-map.ts';
import { scoresOf } from '../../src/batch/scores.ts';
import { Tally, type Counted } from '../../src/batch/tally.ts';

describe('the inputs of a row', () => {
  it.each([
    [{ a: 1, b: 'x' }, [], { a: 1, b: 'x' }],
    [{ a: 1, b: 'x' }, [['input', 'b']], { input: 'x' }],
    ['a text', [], { input: 'a text' }],
    [[1, 2], [], { items: [1, 2] }],
  ] as const)('of %j with %j', (row, map, inputs) => {
    expect(inputsOf(row, new Map(map))).toEqual({ inputs });
  });

  it.each([
    ['a text', 'batch-row/no-columns'],
    [{ b: 1 }, 'batch-row/column'],
    [{ constructor: 1 }, 'batch-row/column'],
  ])('are none where %j has not the column', (row, key) => {
    expect(inputsOf(row, new Map([['input', 'toString']]))).toMatchObject({ problem: { key } });
  });
});

describe('scores', () => {
  it('are numbers, truths and words', () => {
    const outputs = {
      good: true,
      share: 0.5,
      word: 'right',
      long: 'x'.repeat(41),
      none: null,
      list: [1],
    };
    expect(scoresOf(outputs)).toEqual({ good: true, share: 0.5, word: 'right' });
  });

  it('in an object have its name before theirs', () => {
    expect(scoresOf({ judge: { exact: false, deep: { deeper: 1 } } })).toEqual({
      'judge.exact': false,
    });
  });
});

describe('the sums', () => {
  const counted = (more: Partial<Counted>): Counted => ({
    status: 'succeeded',
    duration_ms: 10,
    usage: null,
    scores: null,
    error: null,
    ...more,
  });

  it('are of all rows', () => {
    const tally = new Tally();
    tally.add(counted({ scores: { exact: true, points: 4, verdict: 'good' } }));
    tally.add(
      counted({ scores: { exact: false, points: 1, verdict: 'good' }, duration_ms: 30 }),
      true,
    );
    tally.add(counted({ status: 'failed', error: { code: 'boom', message: '', node: null } }));
    tally.add(counted({ status: 'waiting' }));
    expect(tally).toMatchObject({
      rows: 4,
      succeeded: 2,
      failed: 1,
      waiting: 1,
      kept: 1,
      meanDuration: 20,
    });
    expect(Object.fromEntries(tally.scores)).toEqual({
      exact: { kind: 'truth', count: 2, mean: 0.5, minimum: 0, maximum: 1 },
      points: { kind: 'number', count: 2, mean: 2.5, minimum: 1, maximum: 4 },
    });
    expect(tally.labels.get('verdict')).toEqual(new Map([['good', 2]]));
    expect(tally.errors).toEqual(new Map([['boom', 1]]));
  });

  it('leave out what is no number', () => {
    const tally = new Tally();
    tally.add(counted({ scores: { points: NaN } }));
    expect(tally.scores.size).toBe(0);
  });
});
