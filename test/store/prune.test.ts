import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { libsql } from '../../src/store/libsql.ts';
import { openStore } from '../../src/store/open-store.ts';
import { usual } from '../../src/store/prune-slices.ts';
import type { Store } from '../../src/store/store.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-prune-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
let files = 0;

const DAY = 86_400_000;

/** A store with runs that are so many days old, the oldest first. */
async function storeWith(
  runs: readonly { id: string; days: number; status?: string; text?: string }[],
): Promise<{ store: Store; file: string }> {
  const file = path.join(folder, `${files++}.db`);
  const { store } = await openStore(file);
  for (const { id, text = id } of runs) {
    const run = store.begin({ id, flow: 'f', file: 'f', origin: {}, attachments: { flow: text } });
    run.close();
  }
  const database = libsql(file);
  database.exec('BEGIN');
  for (const { id, days, status = 'succeeded' } of runs) {
    const sql = 'UPDATE runs SET started_at = ?, status = ?, owner = NULL WHERE id = ?';
    database.prepare(sql).run(Date.now() - days * DAY, status, id);
  }
  database.exec('COMMIT');
  database.close();
  return { store, file };
}

const left = (store: Store): string[] => store.list().map(({ id }) => id);

it('keeps the newest, and leaves alone what has not ended', async () => {
  const { store } = await storeWith([
    { id: 'a', days: 5 },
    { id: 'b', days: 4, status: 'waiting' },
    { id: 'c', days: 3, status: 'running' },
    { id: 'd', days: 2 },
    { id: 'e', days: 1 },
  ]);
  expect(store.prune({ keep: 1, dryRun: true })).toEqual(['a', 'd']);
  expect(left(store)).toHaveLength(5);
  expect(store.prune({ keep: 1 })).toEqual(['a', 'd']);
  expect(left(store)).toEqual(['e', 'c', 'b']);
  expect(store.prune({ unfinishedBefore: new Date() })).toEqual(['b', 'c']);
  expect(store.attachment('a', 'flow')).toBeUndefined();
  expect(store.attachment('e', 'flow')).toBe('e');
  store.close();
});

it('gives back the place', async () => {
  const big = Array.from({ length: 20 }, (_, n) => ({
    id: `big-${n}`,
    days: 20 - n,
    text: String(n).repeat(100_000),
  }));
  const { store, file } = await storeWith(big);
  store.checkpoint();
  const before = (await stat(file)).size;
  expect(store.prune({ keep: 5 })).toHaveLength(15);
  store.checkpoint();
  expect((await stat(file)).size).toBeLessThan(before * 0.6);
  expect(left(store)[0]).toBe('big-19');
  store.close();
});

it('by itself, clears away old runs, waiting ones much later', async () => {
  const { store } = await storeWith([
    { id: 'very-old', days: usual.unfinishedDays + 2, status: 'waiting' },
    { id: 'waiting', days: usual.days + 2, status: 'waiting' },
    { id: 'old', days: usual.days + 2 },
    { id: 'new', days: 1 },
  ]);
  store.pruneUsually();
  expect(left(store)).toEqual(['new', 'waiting']);
  store.close();
});
