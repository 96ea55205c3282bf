import { describe, expect, it } from 'vitest';
import { conditionalRouter } from '../../src/components/conditional-router.ts';
import { failure, stage } from './stage.ts';

const conditions = [
  { name: 'high', expression: 'score > 0.7', next_node: 'a' },
  { expression: '0.3 <= score <= 0.7', next_node: 'b' },
  { name: 'any', expression: 'score', next_node: 'c' },
];

describe('ConditionalRouter', () => {
  it('takes the first condition that is true', async () => {
    const { run } = stage(conditionalRouter, { conditions });
    expect(await run({}, { score: 0.9 })).toEqual({ matched: 'high', next_node: 'a' });
    expect(await run({}, { score: 0.2 })).toEqual({ matched: 'any', next_node: 'c' });
  });

  it('names a condition without a name after its target', async () => {
    const { run } = stage(conditionalRouter, { conditions });
    expect(await run({}, { score: 0.5 })).toEqual({ matched: 'b', next_node: 'b' });
  });

  it.each([
    ['', 'rest'],
    ['x', 'yes'],
    [0, 'rest'],
    [[0], 'yes'],
    [{}, 'rest'],
    [null, 'rest'],
  ])('asks for the truth that %j has in Python', async (value, target) => {
    const { run } = stage(conditionalRouter, {
      conditions: [{ expression: 'value', next_node: 'yes' }],
      default_node: 'rest',
    });
    expect(await run({}, { value })).toMatchObject({ next_node: target });
  });

  it('goes to the default when nothing is true, and then nothing has matched', async () => {
    const { run } = stage(conditionalRouter, { conditions, default_node: 'z' });
    expect(await run({}, { score: 0 })).toEqual({ matched: null, next_node: 'z' });
  });

  it('shows each expression with its values when nothing is true and there is no default', async () => {
    const { run } = stage(conditionalRouter, { conditions });
    expect(await failure(() => run({}, { score: 0 }))).toBe(
      'router-no-match: No condition of “n” is true: score > 0.7 (score = 0); ' +
        '0.3 <= score <= 0.7 (score = 0); score (score = 0).',
    );
  });

  it('does not ask a condition behind one that is true', async () => {
    const { run } = stage(conditionalRouter, {
      conditions: [
        { expression: 'True', next_node: 'a' },
        { expression: '1 / 0', next_node: 'b' },
      ],
    });
    expect(await run()).toEqual({ matched: 'a', next_node: 'a' });
  });
});
