import { describe, expect, it } from 'vitest';
import { serve } from './servers.ts';
import { failureOf, saidOf, testDoor, textOf } from './test-door.ts';

const insides = {
  'loop.test': '127.0.0.1',
  'loop6.test': '::1',
  'mapped.test': '::ffff:127.0.0.1',
  'metadata.test': '169.254.169.254',
  'ten.test': '10.0.0.1',
  'nat.test': '100.64.0.1',
  'zero.test': '0.0.0.0',
  'ula.test': 'fd00::1',
  'mixed.test': ['1.1.1.1', '127.0.0.1'],
  localhost: '127.0.0.1',
  'localhost.': '127.0.0.1',
};
const written = ['127.0.0.1', '127.1', '0x7f000001', '2130706433', '[::1]', '[::ffff:7f00:1]', '0'];
const everyHost = [...Object.keys(insides), ...written];

describe('a request that may not be answered by private addresses', () => {
  it.each(everyHost)('does not reach %s', async (host) => {
    const server = await serve((_, response) => response.end());
    const door = testDoor({ names: insides, privateAddresses: 'never' });
    const { key, said } = await saidOf(door.request({ url: server.url('/', host) }));
    expect(key).toMatch(/^http-private-address/);
    expect(said).toContain('private network');
    expect(server.seen).toEqual([]);
  });

  it('asks for a name once: what was checked is what is connected to', async () => {
    const answers = ['10.0.0.1', '127.0.0.1'];
    const server = await serve((_, response) => response.end());
    const door = testDoor({
      privateAddresses: 'never',
      lookup: (_, options, callback) => {
        const address = answers.shift() ?? '127.0.0.1';
        if (options.all) callback(null, [{ address, family: 4 }]);
        else callback(null, address, 4);
      },
    });
    const { said } = await saidOf(door.request({ url: server.url('/', 'rebind.test') }));
    expect(said).toContain('10.0.0.1');
    expect(answers).toEqual(['127.0.0.1']);
    expect(server.seen).toEqual([]);
  });

  it('does not use a connection that another request was allowed', async () => {
    const server = await serve((_, response) => response.end());
    const door = testDoor({ names: insides });
    const url = server.url('/', 'loop.test');
    await door.request({ url });
    const failure = await failureOf(door.request({ url, privateAddresses: 'never' }));
    expect(failure.code).toBe('http-private-address');
    expect(server.seen).toHaveLength(1);
  });
});

describe('a redirect', () => {
  it.each(everyHost)('does not lead to %s', async (host) => {
    const inside = await serve((_, response) => response.end('secret'));
    const server = await serve((_, response) => {
      response.writeHead(302, { location: inside.url('/', host) }).end();
    });
    const door = testDoor({ names: insides });
    const failure = await failureOf(door.request({ url: server.url() }));
    expect(failure.code).toBe('http-private-address');
    expect(inside.seen).toEqual([]);
  });

  it('does not lead back under another name to the server it comes from', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/') response.writeHead(302, { location: server.url('/a', 'loop.test') });
      response.end();
    });
    const failure = await failureOf(testDoor({ names: insides }).request({ url: server.url() }));
    expect(failure.code).toBe('http-private-address');
    expect(server.seen).toHaveLength(1);
  });

  it('of a server with a public name does not lead to that name again once it is private', async () => {
    const server = await serve((_, response) => {
      response.writeHead(302, { location: '/latest/meta-data' }).end();
    });
    const door = testDoor({ names: insides });
    const failure = await failureOf(door.request({ url: server.url('/', 'loop.test') }));
    expect(failure.code).toBe('http-private-address');
    expect(server.seen).toHaveLength(1);
  });

  it('may stay on a private server that the caller wrote as one', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/') response.writeHead(302, { location: '/there' });
      response.end(url);
    });
    const { body } = await testDoor().request({ url: server.url() });
    expect(textOf(body)).toBe('/there');
  });

  it('may lead everywhere when the caller says so', async () => {
    const inside = await serve((_, response) => response.end('inside'));
    const server = await serve((_, response) => {
      response.writeHead(302, { location: inside.url('/', 'loop.test') }).end();
    });
    const door = testDoor({ names: insides });
    const { body } = await door.request({ url: server.url(), privateAddresses: 'always' });
    expect(textOf(body)).toBe('inside');
  });
});
