import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { RateLimit } from '../../src/server/rate-limit.ts';
import { flows, openService, projectFolder } from '../service/open-service.ts';
import { connect, refused, type Told } from './open-socket.ts';
import { open } from './open-openai.ts';
import { openServer, type TestServer } from './open-server.ts';

const WS = '/ws/ada/one';
const chat = `nodes:
  - {id: input, type: InputNode}
  - id: say
    type: Transform
    config: {expression: 'text + "/" + str(len(history)) + (history[-1]["content"] if history else "")'}
edges:
  - {from: input, to: say}
`;

async function socketOf(server: TestServer, target = WS, user = 'ada', role?: string) {
  return connect(server.url, target, await server.token(user, role));
}

/** A server that answers when the test says so. */
async function gate(): Promise<{
  url: string;
  open: (text: string) => void;
  asked: Promise<void>;
}> {
  let open: (text: string) => void = () => undefined;
  let ask: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const server = createServer((_, answer) => {
    open = (text) => answer.end(text);
    ask();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, open: (text) => open(text), asked };
}

test("a client written after the guide's code runs a workflow", async () => {
  const socket = await socketOf(await openServer());
  expect(socket.client.protocol).toBe('bisheng');
  socket.say({ type: 'workflow_execute', workflow_id: 'shout', input_data: { input: 'hello' } });
  const told = await socket.until('workflow_completed', 'workflow_error');
  const progress = told.slice(0, -1);
  for (const one of progress) {
    expect(one).toMatchObject({ type: 'workflow_progress', workflow_id: 'shout' });
    expect([typeof one.step, typeof one.message, typeof one.progress]).toEqual([
      'string',
      'string',
      'number',
    ]);
    expect(Date.parse(String(one.timestamp))).not.toBeNaN();
  }
  const parts = progress.map((one) => Number(one.progress));
  expect(parts).toEqual([...parts].sort((a, b) => a - b));
  expect([parts[0], parts.at(-1)]).toEqual([0, 1]);
  expect(told.at(-1)).toMatchObject({
    type: 'workflow_completed',
    workflow_id: 'shout',
    result: 'HELLO',
  });
  const seqs = told.map(({ seq }) => Number(seq));
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
});

test('what goes wrong is told, with the request it belongs to', async () => {
  const socket = await socketOf(await openServer());
  const execute = { type: 'workflow_execute', request_id: 'r1' };
  expect(await socket.ask({ ...execute, workflow_id: 'none' })).toMatchObject({
    type: 'workflow_error',
    workflow_id: 'none',
    error: '工作流不存在',
    request_id: 'r1',
  });
  expect(await socket.ask({ ...execute, workflow_id: 'broken' })).toMatchObject({
    type: 'workflow_error',
    code: 'flow-invalid',
  });
  socket.say({ ...execute, workflow_id: 'fails' });
  expect((await socket.until('workflow_error')).at(-1)).toMatchObject({
    workflow_id: 'fails',
    step: 'boom',
    code: expect.any(String) as string,
    request_id: 'r1',
  });
  expect(await socket.ask({ type: 'chat_message', message: 'hi' })).toMatchObject({
    type: 'stream_error',
    code: 'flow-missing',
  });
  const code = async (message: unknown) => (await socket.ask(message)).code;
  expect(await code('{')).toBe('json');
  expect(await code('[]')).toBe('object');
  expect(await code('null')).toBe('object');
  expect(await code('{"type":"what"}')).toBe('unknown-type');
  expect(await code('{"type":"constructor"}')).toBe('unknown-type');
  expect(await code('{"__proto__":{"type":"system_monitor"}}')).toBe('unknown-type');
  expect(await code({ type: 'workflow_execute' })).toBe('field');
  expect(await code({ ...execute, workflow_id: 'shout', input_data: [] })).toBe('field');
  expect(await code({ type: 'resume', run_id: 'none' })).toBe('run-missing');
  expect(await code({ type: 'resume', run_id: 'none', seq: 1.5 })).toBe('field');
  expect(await code('['.repeat(100))).toBe('deep');
});

test('a binary message, one that is too large and one that is no text close the connection', async () => {
  const server = await openServer({ body: { bytes: 1_000, depth: 64 } });
  const binary = await socketOf(server, '/ws/ada/binary');
  binary.client.send(Buffer.from('{}'));
  expect(await binary.closed).toBe(1003);
  const large = await socketOf(server, '/ws/ada/large');
  large.say('x'.repeat(1_001));
  expect(await large.closed).toBe(1009);
  const broken = await socketOf(server, '/ws/ada/broken');
  broken.client.send(Buffer.from([0xff]), { binary: false });
  expect(await broken.closed).toBe(1007);
});

test('who sends too fast is told so, and cut off in the end', async () => {
  // One is for the connection itself.
  const rate = new RateLimit(0.001, 2);
  const server = await openServer({ rate, sockets: { refusals: 2 } });
  const socket = await socketOf(server);
  expect((await socket.ask({ type: 'system_monitor' })).type).toBe('system_status');
  expect(await socket.ask({ type: 'system_monitor' })).toMatchObject({
    type: 'error',
    code: 'too-many-requests',
    retry_after: expect.any(Number) as number,
  });
  await socket.ask('x');
  socket.say('x');
  expect(await socket.closed).toBe(1008);
});

test('only the user of the path is let in, by header, sub-protocol or ticket', async () => {
  const server = await openServer();
  const { url, ask } = server;
  const token = await server.token('ada');
  const ada = ['bisheng', `bearer.${token}`];
  const status = async (...given: [string, string[]?, Record<string, string>?]) =>
    (await refused(url, ...given)).status;
  expect(await status(WS)).toBe(401);
  expect(await status(WS, ['bisheng'])).toBe(401);
  expect(await status(WS, ['bisheng', `bearer.${token}x`])).toBe(401);
  expect(await status(WS, [`bearer.${token}`])).toBe(400);
  expect(await status(`${WS}?token=${token}`)).toBe(401);
  expect(await status(`${WS}?ticket=none`)).toBe(401);
  expect(await status('/ws/bob/one', ada)).toBe(403);
  expect(await status('/ws/%E0/one', ada)).toBe(403);
  expect(await status('/ws/ada', ada)).toBe(404);
  expect(await status('/ws/ada/a%20b', ada)).toBe(422);
  const header = { headers: { Authorization: `Bearer ${token}` } };
  const own = await connect(url, WS, '', header);
  expect((await own.ask({ type: 'system_monitor' })).type).toBe('system_status');
  const take = async () =>
    ((await (await ask('POST', '/api/v1/tickets')).json()) as { ticket: string }).ticket;
  const ticket = await take();
  const other = await connect(url, `/ws/ada/two?ticket=${ticket}`, '');
  expect((await other.ask({ type: 'system_monitor' })).connections).toBe(2);
  expect(await status(`/ws/ada/three?ticket=${ticket}`)).toBe(401);
  expect(await status(`/ws/bob/three?ticket=${await take()}`)).toBe(403);
  expect(JSON.stringify(server.log)).not.toContain(ticket);
  expect(JSON.stringify(server.log)).not.toContain(token);
});

test('pages of other servers and names of others don’t get in', async () => {
  const { url, port, token } = await openServer();
  const ada = ['bisheng', `bearer.${await token('ada')}`];
  const from = (headers: Record<string, string>) => refused(url, WS, ada, headers);
  expect((await from({ Origin: 'http://evil.example' })).status).toBe(403);
  expect((await from({ Origin: 'null' })).status).toBe(403);
  expect((await from({ Host: `evil.example:${port}` })).status).toBe(421);
  const rebound = { Host: `evil.example:${port}`, Origin: `http://evil.example:${port}` };
  expect(await from(rebound)).toMatchObject({ status: 421, body: { title: 'wrong-host' } });
});

test('the second of one id takes the place of the first, and the user’s others are told who leaves', async () => {
  const server = await openServer({ sockets: { ofUser: 2 } });
  const first = await socketOf(server);
  const second = await socketOf(server);
  expect(await first.closed).toBe(4001);
  const other = await socketOf(server, '/ws/ada/two');
  const bob = await socketOf(server, '/ws/bob/one', 'bob');
  const ada = ['bisheng', `bearer.${await server.token('ada')}`];
  expect((await refused(server.url, '/ws/ada/three', ada)).status).toBe(429);
  second.client.close();
  expect(await other.next()).toEqual({
    type: 'user_disconnected',
    user_id: 'ada',
    connection_id: 'one',
  });
  expect((await bob.ask({ type: 'system_monitor' })).type).toBe('system_status');
});

test('a connection ends with its token', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const socket = await socketOf(await openServer());
  vi.advanceTimersByTime(61_000);
  vi.useRealTimers();
  expect(await socket.closed).toBe(4401);
});

