import { connect } from 'node:net';
import { once } from 'node:events';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { RateLimit } from '../../src/server/rate-limit.ts';
import { openService, projectFolder } from '../service/open-service.ts';
import { openServer } from './open-server.ts';

const execute = '/api/v1/custom/workflows/shout/execute';
const runs = '/api/v1/workflows/shout/runs';

/** The status of a request with headers that fetch does not let one set. */
function statusWith(port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, path, headers, host: '127.0.0.1' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  ['127.0.0.1', 200],
  ['localhost', 200],
  ['localhost:1', 200],
  ['[::1]:80', 200],
  ['flows.example.com', 200],
  ['FLOWS.example.com:80', 200],
  ['evil.example', 421],
  ['127.0.0.1.evil.example', 421],
  ['localhost.evil.example', 421],
  ['localhost@evil.example', 400],
])('asked as %s: %d', async (host, status) => {
  const rules = { host: '127.0.0.1', names: ['flows.example.com'], origins: [] };
  const { port } = await openServer({ rules });
  expect(await statusWith(port, '/livez', { host })).toBe(status);
});

test.each([
  [{ origin: 'http://localhost' }, 200],
  [{ origin: 'https://localhost' }, 200],
  [{ origin: 'http://localhost:1' }, 403],
  [{ origin: 'http://evil.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ origin: 'file://localhost' }, 403],
  [{ origin: 'https://pages.example' }, 200],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-origin' }, 200],
])('sent by a page: %j', async (headers, status) => {
  const rules = { host: '127.0.0.1', names: [], origins: ['https://pages.example'] };
  const { port } = await openServer({ rules });
  expect(await statusWith(port, '/livez', { host: 'localhost', ...headers })).toBe(status);
});

test('a body that is too large, too deep or not UTF-8', async () => {
  const { ask } = await openServer();
  const large = await ask('POST', execute, { input: 'x'.repeat(1024 * 1024) });
  expect([large.status, await large.json()]).toEqual([
    413,
    { detail: 'The body has more than 1048576 bytes.' },
  ]);
  const deep = await ask('POST', runs, `{"inputs":${'['.repeat(100)}${']'.repeat(100)}}`);
  expect([deep.status, await deep.json()]).toMatchObject([400, { title: 'body-deep' }]);
  const bomb = await ask('POST', runs, '['.repeat(1_000_000));
  expect(bomb.status).toBe(400);
  expect((await ask('POST', execute, { input: 'still there' })).status).toBe(200);
});

test('a body that grows without an end is cut, whatever it says of itself', async () => {
  const { port, token, ask } = await openServer();
  const bearer = await token('ada');
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `POST ${execute} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${bearer}\r\n` +
      'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
  );
  const piece = 'x'.repeat(64 * 1024);
  for (let n = 0; n < 20; n++) socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
  const [data] = (await once(socket, 'data')) as [Buffer];
  expect(data.toString()).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
  expect((await ask('GET', '/livez')).status).toBe(200);
});

test('who goes away in the middle of a request does no harm', async () => {
  const { port, token, ask } = await openServer();
  const bearer = await token('ada');
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST ${execute} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${bearer}\r\n` +
      'Content-Length: 1000\r\n\r\n{"input":',
  );
  await once(socket, 'connect');
  socket.destroy();
  expect((await ask('POST', execute, { input: 'x' })).status).toBe(200);
});

test('too many requests of one user are refused, those of others are not', async () => {
  let now = 0;
  const { ask, token } = await openServer({ rate: new RateLimit(1, 2, () => now) });
  const statuses = [];
  for (let n = 0; n < 3; n++) statuses.push((await ask('GET', '/api/v1/me')).status);
  expect(statuses).toEqual([200, 200, 429]);
  const refused = await ask('GET', '/api/v1/me');
  expect(refused.headers.get('retry-after')).toBe('1');
  const other = { Authorization: `Bearer ${await token('bob')}` };
  expect((await ask('GET', '/api/v1/me', undefined, other)).status).toBe(200);
  now = 1_000;
  expect((await ask('GET', '/api/v1/me')).status).toBe(200);
});

test('too many runs are refused with Retry-After', async () => {
  const service = await openService(await projectFolder(), { runs: 0 });
  const { ask } = await openServer({ service });
  const answer = await ask('POST', runs, { inputs: { input: 'x' } });
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('1');
});

test('every answer has a request id, ours or theirs', async () => {
  const { ask, log } = await openServer();
  const given = await ask('GET', '/livez', undefined, { 'X-Request-Id': 'abc-1' });
  expect(given.headers.get('x-request-id')).toBe('abc-1');
  const bad = await ask('GET', '/nothing', undefined, { 'X-Request-Id': '<b>' });
  const id = bad.headers.get('x-request-id');
  expect(id).toMatch(/^[\da-f-]{36}$/);
  expect(bad.headers.get('content-type')).toBe('application/problem+json');
  expect(await bad.json()).toMatchObject({ status: 404, title: 'not-found', request_id: id });
  expect(log.map(({ request_id }) => request_id)).toEqual(['abc-1', id]);
});

test('a server that is about to end says so', async () => {
  const { ask, service } = await openServer();
  expect((await ask('GET', '/readyz')).status).toBe(200);
  service.refuseNew();
  expect((await ask('GET', '/readyz')).status).toBe(503);
  expect((await ask('POST', execute, { input: 'x' })).status).toBe(503);
  expect((await ask('GET', '/livez')).status).toBe(200);
});

test('metrics count by pattern, not by what was asked for', async () => {
  const { ask, token } = await openServer();
  await ask('GET', '/api/v1/runs/a"b');
  await ask('GET', '/api/v1/runs/c');
  const admin = { Authorization: `Bearer ${await token('root', 'admin')}` };
  const text = await (await ask('GET', '/metrics', undefined, admin)).text();
  expect(text).toContain(
    'bisheng_http_requests_total{method="GET",route="/api/v1/runs/:id",status="404"} 2',
  );
  expect(text).toContain('bisheng_runs_going_on 0');
});
