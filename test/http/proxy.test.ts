import { describe, expect, it } from 'vitest';
import { proxyFor, proxySettings } from '../../src/http/proxy.ts';
import { closedPort, serve, serveProxy } from './servers.ts';
import { failureOf, saidOf, testDoor, textOf } from './test-door.ts';

const proxied = (url: string, except: string): boolean => {
  const settings = { http: 'http://p.test:3128', https: 'http://p.test:3128', except };
  return proxyFor(new URL(url), settings) !== undefined;
};

describe('proxyFor', () => {
  it.each([
    ['example.com', 'http://example.com/', 'http://sub.example.com/'],
    ['.example.com', 'http://sub.example.com/', 'http://example.com/'],
    ['*.example.com', 'http://sub.example.com/', 'http://a.b.example.com/'],
    ['EXAMPLE.com.', 'http://example.com/', 'http://example.com./'],
    ['example.com:8080', 'http://example.com:8080/', 'http://sub.example.com:8080/'],
    ['example.com:443', 'https://example.com/', 'https://example.com:443/'],
    ['10.0.0.0/8', 'http://10.1.2.3/', 'http://10.255.0.1:99/'],
    ['fd00::/8', 'http://[fd00::1]/', 'http://[fdff::1]:99/'],
    ['[fd00::1]:80', 'http://[fd00::1]/', 'http://[fd00::1]:80/'],
    ['fd00::1', 'http://[fd00::1]/', 'http://[fd00::1]:99/'],
    ['a.test, b.test c.test', 'http://b.test/', 'http://c.test/'],
    ['*', 'http://example.com/', 'http://10.0.0.1/'],
  ])('NO_PROXY=%s reaches %s and %s directly', (except, ...urls) => {
    for (const url of urls) expect(proxied(url, except), url).toBe(false);
  });

  it.each([
    ['example.com', 'http://notexample.com/'],
    ['example.com', 'http://example.com.evil.test/'],
    ['example.com:8080', 'http://example.com/'],
    ['10.0.0.0/8', 'http://11.0.0.1/'],
    ['10.0.0.0/8', 'http://10.example.com/'],
    ['10.0.0.0/99', 'http://10.0.0.1/'],
    ['10.0.0.0/', 'http://10.0.0.1/'],
    ['0.0.1', 'http://10.0.0.1/'],
    ['', 'http://example.com/'],
    [' , ,', 'http://example.com/'],
  ])('NO_PROXY=%s does not touch %s', (except, url) => {
    expect(proxied(url, except)).toBe(true);
  });

  it.each(['http://localhost/', 'http://127.8.8.8/', 'https://[::1]/', 'http://x.localhost/'])(
    'never proxies this machine: %s',
    (url) => {
      expect(proxied(url, '')).toBe(false);
    },
  );

  it('takes lower case first, and an empty variable for none', () => {
    const env = {
      http_proxy: 'http://low:1',
      HTTP_PROXY: 'http://up:1',
      HTTPS_PROXY: 's:2',
      https_proxy: '',
    };
    expect(proxySettings(env)).toEqual({ http: 'http://low:1', https: 's:2', except: undefined });
  });

  it('reads an address without a scheme', () => {
    const settings = { http: '10.0.0.1:3128', https: undefined, except: undefined };
    expect(proxyFor(new URL('http://a.test'), settings)?.url).toBe('http://10.0.0.1:3128');
    expect(proxyFor(new URL('https://a.test'), settings)).toBeUndefined();
  });
});

