import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Interrupt } from '../../src/cli/interrupt.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const effects = { tell: vi.fn(), exit: vi.fn() };
  const interrupt = new Interrupt(effects);
  let end: () => void = () => undefined;
  const work = () => interrupt.guard(() => new Promise<void>((resolve) => (end = resolve)));
  return { effects, interrupt, work, end: () => end() };
}

describe('Interrupt', () => {
  it('ends the program at once while nothing is guarded', () => {
    const { effects, interrupt } = setUp();
    interrupt.receive('SIGTERM');
    expect(effects.exit).toHaveBeenCalledWith(143, 'SIGTERM');
    expect(effects.tell).not.toHaveBeenCalled();
  });

  it('asks guarded work to stop, and says so', async () => {
    const { effects, interrupt, work, end } = setUp();
    const done = work();
    interrupt.receive('SIGINT');
    expect(effects.tell).toHaveBeenCalledOnce();
    expect(effects.exit).not.toHaveBeenCalled();
    expect(interrupt.signal.aborted).toBe(true);
    expect(interrupt.received).toBe('SIGINT');
    end();
    await done;
    vi.advanceTimersByTime(60_000);
    expect(effects.exit).not.toHaveBeenCalled();
  });

  it('ends the program with the second signal, under the code of the first', () => {
    const { effects, interrupt, work } = setUp();
    void work();
    interrupt.receive('SIGINT');
    interrupt.receive('SIGTERM');
    expect(effects.exit).toHaveBeenCalledExactlyOnceWith(130, 'SIGINT');
  });

  it('gives work that does not stop five seconds', () => {
    const { effects, interrupt, work } = setUp();
    void work();
    interrupt.receive('SIGINT');
    vi.advanceTimersByTime(4_999);
    expect(effects.exit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(effects.exit).toHaveBeenCalledExactlyOnceWith(130, 'SIGINT');
  });

  it('takes the next signal as the first again, for whoever goes on', async () => {
    const { effects, interrupt, work, end } = setUp();
    const first = work();
    interrupt.receive('SIGINT');
    end();
    await first;
    interrupt.forget();
    expect([interrupt.received, interrupt.signal.aborted]).toEqual([undefined, false]);
    void work();
    interrupt.receive('SIGINT');
    expect(effects.tell).toHaveBeenCalledTimes(2);
    expect(effects.exit).not.toHaveBeenCalled();
    expect(interrupt.signal.aborted).toBe(true);
  });

  it('lets the work say in its own way that it is being stopped', () => {
    const { effects, interrupt } = setUp();
    const tell = vi.fn();
    void interrupt.guard(() => new Promise(() => undefined), tell);
    interrupt.receive('SIGINT');
    expect(tell).toHaveBeenCalledOnce();
    expect(effects.tell).not.toHaveBeenCalled();
  });
});