test('who has lost messages gets exactly those, also from another server process', async () => {
  const folder = await projectFolder();
  const service = await openService(folder);
  const first = await openServer({ service });
  const socket = await socketOf(first);
  socket.say({ type: 'workflow_execute', workflow_id: 'shout', input_data: { input: 'a' } });
  const told = await socket.until('workflow_completed');
  const [{ run_id, seq } = {} as Told] = told.slice(2, 3);
  const missed = told.slice(3);
  const again = await socketOf(first, '/ws/ada/two');
  again.say({ type: 'resume', run_id, seq });
  expect(await again.until('workflow_completed')).toEqual(missed);
  again.say({ type: 'resume', run_id });
  expect(await again.until('workflow_completed')).toEqual(told);
  const bob = await socketOf(first, '/ws/bob/one', 'bob');
  expect((await bob.ask({ type: 'resume', run_id })).code).toBe('run-missing');
  await service.close(1);
  const second = await openServer({ service: await openService(folder) });
  const later = await socketOf(second, `${WS}?run_id=${run_id}&seq=${seq}`);
  expect(await later.until('workflow_completed')).toEqual(missed);
});

test('a run goes on without its client, who gets the rest later', async () => {
  const server = await openServer();
  const { url, open: answer, asked } = await gate();
  const socket = await socketOf(server);
  socket.say({ type: 'workflow_execute', workflow_id: 'slow', input_data: { input: url } });
  const { run_id, seq } = await socket.next();
  await asked;
  socket.client.terminate();
  await socket.closed;
  const again = await socketOf(server);
  again.say({ type: 'resume', run_id, seq });
  await again.next();
  answer('done');
  const told = await again.until('workflow_completed', 'workflow_error');
  expect(told.at(-1)!.type).toBe('workflow_completed');
});

