import { describe, expect, it } from 'vitest';
import { Deadline } from '../../src/http/deadline.ts';
import { retriedStatuses, systemClock } from '../../src/http/retry.ts';
import { closedPort, serve, serveBytes, type Answer } from './servers.ts';
import { failureOf, testDoor, textOf } from './test-door.ts';

/** Fails so often before it answers well. */
function failing(times: number, status: number, headers: Record<string, string> = {}): Answer {
  return (_, response, count) => {
    response.writeHead(count <= times ? status : 200, headers).end(`answer ${count}`);
  };
}

describe('retries', () => {
  it.each(retriedStatuses)('come after status %i', async (status) => {
    const server = await serve(failing(2, status));
    const door = testDoor();
    const { body } = await door.request({ url: server.url(), retries: { times: 3 } });
    expect(textOf(body)).toBe('answer 3');
    expect(door.waits).toEqual([500, 1_000]);
  });

  it.each([200, 301, 400, 401, 404, 501])('do not come after status %i', async (status) => {
    const server = await serve(failing(1, status));
    const response = await testDoor().request({ url: server.url(), retries: { times: 3 } });
    expect(response.status).toBe(status);
    expect(server.seen).toHaveLength(1);
  });

  it('end with the last answer', async () => {
    const server = await serve(failing(9, 503));
    const { status, body } = await testDoor().request({ url: server.url(), retries: { times: 2 } });
    expect(status).toBe(503);
    expect(textOf(body)).toBe('answer 3');
  });

  it.each([
    ['PUT', undefined, 2],
    ['DELETE', undefined, 2],
    ['POST', undefined, 1],
    ['PATCH', undefined, 1],
    ['POST', ['post'], 2],
    ['GET', ['POST'], 1],
  ])('%s with methods %j is sent %i times', async (method, methods, times) => {
    const server = await serve(failing(1, 503));
    const retries = { times: 1, ...(methods && { methods }) };
    await testDoor().request({ url: server.url(), method, body: 'again', retries });
    expect(server.seen.map(({ body }) => body)).toEqual(Array(times).fill('again'));
  });

  it('are none unless asked for', async () => {
    const server = await serve(failing(1, 503));
    await testDoor().request({ url: server.url() });
    expect(server.seen).toHaveLength(1);
  });

  it('come after a refused connection', async () => {
    const port = await closedPort();
    let waited = 0;
    const door = testDoor({
      onWait: () => {
        waited++;
      },
    });
    const request = door.request({ url: `http://127.0.0.1:${port}/`, retries: { times: 2 } });
    expect((await failureOf(request)).text.key).toBe('http-connection/refused');
    expect(waited).toBe(2);
  });

  it('come after a body that was cut', async () => {
    let count = 0;
    const server = await serveBytes((socket) => {
      const body = ++count === 1 ? 'ha' : 'whole';
      socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n${body}`);
    });
    const { body } = await testDoor().request({ url: server.url(), retries: { times: 1 } });
    expect(textOf(body)).toBe('whole');
  });

  it('do not come after a failure that will be the same again', async () => {
    const door = testDoor();
    await failureOf(door.request({ url: 'http://nowhere.test/', retries: { times: 3 } }));
    expect(door.lookedUp).toHaveLength(1);
  });

  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Sun, 06 Nov 2044 08:49:40 GMT', 3_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['86400', 60_000],
    ['soon', 500],
    ['-1', 500],
  ])('wait as Retry-After: %s asks', async (value, wanted) => {
    const server = await serve(failing(1, 429, { 'retry-after': value }));
    const waits: number[] = [];
    const now = (): number => Date.parse('Sun, 06 Nov 2044 08:49:37 GMT');
    const sleep = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
    const door = testDoor({ clock: { now, sleep, random: () => 1 } });
    await door.request({ url: server.url(), retries: { times: 1 } });
    expect(waits).toEqual([wanted]);
  });

  it('do not wait longer than there is time', async () => {
    const server = await serve(failing(1, 503, { 'retry-after': '30' }));
    const door = testDoor();
    const asked = { url: server.url(), timeoutMs: 20_000, retries: { times: 1 } };
    expect((await door.request(asked)).status).toBe(503);
    expect(door.waits).toEqual([]);
  });

  it('grow to ten seconds and no further, spread at random', async () => {
    const server = await serve(failing(7, 503));
    const waits: number[] = [];
    const sleep = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
    const door = testDoor({ clock: { ...systemClock, sleep, random: () => 0 } });
    await door.request({ url: server.url(), retries: { times: 7 } });
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  it('happen before a body is handed over', async () => {
    const server = await serve(failing(1, 503));
    const { status, body } = await testDoor().open({ url: server.url(), retries: { times: 1 } });
    const chunks: string[] = [];
    for await (const chunk of body) chunks.push(textOf(chunk));
    expect([status, ...chunks]).toEqual([200, 'answer 2']);
  });

  it('leave the time limit in force', async () => {
    const server = await serve((_, response, count) => {
      if (count === 1) response.end();
      if (count === 2) response.writeHead(503, { 'retry-after': '0' }).end();
    });
    const door = testDoor();
    await door.request({ url: server.url() });
    const asked = { url: server.url(), timeoutMs: 400, retries: { times: 1 } };
    expect((await failureOf(door.open(asked))).text.key).toBe('http-timeout');
    expect(server.seen).toHaveLength(3);
  });

  it('end when the caller aborts the wait', async () => {
    const server = await serve(failing(1, 503, { 'retry-after': '50' }));
    const controller = new AbortController();
    const door = testDoor({
      clock: {
        ...systemClock,
        sleep: (ms, signal) => {
          queueMicrotask(() => controller.abort(new Error('enough')));
          return systemClock.sleep(ms, signal);
        },
      },
    });
    const asked = { url: server.url(), signal: controller.signal, retries: { times: 1 } };
    await expect(door.request(asked)).rejects.toThrow('enough');
  });
});

describe('Deadline', () => {
  it('leaves no listener at the outer signal once it has ended', () => {
    const { signal } = new AbortController();
    const added: unknown[] = [];
    const removed: unknown[] = [];
    signal.addEventListener = (_: string, listener: unknown) => void added.push(listener);
    signal.removeEventListener = (_: string, listener: unknown) => void removed.push(listener);
    new Deadline(signal, 10_000, () => new Error('over')).end();
    expect(removed).toEqual(added);
    expect(added).toHaveLength(1);
  });
});
