import {
  copyFile,
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { KeptResult } from '../../src/engine/kept-result.ts';
import type { RunEvent, RunEventBody } from '../../src/engine/run-event.ts';
import { libsql } from '../../src/store/libsql.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { RunFilter } from '../../src/store/run-record.ts';
import { migrations } from '../../src/store/schema.ts';
import type { Store } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import type { StoredRun } from '../../src/store/stored-run.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-store-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
const fresh = (): string => path.join(folder, String(files++), 'store.db');

async function opened(file = fresh()): Promise<Store> {
  return (await openStore(file)).store;
}

const newRun = (id: string): Parameters<Store['begin']>[0] => ({
  id,
  flow: 'greeting',
  file: 'flows/greeting.yaml',
  origin: { inputs: { input: 'Hi' } },
});

function event(run: string, seq: number, body: RunEventBody): RunEvent {
  return { seq, run_id: run, time: new Date(1_800_000_000_000 + seq).toISOString(), ...body };
}

const finished = (run: string, seq: number, node: string, outputs: object): RunEvent =>
  event(run, seq, {
    type: 'node_finished',
    node,
    attempts: 1,
    duration_ms: 0.5,
    outputs: outputs as Record<string, string>,
  });

const end = (run: string, seq: number): RunEvent =>
  event(run, seq, {
    type: 'run_finished',
    status: 'succeeded',
    outputs: {},
    single: false,
    error: null,
    duration_ms: 12.5,
  });

function kindOf(error: unknown): unknown {
  return error instanceof StoreError ? error.kind : error;
}

it('gives back the events as they were told, with whole numbers of any size', async () => {
  const store = await opened();
  const run = store.begin(newRun('a'));
  const told: RunEvent[] = [
    finished('a', 0, 'x', { big: 12345678901234567890n, text: 'ü\u0000“\ud800', __proto__x: 1 }),
    end('a', 1),
  ];
  for (const one of told) run.add(one);
  run.close();
  expect(store.events('a')).toEqual(told);
  expect(Object.keys(store.events('a')[0] ?? {})).toEqual(
    expect.arrayContaining(['seq', 'run_id']),
  );
  expect(store.events('nobody')).toEqual([]);
  store.close();
});

it('keeps results in their order, their outputs from the events that tell them, of each key the last', async () => {
  const store = await opened();
  const run = store.begin(newRun('a'));
  run.add(finished('a', 0, 'x', { result: 1 }));
  run.keep({ key: 'x', node: 'x', attempts: 1, seq: 0 });
  run.keep({
    key: 'l#0',
    node: 'l',
    attempts: 2,
    outputs: { result: [10n ** 20n] },
    state: 'kept',
  });
  run.add(finished('a', 1, 'x', { result: 2 }));
  run.keep({ key: 'x', node: 'x', attempts: 1, seq: 1 });
  run.close();
  const expected: KeptResult[] = [
    { key: 'l#0', node: 'l', attempts: 2, outputs: { result: [10n ** 20n] }, state: 'kept' },
    { key: 'x', node: 'x', attempts: 1, seq: 1, outputs: { result: 2 } },
  ];
  expect(store.results('a')).toEqual(expected);
  store.close();
});

it('writes at the end of a turn what must not be lost, chunks a little later, all of it in order', async () => {
  const store = await opened();
  const run = store.begin(newRun('a'));
  const chunk = event('a', 0, { type: 'stream_chunk', node: 'x', text: 'Hel' });
  run.add(chunk);
  expect(store.events('a')).toEqual([]);
  run.add(finished('a', 1, 'x', {}));
  await new Promise((resolve) => setImmediate(resolve));
  expect(store.events('a').map(({ seq }) => seq)).toEqual([0, 1]);
  const later = new Promise<void>((resolve) => (run.onFlush = resolve));
  run.add(event('a', 2, { type: 'stream_chunk', node: 'x', text: 'lo' }));
  await new Promise((resolve) => setImmediate(resolve));
  expect(store.events('a')).toHaveLength(2);
  // A batch keeps no program alive.
  const alive = setTimeout(() => undefined, 60_000);
  await later;
  clearTimeout(alive);
  expect(store.events('a')).toHaveLength(3);
  store.close();
});

it('knows a run by its id, the beginning of it, or as the latest', async () => {
  const store = await opened();
  for (const id of ['ab12', 'ab34', 'cd56']) store.begin(newRun(id)).close();
  const ids = (text: string): string[] => store.find(text).map(({ id }) => id);
  expect(ids('ab12')).toEqual(['ab12']);
  expect(ids('ab')).toEqual(['ab34', 'ab12']);
  expect(ids('latest')).toEqual(['cd56']);
  expect(ids('x')).toEqual([]);
  expect(ids('')).toEqual([]);
  expect(ids("a' OR 1=1 --%_")).toEqual([]);
  store.close();
});

it('lists runs by status, flow and time, the newest first', async () => {
  const store = await opened();
  const run = store.begin(newRun('done'));
  run.add(end('done', 0));
  run.close();
  store.begin({ ...newRun('other'), flow: 'other' }).close();
  const ids = (filter: RunFilter): string[] => store.list(filter).map(({ id }) => id);
  expect(ids({})).toEqual(['other', 'done']);
  expect(ids({ status: 'succeeded' })).toEqual(['done']);
  expect(ids({ status: 'running' })).toEqual(['other']);
  expect(ids({ status: 'interrupted' })).toEqual([]);
  expect(ids({ flow: 'greeting' })).toEqual(['other', 'done']);
  expect(ids({ flow: 'flows/greeting.yaml', limit: 1 })).toEqual(['other']);
  expect(ids({ since: new Date(Date.now() + 1000) })).toEqual([]);
  expect(ids({ limit: 0 })).toEqual([]);
  expect(store.list({ status: 'succeeded' })[0]).toMatchObject({
    status: 'succeeded',
    duration_ms: 12.5,
    ended_at: new Date(1_800_000_000_000).toISOString(),
    sessions: [{ pid: process.pid, first_seq: 0 }],
    origin: { inputs: { input: 'Hi' } },
  });
  store.close();
});

it('is nobody else’s to read', async () => {
  const file = fresh();
  (await opened(file)).begin(newRun('a')).close();
  const modes = await Promise.all(
    (await readdir(path.dirname(file))).map(
      async (name) => (await stat(path.join(path.dirname(file), name))).mode & 0o777,
    ),
  );
  expect(new Set(modes)).toEqual(new Set([0o600]));
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
});

it('keeps equal texts of several runs once', async () => {
  const file = fresh();
  const store = await opened(file);
  const text = `nodes: ${'x'.repeat(100_000)}`;
  for (const id of ['a', 'b']) store.begin({ ...newRun(id), attachments: { flow: text } }).close();
  expect(store.attachment('b', 'flow')).toBe(text);
  expect(store.attachment('b', 'other')).toBeUndefined();
  const database = libsql(file);
  expect(database.prepare('SELECT count(*) AS n FROM blobs').get()).toEqual({ n: 1 });
  store.close();
});

it('refuses a store of a later version, and leaves it as it is', async () => {
  const file = fresh();
  (await openStore(file, { migrations: [...migrations, 'CREATE TABLE later (x)'] })).store.close();
  const error = await openStore(file).catch((caught: unknown) => caught);
  expect(kindOf(error)).toBe('newer');
  expect(await readdir(path.dirname(file))).not.toContainEqual(expect.stringContaining('corrupt'));
});

it('brings a store of version 1 to the newest, with its runs', async () => {
  const file = fresh();
  await mkdir(path.dirname(file));
  await writeFile(file, '');
  libsql(file).exec(await readFile('test/fixtures/store-v1.sql', 'utf8'));
  const steps = [...migrations, 'ALTER TABLE runs ADD COLUMN note TEXT', 'CREATE TABLE notes (x)'];
  const { store, aside } = await openStore(file, { migrations: steps });
  expect(aside).toBeUndefined();
  expect(store.list()).toMatchObject([
    { id: 'f1ce0000-0000-4000-8000-000000000001', flow: 'greeting', status: 'succeeded' },
  ]);
  expect(store.events('f1ce0000-0000-4000-8000-000000000001').map(({ type }) => type)).toEqual([
    'run_started',
    'node_finished',
    'run_finished',
  ]);
  expect(store.results('f1ce0000-0000-4000-8000-000000000001')).toEqual([
    { key: 'greet', node: 'greet', attempts: 1, seq: 1, outputs: { result: 'Hello' } },
  ]);
  store.close();
});

it('a migration that fails leaves the store as it was', async () => {
  const file = fresh();
  (await opened(file)).close();
  const steps = [...migrations, 'CREATE TABLE fine (x); CREATE TABLE runs (x)'];
  expect(kindOf(await openStore(file, { migrations: steps }).catch((e: unknown) => e))).toBe(
    'failed',
  );
  const store = await opened(file);
  expect(store.list()).toEqual([]);
  store.close();
});

const damages: [string, (file: string) => Promise<void>][] = [
  ['a text', (file) => writeFile(file, 'this is no database\n'.repeat(500))],
  ['a short text', (file) => writeFile(file, 'hello')],
  ['zeros', async (file) => writeFile(file, Buffer.alloc((await stat(file)).size))],
  ['a part of it', async (file) => truncate(file, Math.floor((await stat(file)).size / 2))],
  [
    'another program’s database',
    async (file) => {
      await rm(file);
      libsql(file).exec('CREATE TABLE theirs (x)');
    },
  ],
];

it.each(damages)('puts %s aside and begins a new store', async (_, damage) => {
  const file = fresh();
  await withRuns(file, 40);
  await damage(file);
  const before = await readFile(file);
  const { store, aside } = await openStore(file);
  expect(path.basename(aside ?? '')).toMatch(/^store\.db\.corrupt-\d{4}-\d\d-\d\dT[\d-]+Z$/);
  expect(await readFile(aside ?? '')).toEqual(before);
  store.begin(newRun('new')).close();
  expect(store.list()).toHaveLength(1);
  store.close();
});

it('finds out at use that a store is damaged in its middle', async () => {
  const file = fresh();
  await withRuns(file, 100);
  const bytes = await readFile(file);
  bytes.fill(0xff, 4096 * 3);
  await writeFile(file, bytes);
  const store = await opened(file);
  let error: unknown;
  try {
    store.list();
    store.begin(newRun('x'));
  } catch (caught) {
    error = caught;
  }
  expect(kindOf(error)).toBe('corrupt');
  const other = await opened(file);
  expect(path.basename(store.putAside() ?? '')).toContain('store.db.corrupt-');
  expect(other.putAside()).toBeUndefined();
  const next = await opened(file);
  expect(next.list()).toEqual([]);
  next.close();
});

it('two that are damaged in the same second have names of their own', async () => {
  const file = fresh();
  await mkdir(path.dirname(file));
  const asides = new Set<string | undefined>();
  for (let n = 0; n < 3; n++) {
    await writeFile(file, 'no database');
    const { store, aside } = await openStore(file);
    asides.add(aside);
    store.close();
    for (const name of ['', '-wal', '-shm']) await rm(file + name, { force: true });
  }
  expect(asides.size).toBe(3);
});

it('says why nothing can be written where a file is in the way', async () => {
  const file = fresh();
  await writeFile(path.dirname(file), 'a file');
  expect(kindOf(await openStore(file).catch((e: unknown) => e))).toBe('closed');
});

it('says that the disk is full, and keeps what was written before', async () => {
  let full = false;
  const file = fresh();
  const { store } = await openStore(file, {
    driver: (name) => {
      const database = libsql(name);
      const exec = (sql: string): void => {
        if (full && sql === 'COMMIT') {
          throw Object.assign(new Error('database or disk is full'), { rawCode: 13 });
        }
        database.exec(sql);
      };
      return { ...database, exec };
    },
  });
  const run = store.begin(newRun('a'));
  run.add(finished('a', 0, 'x', {}));
  run.flush();
  full = true;
  run.add(finished('a', 1, 'y', {}));
  run.flush();
  expect(run.failure?.kind).toBe('full');
  full = false;
  run.add(finished('a', 2, 'z', {}));
  run.close();
  expect(store.events('a').map(({ seq }) => seq)).toEqual([0]);
  store.close();
});

async function withRuns(file: string, count: number): Promise<void> {
  const { store } = await openStore(file);
  let run: StoredRun | undefined;
  for (let n = 0; n < count; n++) {
    run = store.begin(newRun(`run-${n}`));
    run.add(finished(`run-${n}`, 0, 'x', { text: 'y'.repeat(2_000) }));
    run.close();
  }
  store.close();
  const database = libsql(file);
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  database.close();
  for (const name of ['-wal', '-shm']) await rm(file + name, { force: true });
  await appendFile(file, '');
}

it('needs no file beside it once it is closed', async () => {
  const file = fresh();
  const { store } = await openStore(file, { driver: libsql });
  store.begin(newRun('a')).close();
  store.close();
  const copy = fresh();
  await mkdir(path.dirname(copy), { recursive: true });
  await copyFile(file, copy);
  expect((await opened(copy)).find('a')).toHaveLength(1);
});
