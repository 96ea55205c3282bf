import { describe, expect, it } from 'vitest';
import { resultMerger } from '../../src/components/result-merger.ts';
import { failure, findings, stage } from './stage.ts';

describe('ResultMerger', () => {
  it('combines the branches by their ids, in the order in which they come', async () => {
    const { result } = await stage(resultMerger).run({ b: 1, a: [2] });
    expect(Object.entries(result as object)).toEqual([
      ['b', 1],
      ['a', [2]],
    ]);
  });

  it.each([
    [{ a: 'x', b: 'y' }, 'x\ny'],
    [{ a: [1], b: [2, [3]] }, [1, 2, [3]]],
    [{ a: null, b: 'y' }, 'y'],
    [{}, ''],
  ])('concatenates %j', async (branches, result) => {
    const { run } = stage(resultMerger, { merge_strategy: 'concat' });
    expect(await run(branches)).toEqual({ result });
  });

  it('puts the separator between texts', async () => {
    const { run } = stage(resultMerger, { merge_strategy: 'concat', separator: ' | ' });
    expect(await run({ a: 'x', b: 'y' })).toEqual({ result: 'x | y' });
  });

  it('shows what it can’t concatenate', async () => {
    const { run } = stage(resultMerger, { merge_strategy: 'concat' });
    expect(await failure(() => run({ a: 'x', b: [1] }))).toBe(
      'merge-not-alike: “n” can join texts or lists, but not: a = "x", b = [1].',
    );
  });

  it('gives the winner of a race', async () => {
    const { run } = stage(resultMerger, { merge_strategy: 'first' });
    expect(await run({ fast: 'x' })).toEqual({ result: 'x' });
  });

  it('evaluates an expression over the branches and all names in scope', async () => {
    const { run } = stage(resultMerger, {
      expression: 'branches["branch-a"] + branches.b + extra',
    });
    expect(await run({ 'branch-a': 1, b: 2 }, { extra: 3 })).toEqual({ result: 6 });
  });

  it('takes a strategy or an expression, not both', () => {
    expect(findings(resultMerger, { merge_strategy: 'concat', expression: '1' })).toEqual([
      'config-exclusive',
    ]);
  });
});
