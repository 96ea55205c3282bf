import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { TimeAtWork } from '../../src/engine/time-at-work.ts';
import { TokensTold } from '../../src/engine/tokens-told.ts';

test('time between the sessions of a run is no time at work', () => {
  const time = new TimeAtWork();
  const at = (type: RunEvent['type'], seconds: number, duration_ms?: number): number =>
    time.add({
      ...{ type, time: new Date(seconds * 1000).toISOString() },
      ...(duration_ms !== undefined && { duration_ms }),
    });
  expect([at('run_started', 10), at('log', 12), at('run_waiting', 13)]).toEqual([0, 2000, 3000]);
  expect([at('run_started', 9000), at('log', 9001)]).toEqual([3000, 4000]);
  // A clock that is set back takes nothing away.
  expect(at('log', 8000)).toBe(4000);
  // Somebody cancels it, long after it has stopped.
  expect(at('run_finished', 20_000, 0)).toBe(4000);
  expect([at('run_started', 30_000), at('log', 30_001)]).toEqual([4000, 5000]);
  expect(at('run_finished', 30_002, 6000.5)).toBe(6000.5);
});

test('each execution counts once, also one whose result was lost', () => {
  const told = new TokensTold();
  const usage = (total_tokens: number): object => ({
    usage: { prompt_tokens: 0, completion_tokens: total_tokens, total_tokens },
  });
  const add = (type: RunEvent['type'], node?: string, tokens?: number): void =>
    told.add({ type, node, ...(tokens !== undefined && usage(tokens)) } as RunEvent);
  add('run_started');
  add('node_finished', 'draft', 10);
  add('node_failed', 'check', 5);
  // The end of the outer node tells what was used inside of it.
  add('node_finished', 'sub/ask', 100);
  add('node_finished', 'sub', 100);
  add('node_finished', 'other/ask', 1000);
  // The session is cut off; what was in “other” is taken up.
  add('run_started');
  add('node_finished', 'draft', 10);
  add('node_finished', 'other/more', 2000);
  add('node_finished', 'other', 2000);
  expect(told.end()?.total_tokens).toBe(3125);
  expect(new TokensTold().end()).toBeUndefined();
});
