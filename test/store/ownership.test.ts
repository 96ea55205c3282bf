import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { toJson } from '../../src/flow/value.ts';
import { libsql } from '../../src/store/libsql.ts';
import { openStore } from '../../src/store/open-store.ts';
import { lifeOf, thisProcess, type ProcessIdentity } from '../../src/store/process-identity.ts';
import type { Store } from '../../src/store/store.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-owner-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
let files = 0;

/** A store with a run that belongs to some process. */
async function ownedBy(owner: ProcessIdentity): Promise<Store> {
  const file = path.join(folder, `${files++}.db`);
  const { store } = await openStore(file);
  store.begin({ id: 'a', flow: 'f', file: 'f.yaml', origin: {} }).close();
  libsql(file)
    .prepare('UPDATE runs SET owner = ?')
    .run(toJson({ ...owner }));
  return store;
}

const me = thisProcess();

it('knows that it is alive itself', () => {
  expect(lifeOf(me)).toBe('alive');
});

it('knows a process by more than its number', () => {
  expect(lifeOf({ ...me, started: me.started - 60 })).toBe('dead');
  expect(lifeOf({ ...me, host: 'elsewhere' })).toBe('unknown');
});

it.runIf(process.platform === 'linux')('knows restarts of the machine, and containers', () => {
  const [boot = '', space = ''] = me.system.split(' ');
  expect(lifeOf({ ...me, system: `other ${space}` })).toBe('dead');
  expect(lifeOf({ ...me, system: `${boot} pid:[1]` })).toBe('unknown');
});

it('without /proc, goes by what the system says of the process’s start', () => {
  const { pid, host } = me;
  const started = Math.round(Date.now() / 1000 - process.uptime());
  expect(lifeOf({ pid, host, started, system: '' })).toBe('alive');
  expect(lifeOf({ pid, host, started: started - 60, system: '' })).toBe('dead');
});

it('a process that has ended is dead', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(lifeOf({ ...me, pid: child.pid ?? 0 })).toBe('dead');
});

it('a run of a living process is not taken over', async () => {
  const store = await ownedBy(me);
  expect(store.takeOver('a')).toEqual({ taken: { id: 'a', owner: me, life: 'alive' } });
  expect(store.takeOver('a', { force: true })).toMatchObject({ taken: { life: 'alive' } });
  expect(store.cancel('a', { force: true })).toMatchObject({ life: 'alive' });
  expect(store.list()[0]?.status).toBe('running');
  store.close();
});

it('one of a process that can’t be seen only with force', async () => {
  const owner = { ...me, host: 'elsewhere' };
  const store = await ownedBy(owner);
  expect(store.takeOver('a')).toEqual({ taken: { id: 'a', owner, life: 'unknown' } });
  expect(store.list()[0]?.status).toBe('running');
  expect(store.takeOver('a', { force: true })).toHaveProperty('run');
  store.close();
});

it('one of a dead process is taken over once, and goes on in a new session', async () => {
  const store = await ownedBy({ ...me, started: me.started - 60 });
  expect(store.list()[0]?.status).toBe('interrupted');
  const taken = store.takeOver('a');
  const time = new Date().toISOString();
  if (!taken || !('run' in taken)) throw new Error('not taken over');
  expect(store.takeOver('a')).toHaveProperty('taken');
  taken.run.add({ seq: 0, run_id: 'a', time, type: 'run_waiting', questions: [], duration_ms: 1 });
  taken.run.close();
  expect(store.list()[0]).toMatchObject({
    status: 'waiting',
    questions: [],
    sessions: [{ first_seq: 0 }, { first_seq: 0 }],
  });
  const again = store.takeOver('a');
  expect(again).toHaveProperty('run');
  expect(store.list()[0]).toMatchObject({
    status: 'running',
    sessions: [{}, {}, { first_seq: 1 }],
  });
  expect(store.list()[0]).not.toHaveProperty('questions');
  expect(store.takeOver('nobody')).toBeUndefined();
  store.close();
});
