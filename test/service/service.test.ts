import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { libsql } from '../../src/store/libsql.ts';
import { ServiceError } from '../../src/service/service-error.ts';
import { ada, bob, eventsOf, flows, openService, projectFolder, root } from './open-service.ts';
import { slowServer } from './slow-server.ts';

async function problem(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ServiceError)) throw new Error(`no ServiceError: ${String(error)}`);
  return error.problem;
}

describe('runs', () => {
  test('run to their end, are kept, and tell their events once more', async () => {
    const service = await openService(await projectFolder());
    const run = await service.start(ada, { flow: 'shout', inputs: { input: 'hi' } });
    expect(await run.ended).toMatchObject({ status: 'succeeded', single: true });
    expect(service.run(ada, run.id)).toMatchObject({ status: 'succeeded', user: 'ada' });
    const events = await eventsOf(service.subscribe(ada, run.id));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n));
    expect(events.at(-1)).toMatchObject({ type: 'run_finished', outputs: { out: 'HI' } });
    const rest = await eventsOf(service.subscribe(ada, run.id, 3));
    expect(rest).toEqual(events.slice(3));
    expect(service.running).toBe(0);
  });

  test('many at once, each with its own answer', async () => {
    const service = await openService(await projectFolder());
    const texts = Array.from({ length: 50 }, (_, n) => `t${n}`);
    const ends = await Promise.all(
      texts.map(async (input) => {
        const run = await service.start(ada, { flow: 'shout', inputs: { input } });
        return (await run.ended).outputs;
      }),
    );
    expect(ends).toEqual(texts.map((text) => ({ out: text.toUpperCase() })));
    expect(service.runs(ada, {})).toHaveLength(50);
  });

  test('of others are not there', async () => {
    const service = await openService(await projectFolder());
    const run = await service.start(ada, { flow: 'ask', inputs: { input: 'hi' } });
    await run.ended;
    expect(() => service.run(bob, run.id)).toThrow(ServiceError);
    expect(() => service.subscribe(bob, run.id)).toThrow(ServiceError);
    expect(await problem(service.cancel(bob, run.id))).toBe('run-missing');
    expect(await problem(service.resume(bob, run.id))).toBe('run-missing');
    expect(service.runs(bob, {})).toEqual([]);
    expect(service.runs(bob, { user: 'ada' })).toEqual([]);
    expect(service.runs(root, { user: 'ada' })).toHaveLength(1);
    expect(service.run(root, run.id).status).toBe('waiting');
  });

  test('an unknown id, the beginning of one and “latest” are no run', async () => {
    const service = await openService(await projectFolder());
    const run = await service.start(ada, { flow: 'shout', inputs: { input: 'hi' } });
    await run.ended;
    for (const id of ['', 'latest', run.id.slice(0, 8), '__proto__', '%']) {
      expect(() => service.run(ada, id)).toThrow(ServiceError);
    }
  });

  test('flows that are not there or can’t run are said to be so', async () => {
    const service = await openService(await projectFolder());
    const start = (flow: string, parameters = {}) =>
      service.start(ada, { flow, inputs: { input: 'x' }, parameters });
    for (const flow of ['none', '../bisheng', '__proto__', '', '/etc/passwd', 'shout.yaml']) {
      expect(await problem(start(flow))).toBe('flow-missing');
    }
    expect(await problem(start('broken'))).toBe('flow-invalid');
    expect(await problem(start('greet'))).toBe('parameters');
    expect(await problem(start('greet', { word: 1 }))).toBe('parameters');
    expect(await problem(start('greet', { word: 'a', constructor: 'b' }))).toBe('parameters');
    const run = await start('greet', { word: 'a' });
    expect((await run.ended).outputs).toEqual({ say: 'a x' });
  });

  test('a failing one says where', async () => {
    const service = await openService(await projectFolder());
    const run = await service.start(ada, { flow: 'fails', inputs: {} });
    expect(await run.ended).toMatchObject({ status: 'failed', error: { node: 'boom' } });
  });

  test('a flow that has changed is read anew, and so is a new one', async () => {
    const folder = await projectFolder();
    const service = await openService(folder);
    const file = path.join(folder, 'flows/shout.yaml');
    const say = async (): Promise<unknown> =>
      (await (await service.start(ada, { flow: 'shout', inputs: { input: 'Hi' } })).ended).outputs;
    expect(await say()).toEqual({ out: 'HI' });
    await writeFile(file, (await readFile(file, 'utf8')).replace('upper', 'lower'));
    await writeFile(path.join(folder, 'flows/new.yaml'), await readFile(file, 'utf8'));
    await service.reload();
    expect(await say()).toEqual({ out: 'hi' });
    expect((await service.flows.list()).map(({ id }) => id)).toContain('new');
  });

  test('a new flow is there at once, and none is missing while all are read anew', async () => {
    const folder = await projectFolder();
    const service = await openService(folder);
    await service.flows.list();
    await writeFile(path.join(folder, 'flows/new.yaml'), flows.shout);
    const inputs = { input: 'Hi' };
    const both = ['new', 'new'].map((flow) => service.start(ada, { flow, inputs }));
    for (const run of await Promise.all(both)) {
      expect((await run.ended).outputs).toEqual({ out: 'HI' });
    }
    const done = new AbortController();
    const reloaded = service.reload().finally(() => done.abort());
    while (!done.signal.aborted) {
      expect(await service.flows.get('shout')).toBeDefined();
      await new Promise(setImmediate);
    }
    await reloaded;
    expect(await problem(service.flow('none'))).toBe('flow-missing');
  });
});