test('a chat has a history, which a restart doesn’t lose', async () => {
  const folder = await projectFolder({ ...flows, talk: chat });
  await writeFile(path.join(folder, 'bisheng.yaml'), 'chat: talk\n');
  const service = await openService(folder);
  const socket = await socketOf(await openServer({ service }));
  const turn = async (input: string, session_id?: string, on = socket) => {
    on.say({ type: 'chat_message', message: input, session_id });
    return on.until('stream_end', 'stream_error');
  };
  const told = await turn('a');
  expect(told.map(({ type }) => type)).toEqual(['stream_start', 'stream_chunk', 'stream_end']);
  const [start, chunk, end] = told as [Told, Told, Told];
  expect(chunk.content).toBe('a/0');
  expect(start.message_id).toEqual(end.message_id);
  const session = String(start.session_id);
  expect((await turn('b', session))[1]!.content).toBe('b/2a/0');
  expect((await turn('x', 'other'))[1]!.content).toBe('x/0');
  socket.say({ type: 'resume', run_id: start.run_id, seq: chunk.seq });
  expect(await socket.next()).toEqual(end);
  await service.close(1);
  const later = await socketOf(await openServer({ service: await openService(folder) }));
  expect((await turn('c', session, later))[1]!.content).toBe('c/4b/2a/0');
  const own = (await later.ask({ type: 'system_monitor' })).type;
  expect(own).toBe('system_status');
});

