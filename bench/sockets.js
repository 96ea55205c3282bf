// 1,000 WebSocket clients, first all of them reading, then 100 that read nothing: the server's memory and what the others notice.
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'bin/bisheng.js');
const client = path.join(root, 'bench/sockets-client.js');
const key = 'bench-Yk3vQ9xT7mPz2LwN8cRf5HdJ4sGbA6uE';
const CLIENTS = 1_000;
const SILENT = 100;
const flow = `nodes:
  - {id: input, type: InputNode}
  - {id: shout, type: Transform, config: {expression: text.upper()}}
  - {id: out, type: OutputNode}
edges:
  - {from: input, to: shout}
  - {from: shout, to: out}
`;
/** What it returns, many times, is what the silent ones don't read. */
const large = `nodes:
  - {id: large, type: Transform, config: {expression: '"x" * 900000'}}
`;

export async function run() {
  const all = await measured(0);
  const some = await measured(SILENT);
  return [
    memory('1,000 connected', all.connected),
    round('a run over WebSocket, all read', all),
    memory('after that', all.after),
    round('the same beside 100 that read nothing', some),
    memory('when the 100 have stopped reading', some.stuck),
    memory('after that', some.after),
  ];
}

function memory(name, bytes) {
  return { name, value: Math.round(bytes / 1e6), unit: 'MB' };
}

function round(name, { perSecond, p50, p99, failed }) {
  const detail = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${failed ? `, ${failed} FAILED` : ''}`;
  return { name, value: Math.round(perSecond), unit: 'runs/s', detail };
}

async function measured(silent) {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-bench-'));
  await mkdir(path.join(folder, 'flows'));
  await writeFile(path.join(folder, 'bisheng.yaml'), '');
  await writeFile(path.join(folder, 'flows/shout.yaml'), flow);
  await writeFile(path.join(folder, 'flows/large.yaml'), large);
  const args = ['serve', '--port', '0', '--rate', '1000000', '--runs', '10000', '--quiet'];
  const server = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { ...process.env, BISHENG_SECRET_KEY: key },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [data] = await once(server.stdout, 'data');
    const url = String(data).trim();
    // 10 connections for each user.
    const tokens = Array.from({ length: CLIENTS / 10 }, (_, n) => tokenOf(`user${n}`));
    const asker = spawn(process.execPath, [client, url, String(CLIENTS), String(silent)], {
      env: { ...process.env, BENCH_TOKENS: tokens.join(' ') },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const found = {};
    for await (const line of asker.stdout) {
      for (const text of String(line).trim().split('\n')) {
        const { at, ...more } = JSON.parse(text);
        Object.assign(found, more, { [at]: await memoryOf(server.pid) });
        asker.stdin.write('\n');
      }
    }
    return found;
  } finally {
    server.kill('SIGKILL');
    await once(server, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

function tokenOf(user) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3_600;
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user, exp })}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

async function memoryOf(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}