describe('questions', () => {
  test('are answered, also after another process has taken over', async () => {
    const folder = await projectFolder();
    const first = await openService(folder);
    const run = await first.start(ada, { flow: 'ask', inputs: { input: 'it' } });
    expect((await run.ended).questions).toMatchObject([{ node: 'ok', prompt: 'Send it?' }]);
    await first.close(0);
    const second = await openService(folder);
    const events = second.subscribe(ada, run.id);
    expect(await problem(second.answer(ada, run.id, {}))).toBe('input');
    expect(await problem(second.answer(ada, run.id, { ok: 'perhaps' }))).toBe('input');
    expect(await problem(second.answer(ada, run.id, { other: 'yes' }))).toBe('input');
    const gone = await second.answer(ada, run.id, { ok: 'yes' });
    expect(await gone.ended).toMatchObject({ status: 'succeeded', outputs: { end: 'it/yes' } });
    expect(await problem(second.answer(ada, run.id, { ok: 'no' }))).toBe('state');
    const told = await eventsOf(events);
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, n) => n));
    const types = told.map(({ type }) => type);
    expect(types.indexOf('run_waiting')).toBeGreaterThan(0);
    expect(types.at(-1)).toBe('run_finished');
    // What was done before is not done again.
    expect(types.filter((type) => type === 'run_started')).toHaveLength(2);
    expect(told.filter((one) => one.type === 'node_started' && one.node === 'input')).toHaveLength(
      1,
    );
  });

  test('are not answered twice at the same time', async () => {
    const service = await openService(await projectFolder());
    const run = await service.start(ada, { flow: 'ask', inputs: { input: 'it' } });
    await run.ended;
    const both = await Promise.allSettled([
      service.answer(ada, run.id, { ok: 'yes' }),
      service.answer(ada, run.id, { ok: 'no' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('are not answered once they were cancelled', async () => {
    const service = await openService(await projectFolder());
    const run = await service.start(ada, { flow: 'ask', inputs: { input: 'it' } });
    await run.ended;
    const answered = problem(service.answer(ada, run.id, { ok: 'yes' }));
    await service.cancel(ada, run.id);
    expect(await answered).toBe('state');
    expect(service.run(ada, run.id).status).toBe('cancelled');
  });

  test('a waiting run can be cancelled, and its listeners go', async () => {
    const service = await openService(await projectFolder());
    const run = await service.start(ada, { flow: 'ask', inputs: { input: 'it' } });
    await run.ended;
    const events = eventsOf(service.subscribe(ada, run.id));
    await service.cancel(ada, run.id);
    expect((await events).at(-1)).toMatchObject({ type: 'run_finished', status: 'cancelled' });
    expect(service.run(ada, run.id).status).toBe('cancelled');
    expect(await problem(service.cancel(ada, run.id))).toBe('state');
    expect(service.listeners).toBe(0);
  });
});

describe('runs that take their time', () => {
  test('are cancelled, counted and limited', async () => {
    const { url, asked } = await slowServer();
    const service = await openService(await projectFolder(), { runs: 3, runsOfUser: 2 });
    const start = (visitor = ada) =>
      service.start(visitor, { flow: 'slow', inputs: { input: url } });
    const run = await start();
    const other = await start();
    await asked(2);
    expect(await problem(start())).toBe('busy');
    const third = await start(bob);
    expect(await problem(start(bob))).toBe('busy');
    expect(service.running).toBe(3);
    expect(service.run(ada, run.id).status).toBe('running');
    await service.cancel(ada, run.id);
    expect(await run.ended).toMatchObject({ status: 'cancelled' });
    expect(service.run(ada, run.id).status).toBe('cancelled');
    await service.cancel(ada, other.id);
    await service.cancel(bob, third.id);
    expect(service.running).toBe(0);
  });

  test('end in time', async () => {
    const { url } = await slowServer();
    const service = await openService(await projectFolder(), { seconds: 0.05 });
    const run = await service.start(ada, { flow: 'slow', inputs: { input: url } });
    expect(await run.ended).toMatchObject({ status: 'failed', error: { code: 'run-timeout' } });
  });

  test('are let go where the process ends', async () => {
    const { url, asked, answer } = await slowServer();
    const folder = await projectFolder();
    const first = await openService(folder);
    const run = await first.start(ada, { flow: 'slow', inputs: { input: url } });
    await asked();
    const events = eventsOf(first.subscribe(ada, run.id));
    await first.close(0);
    expect(await run.ended).toMatchObject({ status: 'interrupted' });
    await events;
    expect(await problem(first.start(ada, { flow: 'shout', inputs: {} }))).toBe('closing');
    answer();
  });

  test('whose end can’t be written are interrupted, and go on once there is room', async () => {
    const { url, asked, answer } = await slowServer();
    const folder = await projectFolder();
    const service = await openService(folder);
    const run = await service.start(ada, { flow: 'slow', inputs: { input: url } });
    await asked();
    const database = libsql(path.join(folder, '.bisheng', 'store.db'));
    const table = (event: string, on: string): void =>
      database.exec(`CREATE TRIGGER no_${on} BEFORE ${event} ON ${on} BEGIN
        SELECT RAISE(ABORT, 'no room'); END`);
    table('INSERT', 'events');
    table('UPDATE', 'runs');
    answer();
    expect(await run.ended).toMatchObject({ status: 'failed', error: { code: 'store-failed' } });
    expect(service.run(ada, run.id).status).toBe('running');
    database.exec('DROP TRIGGER no_events; DROP TRIGGER no_runs');
    expect(service.run(ada, run.id).status).toBe('interrupted');
    const next = await service.resume(ada, run.id);
    await asked(2);
    answer();
    expect(await next.ended).toMatchObject({ status: 'succeeded' });
    database.close();
  });

  test('that go on with other parameters are told with those, but for secrets', async () => {
    const folder = await projectFolder();
    const nodes = flows.ask.replace('ok.answer', 'ok.answer + ${word}');
    const parameters = /^parameters:\n(?: .*\n)*/.exec(flows.greet)?.[0] ?? '';
    await writeFile(path.join(folder, 'flows', 'hold.yaml'), `${parameters}${nodes}`);
    const service = await openService(folder);
    const given = (word: string) => ({ word, key: 'very secret' });
    const inputs = { input: 'x' };
    const run = await service.start(ada, { flow: 'hold', inputs, parameters: given('a') });
    expect(await run.ended).toMatchObject({ status: 'waiting' });
    expect(service.run(ada, run.id).origin).toMatchObject({ parameters: { word: 'a' } });
    const request = { answers: { ok: 'yes' }, parameters: given('b') };
    const { ended } = await service.resume(ada, run.id, request);
    expect(await ended).toMatchObject({ status: 'succeeded', outputs: { end: 'x/yesb' } });
    const { origin } = service.run(ada, run.id);
    expect(origin).toMatchObject({ inputs, parameters: { word: 'b' }, secret_parameters: ['key'] });
    expect(JSON.stringify(origin)).not.toContain('very secret');
  });

  test('a drain waits for them', async () => {
    const { url, asked, answer } = await slowServer();
    const service = await openService(await projectFolder());
    const run = await service.start(ada, { flow: 'slow', inputs: { input: url } });
    await asked();
    const closed = service.close(60);
    answer();
    await closed;
    expect(await run.ended).toMatchObject({ status: 'succeeded' });
  });
});

describe('idempotency keys', () => {
  test('the same request is the same run, also in another process', async () => {
    const folder = await projectFolder();
    const service = await openService(folder);
    const request = { flow: 'shout', inputs: { input: 'hi' }, key: 'k1' };
    const [one, two] = await Promise.all([
      service.start(ada, request),
      service.start(ada, request),
    ]);
    expect(two.id).toBe(one.id);
    expect([one.isRepeated, two.isRepeated].sort()).toEqual([false, true]);
    expect(await two.ended).toEqual(await one.ended);
    const others = await service.start(bob, request);
    expect(others.id).not.toBe(one.id);
    expect(await problem(service.start(ada, { ...request, inputs: { input: 'ho' } }))).toBe(
      'key-reused',
    );
    await others.ended;
    await service.close(1);
    const later = await (await openService(folder)).start(ada, request);
    expect(later).toMatchObject({ id: one.id, isRepeated: true });
    expect(await later.ended).toMatchObject({ status: 'succeeded', outputs: { out: 'HI' } });
  });
});
