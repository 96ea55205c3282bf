import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeUrlPlace } from '../../src/components/http/url-places.ts';
import { NodeError, type PortValues } from '../../src/engine/component.ts';
import type { Value } from '../../src/flow/value.ts';
import { createDoor } from '../../src/http/door.ts';
import { sayIn } from '../../src/messages/message.ts';
import { serve, type TestServer } from '../http/servers.ts';
import { testDoor } from '../http/test-door.ts';
import { findingsIn, runHttp, type HttpRun } from './http-node.ts';

/** Answers every request with the same. */
function answering(
  body: string | Buffer,
  headers: Record<string, string> = {},
  status = 200,
): Promise<TestServer> {
  return serve((_, response) => response.writeHead(status, headers).end(body));
}

async function errorOf(promise: Promise<PortValues>): Promise<NodeError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NodeError);
  return error as NodeError;
}

function run(
  config: Record<string, Value>,
  rest: Omit<HttpRun, 'config'> = {},
): Promise<PortValues> {
  return runHttp(testDoor(), { config, ...rest });
}

describe('what HTTPRequest sends', () => {
  it('is a GET, with a body a POST', async () => {
    const server = await answering('');
    await run({ url: server.url() });
    await run({ url: server.url(), body: 'text' });
    await run({ url: server.url(), body: { a: 1 }, method: 'patch' });
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'PATCH']);
  });

  it.each([
    ['a text', 'as {it} is', 'as it is', 'text/plain; charset=utf-8'],
    [
      'an object',
      { a: '{it}', b: [1, true, null, '{it}'] },
      '{"a":"it","b":[1,true,null,"it"]}',
      'application/json',
    ],
    ['a list', [1, 2n ** 60n], '[1,1152921504606846976]', 'application/json'],
    ['false', false, 'false', 'application/json'],
  ] as const)('has %s as its body', async (_, body, wanted, type) => {
    const server = await answering('');
    await run({ url: server.url(), body: body }, { scope: { it: 'it' } });
    expect(server.seen[0]).toMatchObject({ body: wanted, headers: { 'content-type': type } });
  });

  it('names the work to servers where doing it twice would matter', async () => {
    const server = await answering('');
    const url = server.url();
    const sent = async (
      config: Record<string, Value>,
      key = 'run:支付',
    ): Promise<string | undefined> => {
      await run({ url, ...config }, { key });
      return server.seen.at(-1)?.headers['idempotency-key'] as string | undefined;
    };
    const first = await sent({ body: 'x' });
    expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(await sent({ body: 'y', method: 'patch' })).toBe(first);
    expect(await sent({ method: 'POST' }, 'run:支付/1')).not.toBe(first);
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(await sent({ method })).toBeUndefined();
    }
    expect(await sent({ body: 'x', idempotency_key: false })).toBeUndefined();
    expect(await sent({ body: 'x', idempotency_key: true })).toBe(first);
    expect(await sent({ body: 'x', headers: { 'idempotency-KEY': 'mine' } })).toBe('mine');
  });

  it('keeps a quote in a value from breaking a JSON body', async () => {
    const server = await answering('');
    const q = '"}, {"evil": "\n';
    await run({ url: server.url(), body: { q: '{q}' } }, { scope: { q } });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ q });
  });

  it('is a form where the headers say so', async () => {
    const server = await answering('');
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    await run({ url: server.url(), headers, body: { 'a&': '1=2', list: ['x', 'y'] } });
    expect(server.seen[0]?.body).toBe('a%26=1%3D2&list=x&list=y');
  });

  it('has filled headers and query, and no None', async () => {
    const server = await answering('');
    await run(
      {
        url: server.url('/p?z=0#part'),
        query: { q: '{q}', n: 5, tags: ['a b', '{q}'], gone: null, o: { k: '{q}' } },
        headers: { 'X-Id': 'id-{q}', 'X-N': 7, 'X-Gone': null },
      },
      { scope: { q: 'ä&b' } },
    );
    const [seen] = server.seen;
    expect([...new URL(`http://x${seen?.url ?? ''}`).searchParams]).toEqual([
      ['z', '0'],
      ['q', 'ä&b'],
      ['n', '5'],
      ['tags', 'a b'],
      ['tags', 'ä&b'],
      ['o', '{"k":"ä&b"}'],
    ]);
    expect(seen?.headers).toMatchObject({ 'x-id': 'id-ä&b', 'x-n': '7' });
    expect(seen?.headers).not.toHaveProperty('x-gone');
  });

  it('is what inputs bind before what the config says', async () => {
    const server = await answering('');
    const bound = { method: 'PUT', headers: { a: 'b' }, query: { c: 'd' }, body: ['{e}'] };
    await run({ url: server.url(), method: 'POST', body: 'config' }, { inputs: bound });
    expect(server.seen[0]).toMatchObject({
      method: 'PUT',
      url: '/?c=d',
      headers: { a: 'b' },
      body: '["{e}"]',
    });
  });

  it.each([
    ['http-header', { headers: { x: '{v}' } }, 'a\r\nEvil: 1'],
    ['http-header', { headers: { x: '{v}' } }, '你好'],
    ['http-url', { url: 'http://{v}/' }, 'good.test@evil.test'],
    ['http-url', { url: 'http://{v}.test/' }, 'evil.test/'],
    ['http-url', { url: 'http://api{v}' }, '.evil.test/x?'],
    ['http-url', { url: '{v}' }, 'file:///etc/passwd'],
    ['http-url', { url: '{v}' }, ''],
    ['http-url', { url: 'http://127.0.0.1/users/{v}' }, '..'],
    ['http-url', { url: 'http://127.0.0.1/users/{v}/x' }, '.'],
    ['http-url', { url: 'http://127.0.0.1/users/.{v}?a' }, '.'],
  ])('is refused with %s: %j of %j', async (code, config, v) => {
    const error = await errorOf(run({ url: 'http://127.0.0.1:9/', ...config }, { scope: { v } }));
    expect(error.code).toBe(code);
    expect(sayIn('en')(error.text)).not.toMatch(/[\r\n]/);
  });

  it.each([
    ['http-url/value', { url: 5 }],
    ['http-method/value', { method: ['GET'] }],
    ['http-setting/object', { query: 'a=b' }],
    ['http-setting/object', { headers: ['a'] }],
    ['http-header/value', { headers: { a: { b: 1 } } }],
  ])('is refused with %s when inputs give %j', async (key, inputs) => {
    const error = await errorOf(run({ url: 'http://127.0.0.1:9/' }, { inputs: inputs }));
    expect(error.text.key).toBe(key);
  });
});

