import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { Feeds } from '../../src/service/feeds.ts';

const event = (seq: number): RunEvent => ({
  seq,
  run_id: 'r',
  time: '',
  type: 'log',
  node: 'n',
  level: 'info',
  message: '',
});

function feeds(capacity: number) {
  const stored: RunEvent[] = [];
  const made = new Feeds(
    {
      flush: () => undefined,
      events: (_, from, limit) => stored.filter(({ seq }) => seq >= from).slice(0, limit),
    },
    capacity,
  );
  const tell = (seq: number): void => {
    stored.push(event(seq));
    made.tell(event(seq));
  };
  return { feeds: made, tell };
}

async function take(subscription: { take(): Promise<readonly RunEvent[] | undefined> }) {
  return (await subscription.take())?.map(({ seq }) => seq);
}

test('what was told before comes first, then what comes, each once', async () => {
  const { feeds: all, tell } = feeds(10);
  [0, 1, 2].forEach(tell);
  const one = all.subscribe('r', 1, true);
  tell(3);
  expect(await take(one)).toEqual([1, 2, 3]);
  const next = take(one);
  tell(4);
  expect(await next).toEqual([4]);
  all.end('r');
  expect(await take(one)).toBeUndefined();
  expect(all.size).toBe(0);
});

test('a slow reader keeps little in memory and misses nothing', async () => {
  const { feeds: all, tell } = feeds(3);
  const one = all.subscribe('r', 0, true);
  const first = take(one);
  tell(0);
  await first;
  for (let seq = 1; seq < 2_000; seq++) tell(seq);
  expect(one.lags).toBeGreaterThan(0);
  const found: number[] = [];
  while (found.length < 1_999) found.push(...((await take(one)) ?? []));
  expect(found).toEqual(Array.from({ length: 1_999 }, (_, n) => n + 1));
  tell(2_000);
  expect(await take(one)).toEqual([2_000]);
});

test('one that is closed ends at once, whoever waits', async () => {
  const { feeds: all, tell } = feeds(3);
  const one = all.subscribe('r', 0, true);
  const waiting = take(one);
  one.close();
  expect(await waiting).toBeUndefined();
  tell(0);
  expect(all.size).toBe(0);
});
