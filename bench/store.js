// What keeping runs costs: time for each node, a whole process with and without, bytes, and finding among many runs.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { median, short } from './median.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'bin/bisheng.js');
const ROUNDS = 25;
const NODES = 2_000;
const RUNS = 10_000;

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
    const { openStore } = await loadStore(folder);
    return [
      ...(await checkpoints(openStore, folder)),
      await durability(folder),
      ...(await listing(openStore, folder)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The store by itself, bundled with the stand-in that the package has. */
async function loadStore(folder) {
  const outfile = path.join(folder, 'store.mjs');
  const standIn = './scripts/libsql-target.cjs';
  await build({
    absWorkingDir: root,
    entryPoints: ['src/store/open-store.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.12',
    alias: { '@neon-rs/load': standIn, 'detect-libc': standIn },
    banner: {
      js: `import{createRequire as __cr}from'node:module';const require=__cr(${JSON.stringify(root + '/')});`,
    },
  });
  return import(pathToFileURL(outfile).href);
}

/** A chain of trivial nodes, each of which ends in a turn of the event loop of its own. */
async function checkpoints(openStore, folder) {
  const file = path.join(folder, 'chain/store.db');
  const { store } = await openStore(file);
  const stored = store.begin(newRun('chain'));
  const times = [];
  let seq = 0;
  let inTurns = 0;
  for (let n = 0; n < NODES; n++) {
    const since = performance.now();
    seq = addNode(stored, `n${n}`, seq);
    stored.flush();
    times.push(performance.now() - since);
  }
  // As nodes that take no time do it: many end in one turn.
  for (let n = 0; n < NODES; n += 50) {
    const since = performance.now();
    for (let m = n; m < n + 50; m++) seq = addNode(stored, `m${m}`, seq);
    stored.flush();
    inTurns += performance.now() - since;
  }
  stored.close();
  store.close();
  const bytes = await sizeAfterClosing(openStore, file);
  const write = await bareWrite(folder);
  return [
    {
      name: 'a checkpoint by itself, per node',
      value: short(median(times)),
      unit: 'ms',
      target: '0.3 ms',
      detail: `of which this disk's fdatasync ${short(write)} ms`,
    },
    {
      name: 'a checkpoint, 50 nodes in a turn, per node',
      value: short(inTurns / NODES),
      unit: 'ms',
      target: '0.3 ms',
    },
    {
      name: 'a trivial node in the file',
      value: Math.round(bytes / (2 * NODES)),
      unit: 'bytes',
      target: '1,000 bytes',
    },
  ];
}

/** What a write of 4 KB takes that is on the disk afterwards. */
async function bareWrite(folder) {
  const { closeSync, fdatasyncSync, openSync, writeSync } = await import('node:fs');
  const file = openSync(path.join(folder, 'bare'), 'w');
  const bytes = Buffer.alloc(8_192, 1);
  const times = [];
  for (let n = 0; n < 200; n++) {
    const since = performance.now();
    writeSync(file, bytes, 0, bytes.length, n * bytes.length);
    fdatasyncSync(file);
    times.push(performance.now() - since);
  }
  closeSync(file);
  return median(times);
}

async function sizeAfterClosing(openStore, file) {
  const { store } = await openStore(file);
  store.checkpoint();
  store.close();
  return (await stat(file)).size;
}

/** A flow of three nodes as whole processes, in pairs. */
async function durability(folder) {
  await writeFile(path.join(folder, 'bisheng.yaml'), '');
  await writeFile(path.join(folder, 'flow.yaml'), flow);
  const ratios = [];
  const times = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const [kept, not] = [[], ['--no-store']].map((flags) => {
      const args = [bin, 'run', 'flow.yaml', '--input', 'x', '--quiet', ...flags];
      return timeOf(args, folder);
    });
    if (round === 0) continue;
    times.push(kept);
    ratios.push(kept / not);
  }
  return {
    name: 'bisheng run, three nodes, kept',
    value: short(median(times)),
    unit: 'ms',
    target: '+20 %',
    detail: `${short((median(ratios) - 1) * 100)} % more than with --no-store`,
  };
}

function timeOf(args, cwd) {
  const since = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`bisheng ended with ${status}: ${stderr}`);
  return performance.now() - since;
}

async function listing(openStore, folder) {
  const place = path.join(folder, 'many');
  const file = path.join(place, '.bisheng/store.db');
  const { store } = await openStore(file);
  for (let n = 0; n < RUNS; n++) {
    const run = store.begin(newRun(`${String(n).padStart(5, '0')}-run`));
    run.add(event(`${n}`, 0, endOfRun));
    run.close();
  }
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const since = performance.now();
    store.list({ limit: 20, status: round % 2 ? 'succeeded' : 'interrupted' });
    times.push(performance.now() - since);
  }
  store.close();
  await writeFile(path.join(place, 'bisheng.yaml'), '');
  if (!(await readdir(place)).includes('.bisheng')) throw new Error('no store');
  const whole = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const listed = timeOf([bin, 'runs', 'list'], place);
    const bare = timeOf([bin, 'runs', '--help'], place);
    if (round > 0) whole.push(listed - bare);
  }
  return [
    {
      name: `runs list among ${RUNS.toLocaleString('en')} runs, after start`,
      value: short(median(whole)),
      unit: 'ms',
      target: '100 ms',
      detail: `the query ${short(median(times))} ms`,
    },
  ];
}

const endOfRun = {
  type: 'run_finished',
  status: 'succeeded',
  outputs: {},
  single: false,
  error: null,
  duration_ms: 1.5,
};

function newRun(id) {
  return { id, flow: 'chain', file: 'flows/chain.yaml', origin: { inputs: { input: 'Hi' } } };
}

function event(run_id, seq, body) {
  return { seq, run_id, time: new Date().toISOString(), ...body };
}

function addNode(stored, node, seq) {
  const started = { type: 'node_started', node, node_type: 'Transform', attempt: 1 };
  const outputs = { result: 'HELLO' };
  const finished = { type: 'node_finished', node, attempts: 1, duration_ms: 0.123, outputs };
  stored.add(event('chain', seq, started));
  stored.add(event('chain', seq + 1, finished));
  stored.keep({ key: node, node, attempts: 1, seq: seq + 1 });
  return seq + 2;
}
