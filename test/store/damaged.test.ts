import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { KeptResult } from '../../src/engine/kept-result.ts';
import type { RunEvent, RunEventBody } from '../../src/engine/run-event.ts';
import { hasStore, openStore } from '../../src/store/open-store.ts';
import { libsql } from '../../src/store/libsql.ts';
import { Gaps } from '../../src/store/gaps.ts';
import type { Store } from '../../src/store/store.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-damaged-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
const place = (): string => path.join(folder, String(files++), 'store.db');

function event(run: string, seq: number, body: RunEventBody): RunEvent {
  return { seq, run_id: run, time: new Date(1_800_000_000_000 + seq).toISOString(), ...body };
}

function finished(run: string, seq: number, node: string): RunEvent {
  const outputs = { result: node };
  return event(run, seq, { type: 'node_finished', node, attempts: 1, duration_ms: 1, outputs });
}

/** Two runs of three nodes; then something is done to the file that bisheng never does. */
async function damaged(sql: string): Promise<Store> {
  const file = place();
  const { store } = await openStore(file);
  for (const id of ['a', 'b']) {
    const run = store.begin({ id, flow: 'f', file: 'f.yaml', origin: {} });
    for (const [seq, node] of ['x', 'y', 'z'].entries()) {
      run.add(finished(id, seq, node));
      run.keep({ key: node, node, attempts: 1, seq });
    }
    run.close();
  }
  store.cache.put('k', 1);
  store.close();
  const database = libsql(file);
  database.exec(sql);
  database.close();
  return (await openStore(file, { driver: libsql })).store;
}

const seqs = (store: Store, id: string): number[] => store.events(id).map(({ seq }) => seq);
const again = (store: Store, id: string): (KeptResult['again'] | 'kept')[] =>
  store.results(id).map((result) => result.again ?? 'kept');

/** No UTF-8. */
const BAD = "CAST(x'7b22ff' AS TEXT)";
const ofA = 'run = (SELECT n FROM runs WHERE id = ';