describe('a place in a URL', () => {
  it('takes any text as one segment, and gives it back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const before = 'https://host.test/a/';
        const url = new URL(`${before}x${writeUrlPlace(text, `${before}x`)}/end`);
        const [, a, segment = '', end] = url.pathname.split('/');
        expect([url.host, a, end, url.search, url.hash]).toEqual(['host.test', 'a', 'end', '', '']);
        expect(decodeURIComponent(segment)).toBe(`x${text}`);
      }),
    );
  });

  it('in the host changes neither scheme, path nor credentials', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...Array.from('a.:/@?#[]\\%-0 ')) });
    fc.assert(
      fc.property(hostile, (text) => {
        let written: string;
        try {
          written = `http://h${writeUrlPlace(text, 'http://h')}/path`;
        } catch {
          return;
        }
        if (!URL.canParse(written)) return;
        const { protocol, pathname, username } = new URL(written);
        expect([protocol, pathname, username]).toEqual(['http:', '/path', '']);
      }),
    );
  });
});

describe('where a request may go', () => {
  it('is anywhere, when the flow writes the host', async () => {
    const server = await answering('ok');
    const { body } = await run({ url: server.url('/{id}') }, { scope: { id: 'a/b' } });
    expect(body).toBe('ok');
    expect(server.seen[0]?.url).toBe('/a%2Fb');
  });

  it.each([
    ['the whole URL is bound', (url: string) => ({ config: {}, inputs: { url } })],
    [
      'the whole URL is filled in',
      (url: string) => ({ config: { url: '{v}' }, scope: { v: url } }),
    ],
    [
      'the host is filled in',
      (url: string) => ({
        config: { url: url.replace('127.0.0.1', '{v}') },
        scope: { v: '127.0.0.1' },
      }),
    ],
    [
      'the port is filled in',
      (url: string) => ({
        config: { url: url.replace(/:\d+/, ':{v}') },
        scope: { v: Number(new URL(url).port) },
      }),
    ],
    [
      'an input takes the place of the written URL',
      (url: string) => ({ config: { url: 'http://127.0.0.1/' }, inputs: { url } }),
    ],
  ])('is no private address when %s', async (_, make) => {
    const server = await answering('ok');
    const { config, ...rest } = make(server.url('/x'));
    const error = await errorOf(run(config, rest));
    expect(error.code).toBe('http-private-address');
    expect(error.hint?.key).toBe('http-private-address/hint');
    expect(server.seen).toEqual([]);
    const allowed = await run({ ...config, allow_private: true }, rest);
    expect(allowed.body).toBe('ok');
    const byProject = await run(config, { ...rest, defaults: { allowPrivate: true } });
    expect(byProject.body).toBe('ok');
  });

  it('is where the node before says, if the config has no URL', async () => {
    const type = (await import('../../src/components/http-request.ts')).httpRequest(testDoor());
    expect(type.inputs({})[0]).toMatchObject({ name: 'url', required: true });
    expect(type.inputs({ url: 'http://a.test' })[0]).toMatchObject({ required: false });
    expect(
      type
        .inputs({})
        .slice(1)
        .every(({ explicit }) => explicit),
    ).toBe(true);
  });

  it('is not decided by a redirect', async () => {
    const inside = await answering('inside');
    const server = await answering('', { location: inside.url() }, 302);
    const error = await errorOf(run({ url: server.url() }));
    expect(error.code).toBe('http-private-address');
    expect((await run({ url: server.url(), allow_private: true })).body).toBe('inside');
  });

  it.each([
    [false, 302],
    [0, 302],
  ])('follows no redirect with follow_redirects: %j', async (follow_redirects, status) => {
    const server = await answering('', { location: '/x' }, 302);
    const outputs = await run({ url: server.url(), follow_redirects, expect_status: '3xx' });
    expect(outputs.status).toBe(status);
    expect(outputs.headers).toMatchObject({ location: '/x' });
  });
});

