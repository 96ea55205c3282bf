import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { Feeds } from '../../src/service/feeds.ts';

const event = (seq: number, text = ''): RunEvent => ({
  seq,
  run_id: 'r',
  time: '',
  type: 'log',
  node: 'n',
  level: 'info',
  message: text,
});

function feeds(events: number, bytes = 100_000) {
  const stored: RunEvent[] = [];
  const made = new Feeds(
    {
      flush: () => undefined,
      page: (_, from, { rows }) => stored.filter(({ seq }) => seq >= from).slice(0, rows),
    },
    { events, bytes },
  );
  const tell = (seq: number, text?: string): void => {
    stored.push(event(seq, text));
    made.tell(event(seq, text));
  };
  return { feeds: made, tell };
}

async function take(subscription: { take(): Promise<readonly RunEvent[] | undefined> }) {
  return (await subscription.take())?.map(({ seq }) => seq);
}

test('what was told before comes first, then what comes, each once', async () => {
  const { feeds: all, tell } = feeds(10);
  [0, 1, 2].forEach((seq) => tell(seq));
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

test('between two pages of the store others get their turn', async () => {
  const { feeds: all, tell } = feeds(10);
  for (let seq = 0; seq < 1_500; seq++) tell(seq);
  const one = all.subscribe('r', 0, false);
  let turns = 0;
  const next = (): void => {
    turns++;
    timer = setImmediate(next);
  };
  let timer = setImmediate(next);
  const seen: number[] = [];
  while (await take(one)) seen.push(turns);
  clearImmediate(timer);
  expect(seen).toEqual([0, 1, 2]);
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

test('large events wait on the disk, not in memory, and whoever waits gets one at once', async () => {
  const { feeds: all, tell } = feeds(10, 1_000);
  const one = all.subscribe('r', 0, true);
  const first = take(one);
  tell(0);
  expect(await first).toEqual([0]);
  const second = take(one);
  tell(1, 'x'.repeat(5_000));
  expect(await second).toEqual([1]);
  expect(one.lags).toBe(0);
  tell(2, 'x'.repeat(600));
  expect(one.lags).toBe(0);
  tell(3, 'x'.repeat(600));
  expect(one.lags).toBe(1);
  tell(4);
  expect(await take(one)).toEqual([2, 3, 4]);
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
