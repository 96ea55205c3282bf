import { once } from 'node:events';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { WireRequest } from '../../src/http/exchange.ts';
import { Readable } from 'node:stream';
import { closedPort, serve, serveBytes } from './servers.ts';
import { failureOf, saidOf, testDoor, textOf } from './test-door.ts';

describe('request', () => {
  it('sends method, headers and body, and gives the answer', async () => {
    const server = await serve((_, response) => {
      response.writeHead(201, { 'X-Answer': 'yes', 'Set-Cookie': ['a=1', 'b=2'] }).end('你好');
    });
    const response = await testDoor().request({
      url: server.url('/path?q=1#part'),
      method: 'post',
      headers: [['X-Asked', 'once']],
      body: 'body',
    });
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/path?q=1', body: 'body' });
    expect(server.seen[0]?.headers).toMatchObject({ 'x-asked': 'once', 'content-length': '4' });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-answer')).toBe('yes');
    expect(response.headers.get('set-cookie')).toBe('a=1\nb=2');
    expect(textOf(response.body)).toBe('你好');
    expect(response.url).toBe(server.url('/path?q=1'));
  });

  it('makes credentials in the URL a header, which one of the caller’s outdoes', async () => {
    const server = await serve((_, response) => response.end());
    const door = testDoor();
    const url = server.url().replace('//', '//us%40er:pässword@');
    await door.request({ url });
    await door.request({ url, headers: [['Authorization', 'Bearer x']] });
    const basic = Buffer.from('us@er:pässword').toString('base64');
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${basic}`,
      'Bearer x',
    ]);
  });

  it('takes headers named like parts of every object for what they are', async () => {
    const server = await serveBytes((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nconstructor: a\r\n__proto__: b\r\ncontent-length: 0\r\n\r\n');
    });
    const { headers } = await testDoor().request({ url: server.url() });
    expect(headers.get('constructor')).toBe('a');
    expect(headers.get('__proto__')).toBe('b');
  });

  it.each([
    ['gzip', gzipSync('text')],
    ['br', brotliCompressSync('text')],
    ['gzip, br', brotliCompressSync(gzipSync('text'))],
    ['utf-8', Buffer.from('text')],
  ])('decodes %s', async (encoding, bytes) => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bytes);
    });
    expect(textOf((await testDoor().request({ url: server.url() })).body)).toBe('text');
  });

  it('takes an empty body for empty, whatever its encoding', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': 0 }).end();
    });
    const door = testDoor();
    expect((await door.request({ url: server.url() })).body).toHaveLength(0);
    expect((await door.request({ url: server.url(), method: 'HEAD' })).body).toHaveLength(0);
  });

  it('refuses what is no gzip though it says so', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('text');
    });
    const { key } = await saidOf(testDoor().request({ url: server.url() }));
    expect(key).toBe('http-body/encoding');
  });

  it.each([
    ['line break in a value', ['x', 'a\r\nb: c'], 'http-header/line-break'],
    ['line break in a name', ['x\r\nb', 'c'], 'http-header'],
    ['no latin-1', ['x', '你好'], 'http-header/characters'],
    ['the connection’s own', ['Transfer-Encoding', 'chunked'], 'http-header/connection'],
  ] as const)('refuses a header: %s', async (_, header, wanted) => {
    const server = await serve((__, response) => response.end());
    const { key, said } = await saidOf(
      testDoor().request({ url: server.url(), headers: [[header[0], header[1]]] }),
    );
    expect(key).toBe(wanted);
    expect(said).not.toContain('\n');
    expect(server.seen).toEqual([]);
  });

  it.each(['CONNECT', 'GE T', 'GET\r\nX: 1', ''])('refuses the method %j', async (method) => {
    const failure = await failureOf(testDoor().request({ url: 'http://127.0.0.1/', method }));
    expect(failure.code).toBe('http-method');
  });
});

describe('limits', () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000));

  it('stops reading a gzip bomb at the limit', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const { key, said } = await saidOf(
      testDoor().request({ url: server.url('/bomb?key=hidden'), maxBytes: 1024 * 1024 }),
    );
    expect(key).toBe('http-too-large');
    expect(said).toBe(`The answer of ${server.url('/bomb?key=…')} is larger than 1 MB.`);
  });

  it('does not read what is announced as too long, and closes the connection', async () => {
    let closed: Promise<unknown> | undefined;
    const server = await serve((_, response) => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-length': 5_000 }).write('x');
    });
    const { key } = await saidOf(testDoor().request({ url: server.url(), maxBytes: 4_999 }));
    expect(key).toBe('http-too-large');
    await closed;
  });

  it('reads a body of just the limit', async () => {
    const server = await serve((_, response) => response.end('x'.repeat(1_000)));
    const response = await testDoor().request({ url: server.url(), maxBytes: 1_000 });
    expect(response.body).toHaveLength(1_000);
  });

  it('gives up a server that never answers', async () => {
    const server = await serve(() => undefined);
    const { key, said } = await saidOf(testDoor().request({ url: server.url(), timeoutMs: 30 }));
    expect(key).toBe('http-timeout');
    expect(said).toBe(`127.0.0.1:${server.port} did not answer within 0.03 seconds.`);
  });

  it('gives up a body that stalls', async () => {
    const server = await serve((_, response) => response.write('beginning'));
    const { key } = await saidOf(testDoor().request({ url: server.url(), idleMs: 20 }));
    expect(key).toBe('http-timeout/idle');
  });

  it('gives up a body that drips for ever', async () => {
    const server = await serve((_, response) => {
      const timer = setInterval(() => response.write('.'), 5);
      response.on('close', () => clearInterval(timer));
    });
    const asked = { url: server.url(), timeoutMs: 60, idleMs: 10_000 };
    expect((await saidOf(testDoor().request(asked))).key).toBe('http-timeout');
  });

  it('gives up a connection that does not come about', async () => {
    const door = testDoor({ connectMs: 5, lookup: () => undefined });
    const { key } = await saidOf(door.request({ url: 'http://slow.test/' }));
    expect(key).toBe('http-timeout/connect');
  });
});

describe('aborting', () => {
  it('ends the request at once with the signal’s reason, and the connection', async () => {
    const controller = new AbortController();
    let closed: Promise<unknown> | undefined;
    const server = await serve((_, response) => {
      closed = once(response, 'close');
      controller.abort(new Error('enough'));
    });
    await expect(
      testDoor().request({ url: server.url(), signal: controller.signal }),
    ).rejects.toThrow('enough');
    await closed;
  });

  it('ends the reading of a body', async () => {
    const controller = new AbortController();
    const server = await serve((_, response) => response.write('enough'));
    const { body } = await testDoor().open({ url: server.url(), signal: controller.signal });
    const read = async (): Promise<void> => {
      for await (const chunk of body) controller.abort(new Error(textOf(chunk)));
    };
    await expect(read()).rejects.toThrow('enough');
  });

  it('ends it while the connection is still being made', async () => {
    const controller = new AbortController();
    const door = testDoor({ lookup: () => controller.abort(new Error('enough')) });
    await expect(
      door.request({ url: 'http://slow.test/', signal: controller.signal }),
    ).rejects.toThrow('enough');
  });

  it('sends nothing when it has been aborted before', async () => {
    const server = await serve((_, response) => response.end());
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(testDoor().request({ url: server.url(), signal })).rejects.toThrow('enough');
    expect(server.seen).toEqual([]);
  });
});

describe('connections', () => {
  it('says that nobody listens', async () => {
    const port = await closedPort();
    const { key, said } = await saidOf(testDoor().request({ url: `http://127.0.0.1:${port}/` }));
    expect(key).toBe('http-connection/refused');
    expect(said).toBe(`127.0.0.1:${port} refuses the connection.`);
  });

  it('says that a name leads nowhere', async () => {
    const { said } = await saidOf(testDoor().request({ url: 'http://nowhere.test/' }));
    expect(said).toBe('No address is found for nowhere.test (ENOTFOUND).');
  });

  it.each([
    ['before the answer', ''],
    ['in a body of known length', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'],
    ['in a chunked body', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
  ])('notices that the server cuts the connection %s', async (_, bytes) => {
    const server = await serveBytes((socket) => socket.end(bytes));
    const { key } = await saidOf(testDoor().request({ url: server.url() }));
    expect(key).toBe('http-connection/cut');
  });

  it('says that what answers is not HTTP', async () => {
    const server = await serveBytes((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    const { key } = await saidOf(testDoor().request({ url: server.url() }));
    expect(key).toBe('http-connection/protocol');
  });

  it('refuses headers without end', async () => {
    const server = await serveBytes((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`);
    });
    const { key } = await saidOf(testDoor().request({ url: server.url() }));
    expect(key).toBe('http-too-large/headers');
  });
});

describe('open', () => {
  it('gives the head before the body has ended, and the body as it comes', async () => {
    let finish: (() => void) | undefined;
    const server = await serve((_, response) => {
      response.write('first');
      finish = () => response.end('last');
    });
    const { status, body } = await testDoor().open({ url: server.url() });
    expect(status).toBe(200);
    const chunks: string[] = [];
    for await (const chunk of body) {
      chunks.push(textOf(chunk));
      finish?.();
    }
    expect(chunks).toEqual(['first', 'last']);
  });

  it('closes the connection when it is cancelled, and when reading stops early', async () => {
    const closed: Promise<unknown>[] = [];
    const server = await serve((_, response) => {
      closed.push(once(response, 'close'));
      response.write('x');
    });
    const door = testDoor();
    (await door.open({ url: server.url() })).cancel();
    for await (const chunk of (await door.open({ url: server.url() })).body) {
      expect(textOf(chunk)).toBe('x');
      break;
    }
    await Promise.all(closed);
    expect(closed).toHaveLength(2);
  });
});

describe('the interceptor', () => {
  it('sees every exchange and may answer in the network’s place', async () => {
    const seen: WireRequest[] = [];
    const door = testDoor({
      intercept: async (request, next) => {
        seen.push(request);
        if (request.url.host === 'recorded.test') {
          const body = Readable.from([Buffer.from('from the record')]);
          return { status: 200, statusText: 'OK', headers: new Map(), body };
        }
        return next(request);
      },
    });
    const server = await serve((_, response) => {
      response.writeHead(302, { location: 'http://recorded.test/b' }).end();
    });
    const { body } = await door.request({ url: server.url('/a') });
    expect(textOf(body)).toBe('from the record');
    expect(seen.map(({ url }) => url.pathname)).toEqual(['/a', '/b']);
    expect(door.lookedUp).toEqual([]);
  });
});
