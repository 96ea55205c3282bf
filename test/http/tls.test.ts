import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificate, closedPort, serve, serveProxy } from './servers.ts';

/** A program of its own, because node reads NODE_EXTRA_CA_CERTS once, at its start. */
const program = `
  import { createDoor } from './src/http/door.ts';
  const door = createDoor({ env: process.env });
  door.request({ url: process.argv[2] }).then(
    ({ status, body }) => process.stdout.write(status + ' ' + Buffer.from(body)),
    ({ text }) => process.stdout.write(text.key + ' ' + text.values.cause),
  );
`;
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bisheng-tls-'));
  await build({
    stdin: { contents: program, resolveDir: root, loader: 'ts' },
    outfile: path.join(folder, 'program.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(url: string, env: Record<string, string> = {}): Promise<string> {
  const base = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/_proxy$|^NODE_/i.test(name)),
  );
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [path.join(folder, 'program.mjs'), url],
      { env: { ...base, ...env } },
      (error, stdout) =>
        error ? reject(new Error('it failed', { cause: error })) : resolve(stdout),
    );
  });
}

const trusted = { NODE_EXTRA_CA_CERTS: fileURLToPath(certificate) };

describe('https', () => {
  it('trusts an authority of NODE_EXTRA_CA_CERTS', async () => {
    const server = await serve((_, response) => response.end('over TLS'), true);
    expect(await run(server.url('/', 'localhost'), trusted)).toBe('200 over TLS');
  });

  it('trusts no other', async () => {
    const server = await serve((_, response) => response.end('over TLS'), true);
    expect(await run(server.url())).toMatch(/^http-connection\/certificate \w+/);
    expect(server.seen).toEqual([]);
  });

  it('goes through the tunnel of a proxy, to the certificate’s name', async () => {
    const proxy = await serveProxy('user:pw');
    const server = await serve((_, response) => response.end('tunnelled'), true);
    const env = { ...trusted, HTTPS_PROXY: proxy.url().replace('//', '//user:pw@') };
    expect(await run(server.url('/', 'secure.test'), env)).toBe('200 tunnelled');
    expect(proxy.asked.map(({ line }) => line)).toEqual([`CONNECT secure.test:${server.port}`]);
    expect(await run(server.url('/', 'other.test'), env)).toBe(
      'http-connection/certificate ERR_TLS_CERT_ALTNAME_INVALID',
    );
  });

  it('says so where the port speaks plain http', async () => {
    const server = await serve((_, response) => response.end('plain'));
    const url = server.url().replace('http:', 'https:');
    expect(await run(url, trusted)).toMatch(/^http-connection\/tls /);
  });

  it('says that nobody listens', async () => {
    const url = `https://127.0.0.1:${await closedPort()}/`;
    expect(await run(url)).toBe('http-connection/refused ECONNREFUSED');
  });
});