describe('what HTTPRequest gives', () => {
  const gbk = Buffer.from([0xc4, 0xe3, 0xba, 0xc3]);
  const json = 'application/json';

  it('has the body first', async () => {
    const server = await answering('x', { 'X-Name': 'v' });
    const outputs = await run({ url: server.url() });
    expect(Object.keys(outputs)).toEqual(['body', 'status', 'headers']);
    expect(outputs).toMatchObject({ body: 'x', status: 200, headers: { 'x-name': 'v' } });
  });

  it.each([
    ['JSON', json, '{"a":[1,"ü"]}', { a: [1, 'ü'] }],
    ['JSON with a mark', json, '\uFEFF{"a":1}', { a: 1 }],
    ['JSON of a kind', 'application/problem+json; charset=utf-8', '{"a":1}', { a: 1 }],
    ['long whole numbers', json, '{"id":12345678901234567890}', { id: 12345678901234567890n }],
    ['nothing where JSON is announced', json, '', null],
    ['text', 'text/plain', 'ü{}', 'ü{}'],
    ['text in GBK', 'text/html; charset=gb2312', gbk, '你好'],
    ['text in GB18030 that says nothing', 'text/plain', gbk, '你好'],
    ['lines of JSON', 'application/x-ndjson', '{}\n{}', '{}\n{}'],
    ['XML', 'application/soap+xml', '<a/>', '<a/>'],
    ['text without a type', '', 'plain', 'plain'],
    ['bytes without a type', '', Buffer.from([0, 1, 255]), 'AAH/'],
    ['an image', 'image/png', Buffer.from([0x89, 0x50]), 'iVA='],
    ['text that is no text', 'application/octet-stream', 'plain', 'cGxhaW4='],
  ])('is %s', async (_, type, sent, wanted) => {
    const server = await answering(sent, type === '' ? {} : { 'content-type': type });
    expect((await run({ url: server.url() })).body).toEqual(wanted);
  });

  it.each([
    ['json', 'text/plain', '[1]', [1]],
    ['text', json, '[1]', '[1]'],
    ['base64', json, '[1]', 'WzFd'],
  ])('is %s when the config asks for it', async (response, type, sent, wanted) => {
    const server = await answering(sent, { 'content-type': type });
    expect((await run({ url: server.url(), response })).body).toEqual(wanted);
  });

  it.each([
    ['http-body/json', json, '<html>Not Found</html>', {}],
    ['http-body/json', json, '{"a":', {}],
    ['http-body/json', 'text/plain', 'NaN', { response: 'json' }],
    ['http-body/empty', json, '', { response: 'json' }],
    ['http-body/depth', json, '['.repeat(100_000), {}],
    ['http-body/charset', 'text/plain; charset=klingon', 'x', {}],
  ])('fails with %s', async (key, type, sent, config) => {
    const server = await answering(sent, { 'content-type': type });
    const error = await errorOf(run({ url: server.url('/?key=hidden'), ...config }));
    expect(error.text.key).toBe(key);
    expect(sayIn('en')(error.text)).not.toContain('hidden');
  });

  it('takes keys like __proto__ for keys', async () => {
    const server = await answering('{"__proto__":{"x":1},"constructor":2}', {
      'content-type': json,
    });
    const { body } = await run({ url: server.url() });
    expect(Object.keys(body as object)).toEqual(['__proto__', 'constructor']);
    expect((body as { x?: number }).x).toBeUndefined();
  });

  it('is within max_size, unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(3_000_000));
    const server = await answering(bomb, { 'content-encoding': 'gzip' });
    const error = await errorOf(run({ url: server.url(), max_size: '1 MB' }));
    expect(error.code).toBe('http-too-large');
    expect(sayIn('en')(error.text)).toContain('1 MB');
    const { body } = await run({ url: server.url(), max_size: '4MB', response: 'text' });
    expect(body).toHaveLength(3_000_000);
  });

  it('comes in time, or not at all', async () => {
    const server = await serve(() => undefined);
    const error = await errorOf(run({ url: server.url(), timeout: 0.02 }));
    expect(error.code).toBe('http-timeout');
    expect(error.hint?.key).toBe('http-timeout/hint');
  });

  it('is not waited for when the node is cancelled', async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort(new Error('cancelled')));
    await expect(run({ url: server.url() }, { signal: controller.signal })).rejects.toThrow(
      'cancelled',
    );
  });
});

