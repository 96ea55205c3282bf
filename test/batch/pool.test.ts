import { describe, expect, it } from 'vitest';
import { pool } from '../../src/batch/pool.ts';

// eslint-disable-next-line @typescript-eslint/require-await -- items that are there at once
async function* numbers(count: number, read: number[] = []): AsyncGenerator<number> {
  for (let n = 1; n <= count; n++) {
    read.push(n);
    yield n;
  }
}

const never = new AbortController().signal;

describe('work on many items', () => {
  it('goes on for so many at a time, and reads no further than it can work', async () => {
    const waiting: (() => void)[] = [];
    const read: number[] = [];
    const done = pool(numbers(5, read), 2, never, () => {
      return new Promise((resolve) => waiting.push(resolve));
    });
    await settle();
    expect([waiting.length, read.length]).toEqual([2, 2]);
    waiting.shift()?.();
    await settle();
    expect([waiting.length, read.length]).toEqual([2, 3]);
    while (waiting.length > 0) {
      waiting.shift()?.();
      await settle();
    }
    await done;
    expect(read).toEqual([1, 2, 3, 4, 5]);
  });

  it('begins none any more once it is aborted', async () => {
    const abort = new AbortController();
    const begun: number[] = [];
    await pool(numbers(100), 1, abort.signal, (n) => {
      begun.push(n);
      if (n === 3) abort.abort();
      return Promise.resolve();
    });
    expect(begun).toEqual([1, 2, 3]);
  });

  it('ends with a failure of the work, when what goes on has ended', async () => {
    let ended = false;
    const work = async (n: number): Promise<void> => {
      if (n === 1) throw new Error('first');
      await settle();
      ended = true;
    };
    await expect(pool(numbers(10), 2, never, work)).rejects.toThrow('first');
    expect(ended).toBe(true);
  });
});

/** Lets all that is ready run. */
async function settle(): Promise<void> {
  for (let n = 0; n < 20; n++) await Promise.resolve();
}
