import { describe, expect, it } from 'vitest';
import type { WireRequest } from '../../src/http/exchange.ts';
import { redirectOf } from '../../src/http/redirect.ts';
import { serve } from './servers.ts';
import { saidOf, testDoor } from './test-door.ts';

function redirected(
  status: number,
  location: string,
  request: Partial<Omit<WireRequest, 'url' | 'headers'>> & {
    url?: string;
    headers?: Record<string, string>;
  } = {},
): WireRequest | undefined {
  const { url = 'https://a.test/x/y?q=1', headers = {}, ...rest } = request;
  const from: WireRequest = {
    method: 'POST',
    body: Buffer.from('body'),
    signal: new AbortController().signal,
    privateAllowed: true,
    patient: false,
    ...rest,
    url: new URL(url),
    headers: new Map(Object.entries(headers)),
  };
  return redirectOf(from, { status, headers: new Map([['location', location]]) }, false);
}

describe('redirectOf', () => {
  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [301, 'PUT', 'PUT'],
    [302, 'DELETE', 'DELETE'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
  ])('%i turns %s into %s', (status, method, wanted) => {
    const headers = { 'content-type': 'text/plain', 'x-kept': '1' };
    const next = redirected(status, '/z', { method, headers });
    expect(next?.method).toBe(wanted);
    expect(next?.body === undefined).toBe(wanted === 'GET');
    expect([...(next?.headers.keys() ?? [])]).toEqual(
      wanted === 'GET' ? ['x-kept'] : ['content-type', 'x-kept'],
    );
  });

  it.each([200, 201, 300, 304, 305])('%i is no redirect', (status) => {
    expect(redirected(status, '/z')).toBeUndefined();
  });

  it.each([
    ['/z', 'https://a.test/z'],
    ['z', 'https://a.test/x/z'],
    ['?p=2', 'https://a.test/x/y?p=2'],
    ['//b.test/z', 'https://b.test/z'],
    ['https://user:pw@b.test/z#part', 'https://b.test/z'],
    ['/中文', 'https://a.test/%E4%B8%AD%E6%96%87'],
  ])('resolves %s', (location, wanted) => {
    expect(redirected(302, location)?.url.href).toBe(wanted);
  });

  const secrets = {
    authorization: 'Bearer x',
    cookie: 'a=b',
    'x-api-key': 'k',
    'x-auth-token': 't',
    'proxy-secret': 's',
    accept: '*/*',
  };

  it.each(['https://b.test/', 'https://sub.a.test/', 'https://a.test:8443/'])(
    'tells no secrets to %s',
    (location) => {
      const next = redirected(302, location, { headers: { ...secrets, host: 'a.test' } });
      expect([...(next?.headers.keys() ?? [])]).toEqual(['accept']);
    },
  );

  it.each([
    ['https://a.test/', '/z'],
    ['http://a.test/', 'https://a.test/'],
  ])('from %s to %s keeps them', (url, location) => {
    const next = redirected(302, location, { url, headers: secrets });
    expect(next?.headers.size).toBe(6);
  });

  it.each([
    ['http://a.test/z', 'http-redirect-refused/insecure'],
    ['ftp://a.test/z', 'http-redirect-refused/url'],
    ['file:///etc/passwd', 'http-redirect-refused/url'],
    ['javascript:alert(1)', 'http-redirect-refused/url'],
    ['http://', 'http-redirect-refused/url'],
  ])('refuses %s', (location, key) => {
    expect(() => redirected(302, location)).toThrow(key);
  });
});

describe('following', () => {
  it('ends after a number of redirects, and says from where', async () => {
    const server = await serve((_, response) => {
      response.writeHead(302, { location: '/round?token=hidden' }).end();
    });
    const { key, said } = await saidOf(testDoor().request({ url: server.url('/a?key=hidden') }));
    expect(key).toBe('http-redirect-refused/limit');
    expect(said).toBe(`${server.url('/a?key=…')} leads through more than 5 redirects.`);
    expect(server.seen).toHaveLength(6);
  });

  it('with none allowed gives the redirect itself', async () => {
    const server = await serve((_, response) => {
      response.writeHead(302, { location: 'ftp://x' }).end();
    });
    const { status, headers } = await testDoor().request({ url: server.url(), redirects: 0 });
    expect(status).toBe(302);
    expect(headers.get('location')).toBe('ftp://x');
  });

  it('gives an answer that redirects nowhere', async () => {
    const server = await serve((_, response) => response.writeHead(302).end());
    expect((await testDoor().request({ url: server.url() })).status).toBe(302);
  });

  it('sends the body again where it must', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/') response.writeHead(307, { location: '/there' });
      response.end();
    });
    const { url } = await testDoor().request({ url: server.url(), method: 'POST', body: 'x' });
    expect(url).toBe(server.url('/there'));
    expect(server.seen.map(({ method, body }) => `${method} ${body}`)).toEqual([
      'POST x',
      'POST x',
    ]);
  });
});