describe('a damaged row', () => {
  it.each([
    ['no UTF-8', `UPDATE events SET body = ${BAD} WHERE seq = 1 AND ${ofA}'a')`],
    ['no JSON', `UPDATE events SET body = '{bad' WHERE seq = 1 AND ${ofA}'a')`],
    ['a type that is none', `UPDATE events SET type = ${BAD} WHERE seq = 1 AND ${ofA}'a')`],
    ['nothing', `DELETE FROM events WHERE seq = 1 AND ${ofA}'a')`],
  ])('of an event (%s) leaves a gap, and its result does not hold', async (_, sql) => {
    const store = await damaged(sql);
    expect(seqs(store, 'a')).toEqual([0, 2]);
    const gaps = new Gaps();
    for (const told of store.log('a')) gaps.note(told);
    expect(gaps.found).toEqual([[1, 1]]);
    expect(again(store, 'a')).toEqual(['kept', 'damaged', 'kept']);
    expect([seqs(store, 'b'), again(store, 'b')]).toEqual([
      [0, 1, 2],
      ['kept', 'kept', 'kept'],
    ]);
    store.close();
  });

  it.each([
    ['tells of another event', `UPDATE results SET seq = 0 WHERE key = 'y'`],
    ['tells of no event', `UPDATE results SET seq = 99 WHERE key = 'y'`],
    ['has no number', `UPDATE results SET seq = NULL WHERE key = 'y'`],
    ['is no JSON', `UPDATE results SET body = '{bad' WHERE key = 'y'`],
    ['is no UTF-8', `UPDATE results SET body = ${BAD} WHERE key = 'y'`],
  ])('of a result (%s) is not kept', async (_, sql) => {
    const store = await damaged(sql);
    expect(store.results('a').map(({ node }) => node)).toEqual(['x', 'y', 'z']);
    expect(again(store, 'a')).toEqual(['kept', 'damaged', 'kept']);
    store.close();
  });

  it('of a run is shown as far as it can be read', async () => {
    const store = await damaged(
      `UPDATE runs SET flow = ${BAD}, error = ${BAD}, owner = ${BAD}, started_at = 'abc' WHERE id = 'a';
       UPDATE sessions SET owner = ${BAD} WHERE ${ofA}'a');
       UPDATE runs SET started_at = 9e18 WHERE id = 'b'`,
    );
    const found = store.list();
    expect(found.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    expect(store.find('a')).toMatchObject([{ id: 'a', flow: '', status: 'interrupted' }]);
    store.close();
  });

  it('of a run leaves the other runs as they are, and is told', async () => {
    const store = await damaged(
      `UPDATE runs SET status = 'succeeded';
       UPDATE runs SET flow = ${BAD}, status = 'x', started_at = 'abc', origin = '{bad' WHERE id = 'a';
       UPDATE sessions SET owner = x'ff', started_at = x'00' WHERE ${ofA}'a')`,
    );
    expect(store.summaries().map(({ id, damaged: parts }) => [id, parts])).toEqual([
      ['a', ['flow', 'sessions', 'status', 'started_at']],
      ['b', undefined],
    ]);
    expect(store.summaries({ status: 'interrupted' }).map(({ id }) => id)).toEqual(['a']);
    expect(store.find('a')).toMatchObject([
      { damaged: ['flow', 'sessions', 'status', 'started_at', 'origin'] },
    ]);
    expect(store.summaries()[0]).not.toHaveProperty('origin');
    store.close();
  });

  it('of the cache is as none', async () => {
    const store = await damaged(`UPDATE cache SET body = ${BAD}, key = ${BAD}`);
    expect(store.cache.get('k')).toBeUndefined();
    expect(store.cache.trim(0)).toBe(1);
    store.close();
  });
});

it('reads a long log in pages, past rows that can’t be read', async () => {
  const file = place();
  const { store } = await openStore(file);
  const run = store.begin({ id: 'a', flow: 'f', file: 'f.yaml', origin: {} });
  for (let seq = 0; seq < 5_000; seq++) run.add(finished('a', seq, 'x'));
  run.close();
  const database = libsql(file);
  database.exec(`UPDATE events SET body = ${BAD} WHERE seq >= 4800 OR seq % 1000 = 19`);
  database.close();
  const all = [...store.log('a')];
  expect(all).toEqual(store.events('a'));
  expect(all).toHaveLength(4_795);
  expect(store.lastEvent('a')).toEqual(all.at(-1));
  store.close();
});

it('takes over a run whose last event can’t be read, and goes on in its place', async () => {
  const store = await damaged(
    `UPDATE events SET body = ${BAD} WHERE seq = 2; UPDATE runs SET owner = NULL, status = 'waiting'`,
  );
  expect(store.takeOver('b', { next: 1 })).toEqual({ moved: true });
  const taken = store.takeOver('a', { next: 2 });
  if (!taken || !('run' in taken)) throw new Error('not taken over');
  taken.run.add(finished('a', 2, 'z'));
  taken.run.close();
  expect(taken.run.failure).toBeUndefined();
  expect(seqs(store, 'a')).toEqual([0, 1, 2]);
  store.close();
});

it('ends the log of a run that is closed as cancelled, once', async () => {
  const store = await damaged(`UPDATE runs SET owner = NULL, status = 'waiting'`);
  store.cancel('a');
  store.cancel('a');
  expect(store.events('a')).toMatchObject([
    ...[{ seq: 0 }, { seq: 1 }, { seq: 2 }],
    { seq: 3, type: 'run_finished', status: 'cancelled', outputs: {} },
  ]);
  store.close();
});

describe('in the place of a store', () => {
  it('a folder is no store, and is said to be none', async () => {
    const file = place();
    await mkdir(file, { recursive: true });
    await expect(openStore(file)).rejects.toMatchObject({ kind: 'closed' });
  });

  it('nothing can be where its folder is a file', async () => {
    const file = place();
    await writeFile(path.dirname(file), '');
    expect(hasStore(file)).toBe(true);
    await expect(openStore(file)).rejects.toMatchObject({ kind: 'closed' });
  });
});