describe('the status', () => {
  it.each([
    [404, undefined, false],
    [204, undefined, true],
    [404, 404, true],
    [404, '4xx', true],
    [404, '200-299', false],
    [404, ['2xx', 404], true],
    [503, 'any', true],
  ])('%i with expect_status %j: %j', async (status, expect_status, good) => {
    const server = await answering('', {}, status);
    const config = { url: server.url(), ...(expect_status !== undefined && { expect_status }) };
    if (good) expect((await run(config)).status).toBe(status);
    else expect((await errorOf(run(config))).code).toBe('http-status');
  });

  it('that is not expected is told with the answer, on one line', async () => {
    const server = await answering(
      '{"error":\n "no \u001b[31msuch"}',
      { 'content-type': 'application/json', 'x-a': 'b' },
      404,
    );
    const error = await errorOf(run({ url: server.url('/x?key=hidden') }));
    expect(sayIn('en')(error.text)).toBe(
      `GET ${server.url('/x?key=…')} was answered with status 404: {"error": "no [31msuch"}`,
    );
    expect(error.details).toMatchObject({ status: 404, headers: { 'x-a': 'b' } });
    expect(error.details.body).toContain('"error"');
  });

  it('that is not expected is told without bytes that nobody can read', async () => {
    const server = await answering(Buffer.alloc(50), { 'content-type': 'image/png' }, 500);
    const error = await errorOf(run({ url: server.url(), retries: 0 }));
    expect(error.text.key).toBe('http-status');
    expect(error.details.body).toBe('');
  });

  it('that says “later” is tried again, unless it is expected', async () => {
    const server = await answering('', {}, 503);
    await errorOf(run({ url: server.url() }));
    expect(server.seen).toHaveLength(3);
    await run({ url: server.url(), expect_status: 503 });
    expect(server.seen).toHaveLength(4);
    await errorOf(run({ url: server.url(), method: 'POST' }));
    expect(server.seen).toHaveLength(5);
    await errorOf(run({ url: server.url(), method: 'POST', retry_methods: ['POST'], retries: 1 }));
    expect(server.seen).toHaveLength(7);
  });
});

describe('validate finds', () => {
  it.each([
    ['http-url', { url: 'example.com' }],
    ['http-url', { url: 'ftp://example.com' }],
    ['http-method', { method: 'GET /' }],
    ['http-header', { headers: { 'X Y': 'a' } }],
    ['http-header', { headers: { Host2: 'a\nb' } }],
    ['http-header', { headers: { 'Content-Length': '5' } }],
    ['http-setting', { expect_status: '2x' }],
    ['http-setting', { expect_status: [200, 'ok'] }],
    ['http-setting', { expect_status: '299-200' }],
    ['http-setting', { max_size: '10 apples' }],
    ['http-setting', { max_size: '10GB' }],
    ['http-setting', { max_size: 0 }],
  ])('%s in %j', (code, config) => {
    const found = findingsIn(createDoor({ env: {} }), config);
    expect(found.map((finding) => finding.code)).toEqual([code]);
  });

  it('nothing in what is well, or known only when it runs', () => {
    const config = {
      url: '{base}/x',
      method: 'get',
      headers: { Authorization: 'Bearer {token}', 'X-N': 5 },
      expect_status: [200, '3xx', '400-404'],
      max_size: '1.5 MiB',
    };
    expect(findingsIn(createDoor({ env: {} }), config)).toEqual([]);
  });
});
