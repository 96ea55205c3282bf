// What the server answers: an empty authenticated route and a flow of three nodes, asked by another process; start-up and memory. Beside it
// the same three nodes in langgraphjs dev.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './median.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'bin/bisheng.js');
const client = path.join(root, 'bench/serve-client.js');
const peer = path.join(root, 'bench/peers/dev-server');
const PEER_PORT = 20_241;
/** Milliseconds that it has to begin. */
const PEER_START = 60_000;
const CONNECTIONS = 50;
/** Seconds. */
const WARM_UP = 2;
const MEASURED = 6;

const flow = `nodes:
  - {id: input, type: InputNode}
  - {id: shout, type: Transform, config: {expression: text.upper()}}
  - {id: out, type: OutputNode}
edges:
  - {from: input, to: shout}
  - {from: shout, to: out}
`;

export async function run() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-bench-'));
  try {
    await mkdir(path.join(folder, 'flows'));
    await writeFile(path.join(folder, 'bisheng.yaml'), '');
    await writeFile(path.join(folder, 'flows/shout.yaml'), flow);
    const bare = median(await times(7, () => timeOf([process.execPath, '-e', '0'], folder)));
    const ready = [];
    for (let n = 0; n < 5; n++) {
      const server = await start(folder);
      ready.push(server.ready);
      await server.stop();
    }
    const server = await start(folder);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const idle = await memoryOf(server.pid);
    const token = await output([process.execPath, bin, 'token', 'create', 'bench'], folder);
    const me = await ask(server.url, token, 'GET', '/api/v1/me');
    const execute = await ask(
      server.url,
      token,
      'POST',
      '/api/v1/custom/workflows/shout/execute',
      '{"input":"hello"}',
    );
    const busy = await memoryOf(server.pid);
    await server.stop();
    return [
      {
        name: 'ready to answer',
        value: Math.round(median(ready)),
        unit: 'ms',
        target: `${Math.round(bare * 4)} ms`,
        detail: `4x bare node's ${Math.round(bare)} ms`,
      },
      { name: 'idle', value: Math.round(idle / 1e6), unit: 'MB', target: '90 MB' },
      perSecond('empty authenticated route, 50 connections', me),
      { ...perSecond('flow of 3 nodes, 50 connections', execute), target: '2000 req/s' },
      {
        name: 'the flow beside the empty route',
        value: (execute.perSecond / me.perSecond).toFixed(2),
        unit: 'of it',
        target: '0.5',
      },
      { name: 'after that', value: Math.round(busy / 1e6), unit: 'MB' },
      await peerRow(),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** langgraphjs dev with the same three nodes, asked in the same way. */
async function peerRow() {
  const name = 'langgraphjs dev 2.0.0, 50 connections';
  const options = { cwd: peer, stdio: 'ignore', shell: process.platform === 'win32' };
  // Of what its lock file would say npm itself would not hear, because of packages for other systems.
  const install = ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  if (spawnSync('npm', install, options).status !== 0) {
    return { name, value: 'skipped:', unit: 'npm could not install it' };
  }
  const program = path.join(peer, 'node_modules/@langchain/langgraph-cli/dist/cli/cli.mjs');
  const args = [program, 'dev', '--port', String(PEER_PORT), '--no-browser'];
  const env = { ...process.env, LANGSMITH_TRACING: 'false' };
  const child = spawn(process.execPath, args, { cwd: peer, env, stdio: 'ignore', detached: true });
  try {
    const url = `http://localhost:${PEER_PORT}`;
    if (!(await isReady(`${url}/ok`))) return { name, value: 'skipped:', unit: 'it did not start' };
    const body = JSON.stringify({ assistant_id: 'shout', input: { input: 'hello' } });
    return perSecond(name, await ask(url, '', 'POST', '/runs/wait', body));
  } finally {
    // It has processes of its own.
    process.kill(-child.pid, 'SIGKILL');
    await rm(path.join(peer, '.langgraph_api'), { recursive: true, force: true });
  }
}

async function isReady(url) {
  for (const since = performance.now(); performance.now() - since < PEER_START;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}

function perSecond(name, { perSecond, p50, p99, failed }) {
  const detail = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${failed ? `, ${failed} FAILED` : ''}`;
  return { name, value: Math.round(perSecond), unit: 'req/s', detail };
}

async function start(folder) {
  const args = ['--port', '0', '--rate', '1000000', '--quiet'];
  const since = performance.now();
  const child = spawn(process.execPath, [bin, 'serve', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [data] = await once(child.stdout, 'data');
  const ready = performance.now() - since;
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url: String(data).trim(), pid: child.pid, ready, stop };
}

/** The client has a process of its own, which takes no time of the server's. */
async function ask(url, token, method, target, body = '') {
  const env = { ...process.env, BENCH_TOKEN: token };
  const args = [client, url, method, target, body, CONNECTIONS, WARM_UP, MEASURED].map(String);
  return JSON.parse(await output([process.execPath, ...args], root, env));
}

async function output([command, ...args], cwd, env = process.env) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (piece) => (text += piece));
  await once(child, 'close');
  return text.trim();
}

async function timeOf(command, cwd) {
  const since = performance.now();
  await output(command, cwd);
  return performance.now() - since;
}

async function times(count, work) {
  const found = [];
  for (let n = 0; n < count; n++) found.push(await work());
  return found;
}

async function memoryOf(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}
