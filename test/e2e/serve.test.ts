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
  return { process, url, token, send };
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
    { method: 'POST', path: '/api/v1/custom/workflows/shout/execute', status: 200, user: 'ada' },
  ]);
  expect(stderr).not.toContain(server.token.slice(0, 30));
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
  while (!said.includes('Stopping')) {
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
  [['serve', '--port', 'x'], {}, '--port takes a number from 0 to 65535, not “x”.'],
  [['token', 'create', 'ada', '--role', 'king'], {}, 'admin or user'],
  [['token', 'create', 'ada', '--expires', 'soon'], {}, 'not “soon”'],
  [['token', 'create', ''], {}, '1 to 256'],
])('%j is a usage error', async (args, env, said) => {
  const { exitCode, stdout, stderr } = await (await project()).run(args, { env });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(said);
});
