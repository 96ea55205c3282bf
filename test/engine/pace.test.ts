import { describe, expect, it } from 'vitest';
import { flowText, loop, transform } from './flow-text.ts';
import { idle, startYaml } from './harness.ts';

const text = flowText({ l: loop({ max_iterations: 1_000 }), a: transform('1') }, ['l -> a -> l']);

/** A listener that has had enough after so many events, until the test lets it go on. */
function reader(most: number): {
  heard: () => number;
  onEvent: () => void;
  full: () => Promise<void> | undefined;
  goOn: () => void;
} {
  let heard = 0;
  let goOn = (): void => undefined;
  const caughtUp = new Promise<void>((resolve) => {
    goOn = () => {
      most = Infinity;
      resolve();
    };
  });
  return {
    heard: () => heard,
    onEvent: () => {
      heard++;
    },
    full: () => (heard < most ? undefined : caughtUp),
    goOn: () => goOn(),
  };
}

describe('a listener that is slower than the run', () => {
  it('is waited for', async () => {
    const { heard, goOn, ...listener } = reader(50);
    const { ended } = startYaml(text, listener);
    await idle();
    const atFirst = heard();
    expect(atFirst).toBeGreaterThanOrEqual(50);
    expect(atFirst).toBeLessThan(60);
    await idle();
    expect(heard()).toBe(atFirst);
    goOn();
    expect(await ended).toMatchObject({ status: 'succeeded' });
    expect(heard()).toBeGreaterThan(2_000);
  });

  it('does not hold up a run that is cancelled or has no time left', async () => {
    const cancelled = startYaml(text, reader(50));
    await idle();
    cancelled.abort();
    expect(await cancelled.ended).toMatchObject({ status: 'cancelled' });

    const late = startYaml(text, { ...reader(50), timeout: 3 });
    await idle();
    late.clock.pass(3_000);
    expect(await late.ended).toMatchObject({ status: 'failed', error: { code: 'run-timeout' } });
  });
});
