import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../src/project/usage-error.ts';
import { secretKey } from '../../src/server/secret-key.ts';
import { createToken, Tokens } from '../../src/server/token.ts';
import { key, openServer } from './open-server.ts';

const later = Math.floor(Date.now() / 1000) + 600;

function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  );
}

/** A token as somebody may make it who knows, or doesn't know, the key. */
function forged(
  header: unknown,
  payload: unknown,
  algorithm = 'sha256',
  secret: Buffer = key,
): string {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${createHmac(algorithm, secret).update(text).digest('base64url')}`;
}

const header = { alg: 'HS256', typ: 'JWT' };
const claims = { sub: 'ada', exp: later };
const good = forged(header, claims);
const [head = '', body = '', signature = ''] = good.split('.');

const invalid: Record<string, string> = {
  'no token at all': 'x',
  'two parts': `${head}.${body}`,
  'four parts': `${good}.x`,
  'an empty signature': `${head}.${body}.`,
  'another payload': `${head}.${part({ ...claims, sub: 'root' })}.${signature}`,
  'another header': `${part({ ...header, x: 1 })}.${body}.${signature}`,
  'another key': forged(header, claims, 'sha256', Buffer.from('x'.repeat(32))),
  'an empty key': forged(header, claims, 'sha256', Buffer.alloc(0)),
  none: `${part({ alg: 'none' })}.${body}.`,
  None: `${part({ alg: 'None' })}.${body}.${signature}`,
  HS384: forged({ alg: 'HS384' }, claims, 'sha384'),
  HS512: forged({ alg: 'HS512' }, claims, 'sha512'),
  'RS256 with our key': forged({ alg: 'RS256' }, claims),
  'no algorithm': forged({ typ: 'JWT' }, claims),
  'a header that is a list': forged([], claims),
  'a header that is no JSON': forged('{', claims),
  'a payload that is a list': forged(header, []),
  'a payload that is no JSON': forged(header, '{'),
  'critical headers': forged({ ...header, crit: ['x'], x: 1 }, claims),
  'detached payload': forged({ ...header, b64: false, crit: ['b64'] }, claims),
  expired: forged(header, { ...claims, exp: later - 3_600 }),
  'no exp': forged(header, { sub: 'ada' }),
  'exp a text': forged(header, { ...claims, exp: String(later) }),
  'exp null': forged(header, { ...claims, exp: null }),
  'exp beyond all': forged(header, `{"sub":"ada","exp":1e999}`),
  'not yet': forged(header, { ...claims, nbf: later }),
  'nbf a text': forged(header, { ...claims, nbf: 'x' }),
  'sub a number': forged(header, { ...claims, sub: 1 }),
  'sub a list': forged(header, { ...claims, sub: ['ada'] }),
  'sub an object': forged(header, { ...claims, sub: { toString: 'ada' } }),
  'a very long one': forged(header, { ...claims, x: 'x'.repeat(5_000) }),
};

describe('tokens', () => {
  test.each(Object.entries(invalid))('%s', async (_, token) => {
    const { ask } = await openServer();
    const answer = await ask('GET', '/api/v1/custom/workflows', undefined, {
      Authorization: `Bearer ${token}`,
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.text()).toBe('{"detail":"无效的访问令牌"}');
  });

  test.each([
    ['no sub', { exp: later }],
    ['sub null', { sub: null, exp: later }],
    ['sub empty', { sub: '', exp: later }],
    ['a long sub', { sub: 'a'.repeat(300), exp: later }],
  ])('%s', async (_, payload) => {
    const tokens = new Tokens(key);
    expect(await tokens.check(forged(header, payload))).toMatch(/nobody|invalid/);
  });

  test('a header that names a key changes nothing', async () => {
    const tokens = new Tokens(key);
    const named = forged({ ...header, kid: '../../etc/passwd', jku: 'http://x', jwk: {} }, claims);
    expect(await tokens.check(named)).toMatchObject({ user: 'ada', isAdmin: false });
  });

  test('what was good is asked for its time again', async () => {
    const tokens = new Tokens(key);
    const token = await createToken(key, 'ada', { seconds: 1 });
    expect(await tokens.check(token)).toMatchObject({ user: 'ada' });
    expect(tokens.known(token)).toMatchObject({ user: 'ada' });
    const old = forged(header, { ...claims, exp: later - 3_600 });
    await tokens.check(old);
    expect(tokens.known(old)).toBeUndefined();
  });

  test.each([
    ['role admin', 'admin', true],
    ['another role', 'Admin', false],
    ['a list', ['admin'], false],
    ['a boolean', true, false],
  ])('%s', async (_, role, isAdmin) => {
    const tokens = new Tokens(key);
    expect(await tokens.check(forged(header, { ...claims, role }))).toMatchObject({ isAdmin });
  });
});

describe('requests', () => {
  test.each([
    ['without a token', '', 'Not authenticated'],
    ['with an empty one', 'Bearer ', 'Not authenticated'],
    ['with another scheme', 'Basic YTpi', 'Invalid authentication credentials'],
  ])('%s', async (_, value, detail) => {
    const { ask } = await openServer();
    const answer = await ask('GET', '/api/v1/custom/workflows', undefined, {
      Authorization: value,
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.json()).toEqual({ detail });
  });

  test('a token in the URL is none', async () => {
    const { url, token } = await openServer();
    const answer = await fetch(`${url}/api/v1/me?token=${await token('ada')}`);
    expect(answer.status).toBe(401);
  });

  test('admin routes are for admins', async () => {
    const { ask, token } = await openServer();
    const admin = { Authorization: `Bearer ${await token('root', 'admin')}` };
    for (const [method, path] of [
      ['GET', '/metrics'],
      ['POST', '/api/v1/admin/reload'],
    ] as const) {
      const answer = await ask(method, path);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ detail: '需要管理员权限' });
      expect((await ask(method, path, undefined, admin)).status).toBe(200);
    }
  });

  test('nothing of a token gets into the log', async () => {
    const { ask, log, token } = await openServer();
    const given = await token('eve');
    await ask('GET', `/api/v1/me?token=${given}`, undefined, { Authorization: `Bearer ${given}` });
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ path: '/api/v1/me', status: 200, user: 'eve' });
    expect(JSON.stringify(log)).not.toContain(given.slice(0, 20));
  });
});

describe('the key', () => {
  async function place(): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-key-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    return path.join(folder, '.bisheng');
  }

  test('is made at the first start, for nobody else to read, and stays', async () => {
    const folder = await place();
    const made = secretKey(folder, {});
    expect(made.bytes.length).toBeGreaterThanOrEqual(32);
    expect(secretKey(folder, {}).bytes).toEqual(made.bytes);
    expect(await readFile(path.join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    if (process.platform === 'win32') return;
    expect((await stat(path.join(folder, 'server.key'))).mode & 0o777).toBe(0o600);
  });

  test.runIf(process.platform !== 'win32')('is refused where others can read it', async () => {
    const folder = await place();
    secretKey(folder, {});
    const { chmod } = await import('node:fs/promises');
    await chmod(path.join(folder, 'server.key'), 0o640);
    expect(() => secretKey(folder, {})).toThrow(UsageError);
  });

  test('an empty file is no key', async () => {
    const folder = await place();
    secretKey(folder, {});
    await writeFile(path.join(folder, 'server.key'), '');
    expect(() => secretKey(folder, {})).toThrow(UsageError);
  });

  test.each([
    'short',
    'your-secret-key',
    'your-secret-key-your-secret-key-your-secret-key',
    'a'.repeat(64),
    '0123'.repeat(16),
    '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7',
    'a-string-secret-at-least-256-bits-long',
  ])('%s is refused', async (text) => {
    const folder = await place();
    expect(() => secretKey(folder, { BISHENG_SECRET_KEY: text })).toThrow(UsageError);
  });

  test('a random one is taken, and no file made', async () => {
    const folder = await place();
    const text = 'Zk3vQ9xW7rT1yU5iO2pA8sD4fG6hJ0kL';
    expect(secretKey(folder, { BISHENG_SECRET_KEY: text })).toEqual({
      bytes: Buffer.from(text),
      file: undefined,
    });
    await expect(stat(folder)).rejects.toThrow();
  });
});
