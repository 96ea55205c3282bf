import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Later } from '../../src/engine/later.ts';
import { resultAggregator } from '../../src/components/result-aggregator.ts';
import type { Value, ValueObject } from '../../src/flow/value.ts';
import { failure, stage } from './stage.ts';

const aggregate = async (config: ValueObject, rounds: readonly Value[]): Promise<ValueObject> => {
  const { run } = stage(resultAggregator, config);
  let last = await run({ results: [] });
  for (const results of rounds) last = await run({ results });
  return last;
};
const method = (aggregation_method: string): ValueObject => ({ aggregation_method });

describe('ResultAggregator', () => {
  it.each([
    ['collect', [[1, 2], 'x', [[3]], null], [1, 2, 'x', [3], null], 5],
    ['concat', ['a', ['b', 'c'], null], 'a\nb\nc', 4],
    ['concat', [[[1], [2, 3]], [[4]]], [1, 2, 3, 4], 3],
    ['merge', [[{ a: 1, b: 1 }], { b: 2 }, null], { a: 1, b: 2 }, 3],
    ['sum', [[1, 2.5], 3, null], 6.5, 4],
    ['count', [[1, 2], 'x'], 3, 3],
    ['first', [[1, 2], [3]], 1, 3],
    ['last', [[1, 2], [3]], 3, 3],
  ])('%s: %j', async (name, rounds, result, count) => {
    expect(await aggregate(method(name), rounds)).toEqual({ result, count });
  });

  it.each([
    ['collect', []],
    ['concat', ''],
    ['merge', {}],
    ['sum', 0],
    ['count', 0],
    ['first', null],
    ['last', null],
  ])('%s of nothing is %j', async (name, result) => {
    expect(await aggregate(method(name), [])).toEqual({ result, count: 0 });
  });

  it('collects where no method is given', async () => {
    expect(await aggregate({}, [1, [2]])).toEqual({ result: [1, 2], count: 2 });
  });

  it('joins texts with the separator', async () => {
    const config = { aggregation_method: 'concat', separator: ', ' };
    expect(await aggregate(config, [['a', 'b'], 'c'])).toMatchObject({ result: 'a, b, c' });
  });

  it.each([
    ['sum', ['x'], 'aggregator-item: “n” can’t sum "x".'],
    ['sum', [true], 'aggregator-item: “n” can’t sum True.'],
    ['concat', [3], 'aggregator-item: “n” can’t concat 3.'],
    ['concat', ['a', ['b']], 'aggregator-item: “n” can’t concat ["b"].'],
    ['merge', [[1]], 'aggregator-item: “n” can’t merge [1].'],
  ])('%s refuses %j', async (name, results, expected) => {
    const { run } = stage(resultAggregator, method(name));
    expect(await failure(() => run({ results }))).toBe(expected);
  });

  it('forgets everything when its loop starts anew', async () => {
    const { run, component } = stage(resultAggregator, {});
    await run({ results: [1, 2] });
    component.reset?.();
    expect(await run({ results: [3] })).toEqual({ result: [3], count: 1 });
  });

  it.each(['collect', 'concat', 'merge'])(
    '%s: what a round gave stays as it was when the next ones add to it',
    (name) => {
      const item = (n: number): Value => (name === 'merge' ? { [`k${n % 3}`]: n } : String(n));
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 5_000 }), (rounds) => {
          const { component } = stage(resultAggregator, method(name));
          const outputs: unknown[] = [];
          for (let n = 0; n < rounds; n++) {
            outputs.push(component.run({ results: item(n) }, {} as never));
          }
          const again = stage(resultAggregator, method(name)).component;
          for (const [n, early] of outputs.slice(0, 5).entries()) {
            const fresh = again.run({ results: item(n) }, {} as never);
            expect(now(early)).toEqual(now(fresh));
          }
        }),
        { numRuns: 20 },
      );
    },
  );

  it('adds whole numbers exactly, however large', () => {
    const { component } = stage(resultAggregator, method('sum'));
    const big = 2n ** 60n + 1n;
    const sum = (results: Value[]): unknown =>
      (component.run({ results }, {} as never) as { result: unknown }).result;
    expect(sum([Number.MAX_SAFE_INTEGER, 2])).toBe(2n ** 53n + 1n);
    component.reset?.();
    expect(sum([big, -(2n ** 60n)])).toBe(1);
  });
});

function now(outputs: unknown): unknown {
  const { result } = outputs as { result: unknown };
  if (!(result instanceof Later)) throw new Error('the result was copied');
  return result.now();
}
