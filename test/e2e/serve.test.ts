import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { folderWith, type Folder } from './bisheng.ts';

const slow = `nodes:
  - {id: input, type: InputNode}
  - {id: call, type: HTTPRequest, config: {url: '{text}', method: GET}}
  - {id: end, type: Transform, config: {expression: call.body}}
edges:
  - {from: input, to: call}
  - {from: call, to: end}
`;
const shout = `nodes:
  - {id: input, type: InputNode}
  - {id: shout, type: Transform, config: {expression: text.upper()}}
edges:
  - {from: input, to: shout}
`;

function project(): Promise<Folder> {
  return folderWith({
    'bisheng.yaml': 'http: {allow_private: true}\n',
    'flows/slow.yaml': slow,
    'flows/shout.yaml': shout,
  });
}

/** `bisheng serve` on some port; `send` asks it with a token of ada's. */
async function serve(folder: Folder, ...flags: string[]) {
  const process = folder.run(['serve', '--port', '0', ...flags], { stdout: 'pipe' });
  afterAll(() => process.kill('SIGKILL'));
  let log = '';
  process.stderr.on('data', (data: Buffer) => (log += data.toString()));
  const [line] = (await once(process.stdout, 'data')) as [Buffer];
  const url = String(line).trim();
  const { stdout } = await folder.run(['token', 'create', 'ada']);
  const token = stdout.trim();
  const send = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  return { process, url, token, send, log: () => log };
}

/** A server that answers when the test says so. */
async function upstream() {
  const waiting: ServerResponse[] = [];
  let wake: () => void = () => undefined;
  const server = createServer((_, response) => {
    waiting.push(response);
    wake();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: async (): Promise<ServerResponse> => {
      while (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return waiting.shift()!;
    },
  };
}

async function begin(server: Awaited<ReturnType<typeof serve>>, input: string): Promise<string> {
  const answer = await server.send('POST', '/api/v1/workflows/slow/runs', { inputs: { input } });
  return ((await answer.json()) as { run_id: string }).run_id;
}

test('serves, logs without tokens, and ends with the signal', async () => {
  const server = await serve(await project());
  const answer = await server.send('POST', '/api/v1/custom/workflows/shout/execute', {
    input: 'a',
  });
  expect(await answer.json()).toEqual({ status: 'success', result: 'A' });
  server.process.kill('SIGTERM');
  const { exitCode, stderr } = await server.process;
  expect(exitCode).toBe(143);
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { event: 'ready', url: server.url, flows: 2 },
    { method: 'POST', path: '/api/v1/custom/workflows/shout/execute', status: 200, user: 'ada' },
    { event: 'stopping', runs: 0, seconds: 10 },
  ]);
  expect(stderr).not.toContain(server.token.slice(0, 30));
});

test('tells what is wrong with flows before anybody asks for them', async () => {
  const folder = await project();
  await folder.write('flows/shout.yaml', shout.replace('upper()', 'upper('));
  const server = await serve(folder);
  await expect.poll(server.log).toContain('"place":"flows/shout.yaml:3:66"');
  server.process.kill('SIGTERM');
  await server.process;
});

test('tells once where a flow that was changed is wrong', async () => {
  const folder = await project();
  const { process, send } = await serve(folder);
  const execute = '/api/v1/custom/workflows/shout/execute';
  const ask = async (): Promise<number> => (await send('POST', execute, { input: 'a' })).status;
  expect(await ask()).toBe(200);
  await folder.write('flows/shout.yaml', shout.replace('upper()', 'upper('));
  await expect.poll(ask).toBe(500);
  expect(await ask()).toBe(500);
  process.kill('SIGTERM');
  const { stderr } = await process;
  const errors = stderr.split('\n').filter((line) => line.includes('"event":"error"'));
  const place = 'flows/shout.yaml:3:66';
  expect(errors.map((line) => JSON.parse(line) as object)).toMatchObject([
    { code: 'expression-syntax', place },
  ]);
});

test('waits for runs when it is to end, and takes no new ones', async () => {
  const { url, asked } = await upstream();
  const server = await serve(await project(), '--drain', '60');
  const running = server.send('POST', '/api/v1/custom/workflows/slow/execute', { input: url });
  const waiting = await asked();
  server.process.kill('SIGTERM');
  await once(server.process.stderr, 'data');
  waiting.end('done');
  expect(await (await running).json()).toEqual({ status: 'success', result: 'done' });
  expect((await server.process).exitCode).toBe(143);
});

