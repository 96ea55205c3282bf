import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { fetchThrough } from '../../src/http/fetch.ts';
import { HttpFailure } from '../../src/http/http-failure.ts';
import { closedPort, serve, serveBytes } from './servers.ts';
import { testDoor } from './test-door.ts';

describe('door.fetch', () => {
  it('answers as fetch does', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/old') response.writeHead(302, { location: '/new' });
      else
        response.writeHead(200, 'Fine', {
          'content-type': 'application/json',
          'set-cookie': ['a=1', 'b=2'],
        });
      response.end('{"ok":true}');
    });
    const response = await testDoor().fetch(server.url('/old'));
    expect(response).toMatchObject({
      ok: true,
      status: 200,
      statusText: 'Fine',
      redirected: true,
      url: server.url('/new'),
    });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toEqual({ ok: true });
  });

  it('takes headers in any script, as bytes, and a status that is none for what it is', async () => {
    const server = await serveBytes((socket) => {
      socket.end(
        'HTTP/1.1 200 很好\r\nx-msg: 余额不足\r\nx-e: \u00e9\r\ncontent-length: 2\r\n\r\nhi',
      );
    });
    const response = await testDoor().fetch(server.url());
    const message = Buffer.from(response.headers.get('x-msg') ?? '', 'latin1').toString();
    expect([message, await response.text()]).toEqual(['余额不足', 'hi']);
    const odd = await serveBytes((socket) => {
      socket.end('HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n');
    });
    await expect(testDoor().fetch(odd.url())).rejects.toMatchObject({
      cause: { code: 'http-connection' },
    });
  });

  it('sends what Request and init describe', async () => {
    const server = await serve((_, response) => response.writeHead(204).end());
    const door = testDoor();
    const form = new URLSearchParams({ q: '你好' });
    await door.fetch(new URL(server.url('/form')), { method: 'post', body: form });
    const headers = { 'content-type': 'application/json', 'content-length': '999' };
    const request = new Request(server.url('/json'), { method: 'PUT', body: '{}', headers });
    expect((await door.fetch(request)).body).toBeNull();
    expect(server.seen).toMatchObject([
      { method: 'POST', body: 'q=%E4%BD%A0%E5%A5%BD' },
      { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } },
    ]);
    expect(server.seen[0]?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
  });

  it('streams', async () => {
    let finish: (() => void) | undefined;
    const server = await serve((_, response) => {
      response.write('data: 1\n\n');
      finish = () => response.end('data: 2\n\n');
    });
    const response = await testDoor().fetch(server.url());
    const chunks: string[] = [];
    for await (const chunk of response.body ?? []) {
      chunks.push(Buffer.from(chunk).toString());
      finish?.();
    }
    expect(chunks).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  it('ends the connection when the stream is cancelled', async () => {
    let closed: Promise<unknown> | undefined;
    const server = await serve((_, response) => {
      closed = once(response, 'close');
      response.write('x');
    });
    const response = await testDoor().fetch(server.url());
    await response.body?.cancel();
    await closed;
  });

  it('rejects with the signal’s reason, before and in the body', async () => {
    const server = await serve((_, response) => response.write('x'));
    const controller = new AbortController();
    const response = await testDoor().fetch(server.url(), { signal: controller.signal });
    controller.abort();
    await expect(response.text()).rejects.toMatchObject({ name: 'AbortError' });
    await expect(
      testDoor().fetch(server.url(), { signal: controller.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('rejects with a TypeError that tells why', async () => {
    const error: unknown = await testDoor()
      .fetch(`http://127.0.0.1:${await closedPort()}/`)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as TypeError).cause).toBeInstanceOf(HttpFailure);
  });

  it('tells a stalled stream when the caller sets a limit', async () => {
    const server = await serve((_, response) => response.write('x'));
    const door = testDoor();
    const fetch = fetchThrough((request) => door.open(request), { idleMs: 20 });
    const response = await fetch(server.url());
    const error: unknown = await response.text().catch((reason: unknown) => reason);
    expect((error as TypeError).cause).toMatchObject({ code: 'http-timeout' });
  });

  it('has manual and forbidden redirects', async () => {
    const server = await serve((_, response) => {
      response.writeHead(302, { location: '/new' }).end();
    });
    const { fetch } = testDoor();
    expect((await fetch(server.url(), { redirect: 'manual' })).status).toBe(302);
    await expect(fetch(server.url(), { redirect: 'error' })).rejects.toThrow(TypeError);
  });
});