test('a chat’s answer is streamed, and the rest of it comes after a lost connection', async () => {
  const { url, token, service } = await open();
  await writeFile(
    path.join(service.flows.opened.project.root, 'bisheng.yaml'),
    `${await readFile(path.join(service.flows.opened.project.root, 'bisheng.yaml'), 'utf8')}chat: talk\n`,
  );
  await service.reload();
  const socket = await connect(url, WS, await token('ada'));
  socket.say({ type: 'chat_message', content: 'one two three four five' });
  const told = await socket.until('stream_end', 'stream_error');
  const chunks = told.filter(({ type }) => type === 'stream_chunk');
  expect(chunks.length).toBeGreaterThan(1);
  expect(told.at(-1)).toMatchObject({ type: 'stream_end', status: 'succeeded' });
  expect(chunks.map(({ content }) => content).join('')).toBe(told.at(-1)!.content);
  const [, { run_id, seq } = {} as Told] = told;
  socket.say({ type: 'resume', run_id, seq });
  expect(await socket.until('stream_end')).toEqual(told.slice(2));
});

test('how others use the server is for admins', async () => {
  const server = await openServer();
  const ada = await socketOf(server);
  expect(await ada.ask({ type: 'system_monitor' })).not.toHaveProperty('system');
  const root = await socketOf(server, '/ws/root/one', 'root', 'admin');
  expect(await root.ask({ type: 'system_monitor' })).toMatchObject({
    status: 'ok',
    system: { connections: 2, users: 2, runs: 0 },
  });
});

test('who takes nothing is cut off and costs no more than is allowed', async () => {
  const metrics = async (server: TestServer) =>
    (
      await server.ask('GET', '/metrics', undefined, {
        Authorization: `Bearer ${await server.token('root', 'admin')}`,
      })
    ).text();
  const server = await openServer({
    body: { bytes: 4 * 1024 * 1024, depth: 64 },
    sockets: { waitAbove: 1_024, patience: 1 },
  });
  const socket = await socketOf(server);
  const other = await socketOf(server, '/ws/ada/two');
  socket.client.pause();
  const large = 'x'.repeat(3 * 1024 * 1024);
  for (let n = 0; n < 5; n++) {
    socket.say({ type: 'workflow_execute', workflow_id: 'shout', input_data: { input: large } });
  }
  await vi.waitFor(async () => expect(await metrics(server)).toContain('cut_total 1'), {
    timeout: 10_000,
  });
  expect((await other.ask({ type: 'system_monitor' })).type).toBe('system_status');
  socket.client.resume();
  expect(await socket.closed).toBe(1013);
});

test('who does not answer a ping is gone', async () => {
  const server = await openServer({ sockets: { ping: 20 } });
  const token = await server.token('ada');
  const socket = await connect(server.url, WS, token, { autoPong: false });
  expect(await socket.closed).toBe(1006);
});

test('a server that stops says so, lets runs end and says goodbye', async () => {
  const server = await openServer();
  const { url, open: answer, asked } = await gate();
  const socket = await socketOf(server);
  socket.say({ type: 'workflow_execute', workflow_id: 'slow', input_data: { input: url } });
  await asked;
  server.service.refuseNew();
  const closed = Promise.all([server.close(10), server.service.close(10)]);
  await socket.until('server_stopping');
  answer('done');
  await socket.until('workflow_completed');
  expect(await socket.closed).toBe(1001);
  await closed;
});

test('whatever a client says gets an answer', async () => {
  const socket = await socketOf(await openServer());
  const types = ['workflow_execute', 'chat_message', 'system_monitor', 'resume', '__proto__', ''];
  const text = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'broken', '../x'));
  const field = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }));
  const messages = fc.oneof(
    fc.record(
      {
        type: fc.constantFrom(...types),
        workflow_id: field,
        input_data: field,
        parameters: field,
        idempotency_key: field,
        message: field,
        session_id: field,
        run_id: field,
        seq: field,
        request_id: field,
      },
      { requiredKeys: [] },
    ),
    fc.jsonValue(),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(messages, async (message) => {
      const answer = await socket.ask(message);
      expect(['error', 'workflow_error', 'stream_error', 'system_status']).toContain(answer.type);
      expect(answer.code).not.toBe('internal');
    }),
    { numRuns: 300 },
  );
});