test('a second signal ends it at once', async () => {
  const { url, asked } = await upstream();
  const server = await serve(await project(), '--drain', '600', '--quiet');
  const id = await begin(server, url);
  await asked();
  server.process.kill('SIGTERM');
  let said = '';
  while (!said.includes('"stopping"')) {
    said += String((await once(server.process.stderr, 'data'))[0]);
  }
  server.process.kill('SIGTERM');
  expect((await server.process).exitCode).toBe(143);
  expect(id).toMatch(/^[\da-f-]{36}$/);
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a run goes on in another process after %s',
  async (signal) => {
    const { url, asked } = await upstream();
    const folder = await project();
    const first = await serve(folder, '--drain', '0');
    const id = await begin(first, url);
    await asked();
    first.process.kill(signal);
    await first.process;
    const second = await serve(folder);
    const before = await second.send('GET', `/api/v1/runs/${id}`);
    expect(await before.json()).toMatchObject({ status: 'interrupted' });
    const resumed = await second.send('POST', `/api/v1/runs/${id}/resume`);
    expect(resumed.status).toBe(202);
    (await asked()).end('done');
    const events = await (await second.send('GET', `/api/v1/runs/${id}/events`)).text();
    const seqs = [...events.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => Number(seq));
    expect(seqs).toEqual(seqs.map((_, n) => n));
    expect(await (await second.send('GET', `/api/v1/runs/${id}`)).json()).toMatchObject({
      status: 'succeeded',
      outputs: { end: 'done' },
      sessions: 2,
    });
  },
);

test.each([
  [['serve', '--host', '0.0.0.0'], {}, 'BISHENG_SECRET_KEY'],
  [['serve'], { BISHENG_SECRET_KEY: 'your-secret-key' }, 'has 15 bytes'],
  [['token', 'create', 'ada'], { BISHENG_SECRET_KEY: 'x'.repeat(64) }, 'guess'],
  [['serve', '--port', 'x'], {}, '--port must be a whole number from 0 to 65535, not “x”.'],
  [['serve', '--rate', '0'], {}, '--rate must be a number from 0.01'],
  [['serve', '--allow-origin', 'flows.example.com'], {}, 'such as https://app.example.com'],
  [['token', 'create', 'ada', '--role', 'king'], {}, 'admin or user'],
  [['token', 'create', 'ada', '--expires', 'soon'], {}, 'not “soon”'],
  [['token', 'create', ''], {}, '1 to 256'],
])('%j is a usage error', async (args, env, said) => {
  const { exitCode, stdout, stderr } = await (await project()).run(args, { env });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(said);
});

test('settings of bisheng.yaml hold, flags win over them, and what is wrong has its place', async () => {
  const folder = await folderWith({
    'bisheng.yaml': 'serve: {port: 1, drain: 3, user_sockets: 1, run_timeout: 5}\n',
    'flows/shout.yaml': shout,
  });
  const { stdout } = await folder.run(['config', '--json']);
  const { settings } = JSON.parse(stdout) as { settings: { name: string }[] };
  const byName = Object.fromEntries(settings.map((setting) => [setting.name, setting]));
  expect(byName).toMatchObject({
    'serve.port': { value: 1, source: { kind: 'file', place: 'bisheng.yaml:1:15' } },
    'serve.host': { value: '127.0.0.1', source: { kind: 'default' } },
    'serve.allow_host': { value: null },
    'serve.allow_origin': { value: null },
    'serve.rate': { value: 50 },
    'serve.runs': { value: 200 },
    'serve.user_runs': { value: 100 },
    'serve.user_sockets': { value: 1, source: { kind: 'file' } },
    'serve.user_streams': { value: 20 },
    'serve.run_timeout': { value: 5, source: { kind: 'file' } },
    'serve.drain': { value: 3, source: { kind: 'file' } },
  });
  const server = await serve(folder);
  server.process.kill('SIGTERM');
  expect((await server.process).stderr).toContain('"seconds":3');

  const wrong = await folderWith({
    'bisheng.yaml': 'serve:\n  port: 70000\n  user_stream: 2\n',
    'flows/shout.yaml': shout,
  });
  const refused = await wrong.run(['serve']);
  expect([refused.exitCode, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain('bisheng.yaml:2:9');
  expect(refused.stderr).toContain(
    'serve.port must be a whole number from 0 to 65535, not “70000”.',
  );
  expect(refused.stderr).toContain('user_streams');
});

test('a port that is taken, an address of another machine, and a store that is none', async () => {
  const folder = await project();
  const { url } = await serve(folder);
  const taken = await folder.run(['serve', '--port', new URL(url).port]);
  expect([taken.exitCode, taken.stdout]).toEqual([2, '']);
  expect(taken.stderr).toContain(`Another program listens on 127.0.0.1:${new URL(url).port}`);
  expect(taken.stderr).toContain('--port 0');
  const env = { BISHENG_SECRET_KEY: 'Zk3vQ9xW7rT1yU5iO2pA8sD4fG6hJ0kL' };
  const elsewhere = await folder.run(['serve', '--port', '0', '--host', '203.0.113.1'], { env });
  expect([elsewhere.exitCode, elsewhere.stdout]).toEqual([2, '']);
  expect(elsewhere.stderr).toContain('an address of this machine');
  const closed = await folderWith({ 'bisheng.yaml': '', '.bisheng': 'a file\n' });
  const unwritable = await closed.run(['serve', '--port', '0']);
  expect([unwritable.exitCode, unwritable.stdout]).toEqual([2, '']);
  expect(unwritable.stderr).toContain('The server keeps every run there');
  expect(unwritable.stderr).not.toContain('--no-store');
});