describe('requests through a proxy', () => {
  it('asks it for plain http by the whole URL, which needs no tunnel and no name server', async () => {
    const proxy = await serveProxy();
    const server = await serve(({ headers }, response) => response.end(headers.host));
    const door = testDoor({ env: { http_proxy: proxy.url() } });
    const url = server.url('/a?b=1', 'far.test');
    expect(textOf((await door.request({ url })).body)).toBe(`far.test:${server.port}`);
    expect(proxy.asked.map(({ line }) => line)).toEqual([`GET ${url}`]);
    expect(door.lookedUp).toEqual([]);
  });

  it('never asks it for this machine', async () => {
    const proxy = await serveProxy();
    const server = await serve((_, response) => response.end());
    await testDoor({ env: { http_proxy: proxy.url() } }).request({ url: server.url() });
    expect(proxy.asked).toEqual([]);
  });

  it('sends its credentials, percent-decoded, to it and to nobody else', async () => {
    const proxy = await serveProxy('us@er:p:w');
    const server = await serve(({ headers }, response) => response.end(JSON.stringify(headers)));
    const door = testDoor({
      env: { http_proxy: proxy.url().replace('//', '//us%40er:p%3Aw@') },
    });
    const { body } = await door.request({ url: server.url('/', 'far.test') });
    expect(textOf(body)).not.toContain('authorization');
    expect(proxy.asked).toHaveLength(1);
  });

  it.each(['http', 'https'])('says that the proxy refuses the credentials (%s)', async (scheme) => {
    const proxy = await serveProxy('user:right');
    const url = proxy.url().replace('//', '//user:wrong-password@');
    const door = testDoor({ env: { http_proxy: url, https_proxy: url } });
    const { key, said } = await saidOf(door.request({ url: `${scheme}://far.test/` }));
    expect(key).toBe('http-proxy/credentials');
    expect(said).toContain(`127.0.0.1:${proxy.port}`);
    expect(said).not.toContain('wrong');
  });

  it('says that the proxy reaches nobody', async () => {
    const proxy = await serveProxy();
    const door = testDoor({ env: { https_proxy: proxy.url() } });
    const url = `https://far.test:${await closedPort()}/`;
    const { key, said } = await saidOf(door.request({ url }));
    expect(key).toBe('http-proxy/tunnel');
    expect(said).toContain('502');
  });

  it.each(['http', 'https'])('says that the proxy itself is not there (%s)', async (scheme) => {
    const port = await closedPort();
    const url = `http://user:secret-word@127.0.0.1:${port}`;
    const door = testDoor({ env: { http_proxy: url, https_proxy: url } });
    const failure = await failureOf(door.request({ url: `${scheme}://far.test/` }));
    expect(failure.text).toMatchObject({
      key: 'http-connection/refused',
      values: { host: `127.0.0.1:${port}` },
    });
    expect(failure.hint?.key).toBe('http-connection/proxy-hint');
    expect(JSON.stringify([failure.text, failure.hint])).not.toContain('secret-word');
  });

  it.each([
    ['socks5://127.0.0.1:1080', 'http-proxy/scheme'],
    ['http://user:secret-word@', 'http-proxy'],
    ['::::', 'http-proxy'],
  ])('refuses a proxy that it does not understand: %s', async (url, wanted) => {
    const door = testDoor({ env: { HTTP_PROXY: url } });
    const { key, said } = await saidOf(door.request({ url: 'http://far.test/' }));
    expect(key).toBe(wanted);
    expect(said).toContain('HTTP_PROXY');
    expect(said).not.toContain('secret-word');
  });

  it('refuses private addresses as far as can be seen from here', async () => {
    const proxy = await serveProxy();
    const door = testDoor({
      env: { http_proxy: proxy.url() },
      names: { 'inside.test': '10.0.0.1' },
      privateAddresses: 'never',
    });
    for (const host of ['10.0.0.1', '[fd00::1]', 'inside.test']) {
      const failure = await failureOf(door.request({ url: `http://${host}/` }));
      expect(failure.code).toBe('http-private-address');
    }
    expect(proxy.asked).toEqual([]);
    const server = await serve((_, response) => response.end());
    // Only the proxy knows this name.
    await door.request({ url: server.url('/', 'far.test') });
    expect(proxy.asked).toHaveLength(1);
  });
});
