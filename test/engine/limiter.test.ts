import { describe, expect, it } from 'vitest';
import { Limiter } from '../../src/engine/limiter.ts';

/** Steps that enter; those that have begun stand in `running` until the test lets them leave. */
function entering(limiter: Limiter): {
  enter: (id: string, alone?: boolean) => void;
  running: string[];
} {
  const running: string[] = [];
  return {
    running,
    enter: (id, alone = false) => limiter.enter(() => running.push(id), alone),
  };
}

describe('Limiter', () => {
  it('admits so many at once, first come, first served', () => {
    const limiter = new Limiter(2);
    const { enter, running } = entering(limiter);
    for (const id of ['a', 'b', 'c', 'd']) enter(id);
    expect(running).toEqual(['a', 'b']);
    limiter.leave();
    expect(running).toEqual(['a', 'b', 'c']);
    limiter.leave();
    expect(running).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets one that wants to be alone wait for all, and all wait for it', () => {
    const limiter = new Limiter(9);
    const { enter, running } = entering(limiter);
    enter('a');
    enter('alone', true);
    enter('b');
    expect(running).toEqual(['a']);
    limiter.leave();
    expect(running).toEqual(['a', 'alone']);
    limiter.leave();
    expect(running).toEqual(['a', 'alone', 'b']);
  });

  it('forgets those that have left, and needs no deep stack for those that leave at once', () => {
    const limiter = new Limiter(1);
    let left = 0;
    limiter.enter(() => undefined, false);
    for (let n = 0; n < 100_000; n++) {
      limiter.enter(() => {
        left++;
        limiter.leave();
      }, false);
    }
    limiter.leave();
    expect(left).toBe(100_000);
  });
});
