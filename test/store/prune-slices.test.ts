import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Cell, Database, Row, Statement } from '../../src/store/database.ts';
import { libsql } from '../../src/store/libsql.ts';
import { openStore } from '../../src/store/open-store.ts';
import { pruneSlices, usual, type SliceLimits } from '../../src/store/prune-slices.ts';
import { textsIn } from '../../src/store/text-in.ts';

const DAY = 86_400_000;

interface Kept {
  readonly id: string;
  readonly days: number;
  readonly status?: string;
  readonly events?: number;
  readonly size?: number;
  readonly user?: string;
}

/** A store's database with runs in it, the oldest first. */
async function storeWith(runs: readonly Kept[]): Promise<{ database: Database; file: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-slices-'));
  const file = path.join(folder, 'runs.db');
  const { store } = await openStore(file);
  store.close();
  const database = readable(libsql(file));
  onTestFinished(async () => {
    database.close();
    await rm(folder, { recursive: true, force: true });
  });
  database.exec('BEGIN');
  const insert = database.prepare(
    `INSERT INTO runs (id, flow, file, status, started_at, origin, user, size) VALUES (?, 'f', 'f', ?, ?, '{}', ?, ?) RETURNING n`,
  );
  const event = database.prepare(`INSERT INTO events VALUES (?, ?, 0, 'log', ?)`);
  for (const { id, days, status = 'succeeded', events = 1, size = 2, user = null } of runs) {
    const at = Date.now() - days * DAY;
    const n = Number(insert.get(id, status, at, user, events * size)?.n);
    for (let seq = 0; seq < events; seq++) event.run(n, seq, 'x'.repeat(size));
  }
  database.exec('COMMIT');
  return { database, file };
}

/** Texts that are asked for as bytes are texts, as in a store's own database. */
function readable(database: Database): Database {
  const prepare = (sql: string): Statement => {
    const statement = database.prepare(sql);
    const all = (...values: readonly Cell[]): Row[] => statement.all(...values).map(textsIn);
    const run: Statement['run'] = (...values) => statement.run(...values);
    return { run, all, get: (...values) => all(...values)[0] };
  };
  return { ...database, prepare };
}

function left(database: Database): string[] {
  return database
    .prepare('SELECT id FROM runs ORDER BY started_at DESC')
    .all()
    .map(({ id }) => String(id));
}

/** How many rows each slice has deleted. */
function slicesOf(database: Database, limits?: SliceLimits): number[] {
  const changes = (): number => Number(database.prepare('SELECT total_changes() AS n').get()?.n);
  const found: number[] = [];
  let before = changes();
  for (const slices = pruneSlices(database, limits); slices.next().done !== true;) {
    found.push(changes() - before);
    before = changes();
  }
  return found;
}

test('very many runs go in pieces of some rows each; the newest stay', async () => {
  const runs = Array.from({ length: 2_000 }, (_, n) => ({
    id: `r${n}`,
    days: (2_000 - n) / 1_000,
    events: 3,
  }));
  const { database } = await storeWith(runs);
  const slices = slicesOf(database);
  expect(Math.max(...slices)).toBeLessThanOrEqual(500);
  expect(slices.length).toBeGreaterThan(10);
  expect(left(database)).toEqual(
    runs
      .slice(-usual.keep)
      .reverse()
      .map(({ id }) => id),
  );
  expect(database.prepare('SELECT count(*) AS n FROM events').get()?.n).toBe(usual.keep * 3);
});

test('a long run goes in pieces, too, and so does one with large texts', async () => {
  const { database } = await storeWith([
    { id: 'long', days: usual.days + 3, events: 5_000 },
    { id: 'large', days: usual.days + 2, events: 40, size: 500_000 },
    { id: 'new', days: 1 },
  ]);
  const slices = slicesOf(database);
  expect(Math.max(...slices)).toBeLessThanOrEqual(501);
  // 10 slices of the long run, and 8 large texts in one.
  expect(slices.filter((rows) => rows > 0).length).toBeGreaterThanOrEqual(14);
  expect(left(database)).toEqual(['new']);
});

test('what is left half gone goes the next time; nothing happens before its time', async () => {
  const { database } = await storeWith([
    { id: 'long', days: usual.days + 3, events: 2_000 },
    { id: 'waiting', days: usual.unfinishedDays + 2, status: 'waiting' },
    { id: 'asks', days: usual.days + 2, status: 'waiting' },
    { id: 'new', days: 1 },
  ]);
  const slices = pruneSlices(database);
  slices.next();
  slices.return(undefined);
  expect(left(database)).toEqual(['new', 'asks', 'long']);
  expect(database.prepare('SELECT count(*) AS n FROM events').get()?.n).toBeLessThan(2_000);
  slicesOf(database);
  expect(left(database)).toEqual(['new', 'asks']);
  const { database: young } = await storeWith([{ id: 'a', days: usual.days - 1 }]);
  expect(slicesOf(young)).toEqual([]);
});

test('what one user has too much of costs nobody else a run, and an hour’s runs stay', async () => {
  const hour = 1 / 24;
  const many = (user: string, days: number, count: number): Kept[] =>
    Array.from({ length: count }, (_, n) => ({ id: `${user}${n}`, days: days - n / 1e6, user }));
  const { database } = await storeWith([
    { id: 'bob', days: 3, user: 'bob' },
    { id: 'mine', days: 3 },
    ...many('ada', 2 * hour, 300),
    ...many('eve', hour / 2, 300),
  ]);
  slicesOf(database);
  const of = (name: string): number => left(database).filter((id) => id.startsWith(name)).length;
  expect([of('bob'), of('mine'), of('ada'), of('eve')]).toEqual([1, 1, usual.keep, 300]);
});

test('what is too much for the file goes from whoever has the most there', async () => {
  const large = Array.from({ length: 6 }, (_, n) => ({
    ...{ id: `ada${n}`, days: 1 - n / 100, events: 1, size: 1_000_000, user: 'ada' },
  }));
  const { database } = await storeWith([
    { id: 'bob', days: 3, events: 3, user: 'bob' },
    { id: 'mine', days: 3, size: 100_000 },
    ...large,
  ]);
  slicesOf(database, { bytes: 4_500_000 });
  expect(left(database).sort()).toEqual(['ada2', 'ada3', 'ada4', 'ada5', 'bob', 'mine']);
});

test('runs that wait are of their user’s share, and the last of it to go', async () => {
  const { database } = await storeWith([
    { id: 'bob', days: 3, user: 'bob', size: 1_000 },
    { id: 'asks', days: 2, user: 'ada', status: 'waiting', size: 2_000_000 },
    { id: 'asks later', days: 1, user: 'ada', status: 'waiting', size: 2_000_000 },
    { id: 'done', days: 1, user: 'ada', size: 2_000_000 },
  ]);
  slicesOf(database, { bytes: 5_000_000 });
  expect(left(database).sort()).toEqual(['asks', 'asks later', 'bob']);
  slicesOf(database, { bytes: 3_000_000 });
  expect(left(database).sort()).toEqual(['asks later', 'bob']);
});
