import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { cutStuck } from '../../src/server/cut-stuck.ts';
import { openService, projectFolder } from '../service/open-service.ts';
import { openServer } from './open-server.ts';

/** What a server answers to bytes. */
async function answerTo(port: number, lines: readonly string[]): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const isUpgrade = lines.some((line) => line.startsWith('Connection'));
  socket.write([...lines, ...(isUpgrade ? [] : ['Connection: close']), '', ''].join('\r\n'));
  let text = '';
  for await (const piece of socket) text += String(piece);
  return text;
}

const host = 'Host: 127.0.0.1';

test('an offer of another protocol is not taken, and the request answered', async () => {
  const { port } = await openServer();
  const offer = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'];
  const answer = await answerTo(port, ['GET /livez HTTP/1.1', host, ...offer]);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

test('where a WebSocket is, plain requests are told so', async () => {
  const { port } = await openServer();
  const answer = await answerTo(port, ['GET /ws/ada/one HTTP/1.1', host]);
  expect(answer).toMatch(/^HTTP\/1\.1 426 /);
  expect(answer).toMatch(/upgrade: websocket/i);
});

test('a target with another name is refused like a header with it', async () => {
  const { port } = await openServer();
  const answer = await answerTo(port, ['GET http://evil.example/livez HTTP/1.1', host]);
  expect(answer).toMatch(/^HTTP\/1\.1 421 /);
  const own = await answerTo(port, ['GET http://127.0.0.1/livez HTTP/1.1', host]);
  expect(own).toMatch(/^HTTP\/1\.1 200 /);
});

test.each(['Host: a@b', 'Host: a/b', 'Host: [', 'Host:'])(
  '%s gets a problem with an id',
  async (line) => {
    const { port } = await openServer();
    const answer = await answerTo(port, ['GET /livez HTTP/1.1', line]);
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|21) /);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toMatch(/x-request-id: /i);
  },
);

test.each([
  ['Sec-WebSocket-Key: short', 426],
  ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: bisheng, bisheng', 400],
])('a handshake with %j is refused as %i', async (header, status) => {
  const { port, token, log } = await openServer();
  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const bearer = `Authorization: Bearer ${await token('ada')}`;
  const answer = await answerTo(port, ['GET /ws/ada/one HTTP/1.1', host, ...upgrade, bearer, header]); // prettier-ignore
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(log.at(-1)).toMatchObject({ status });
});

test('who takes nothing of an answer is cut off', async () => {
  const server = createServer((_, response) => response.end(Buffer.alloc(64 * 1024 * 1024)));
  cutStuck(server, 5);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const served = once(server, 'connection') as Promise<[net.Socket]>;
  const client = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined);
  client.pause();
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [socket] = await served;
  socket.on('error', () => undefined);
  await once(socket, 'close');
  expect(socket.destroyed).toBe(true);
  client.destroy();
  server.close();
});

test('a server whose store was taken away is not ready', async () => {
  const folder = await projectFolder();
  const { ask } = await openServer({ service: await openService(folder) });
  expect((await ask('GET', '/readyz')).status).toBe(200);
  await rm(path.join(folder, '.bisheng/store.db'));
  expect(await (await ask('GET', '/readyz')).json()).toEqual({ status: 'store-gone' });
});
