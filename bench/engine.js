// The engine in a warm process: what it adds to nodes that do nothing. Peers run the same graphs, each in a process of
// its own, where npm can install them.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { trivialFlow } from './trivial-flow.js';
import { loadSource } from './load-source.js';
import { median, short } from './median.js';

const here = path.dirname(fileURLToPath(import.meta.url));

export async function run() {
  const source = await loadSource(
    'src/flow/plan/plan-flow.ts',
    'src/engine/run.ts',
    'src/diagnostics/source-file.ts',
  );
  const flows = trivialFlow(source);
  const peers = installPeers();
  const rows = [];
  for (const [shape, target] of [
    ['chain', '5 ms'],
    ['fan-out', '5 ms'],
  ]) {
    const plan = source.planFlow(flows[shape](100));
    rows.push({
      name: `${shape} of 100, bisheng`,
      value: await warm(() => flows.run(plan)),
      unit: 'ms',
      target,
    });
    for (const peer of ['langgraph', 'mastra']) {
      const value = peers ? peerTime(peer, shape) : undefined;
      if (value !== undefined) rows.push({ name: `${shape} of 100, ${peer}`, value, unit: 'ms' });
    }
  }
  if (!peers) rows.push({ name: 'peers', value: 'skipped:', unit: 'npm could not install them' });
  for (const shape of ['chain', 'fan-out']) {
    for (const size of [1_000, 10_000, 100_000]) {
      const { value, detail } = await once(source, flows, shape, size);
      const target = size === 10_000 ? { target: '1000 ms' } : {};
      rows.push({
        name: `${shape} of ${size.toLocaleString('en')}, planned and run`,
        value,
        unit: 'ms',
        detail,
        ...target,
      });
    }
  }
  rows.push(await rounds(source, flows), await criticalPath(source, flows));
  return rows;
}

async function warm(action) {
  const times = [];
  for (let n = 0; n < 60; n++) {
    const since = performance.now();
    await action();
    if (n >= 10) times.push(performance.now() - since);
  }
  return short(median(times));
}

async function once(source, flows, shape, size) {
  const times = [];
  for (let n = 0; n < 3; n++) {
    const flow = flows[shape](size);
    const since = performance.now();
    await flows.run(source.planFlow(flow));
    times.push(performance.now() - since);
  }
  return {
    value: short(median(times)),
    detail: `${short((median(times) / size) * 1000)} µs a node`,
  };
}

/** Heap after 1,000 and after 100,000 rounds of a loop, events dropped. */
async function rounds(source, flows) {
  const heap = async (count) => {
    await flows.run(source.planFlow(flows.loop(count)));
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const before = await heap(1_000);
  const since = performance.now();
  const after = await heap(100_000);
  const value = short(performance.now() - since);
  return {
    name: '100,000 loop rounds',
    value,
    unit: 'ms',
    detail: `heap ${short(before)} MB, then ${short(after)} MB`,
    target: 'flat memory',
  };
}

/**
 * 300 sleeping nodes in layers, each node waiting for one of the layer before. Timers are late, the more the busier the
 * machine is: the same sleeps without the engine, taken in turn with it, tell its part from theirs.
 */
async function criticalPath(source, flows) {
  const [layers, width, milliseconds] = [10, 30, 100];
  const plan = source.planFlow(flows.layers(layers, width, milliseconds));
  const chains = () =>
    Promise.all(Array.from({ length: width }, () => chain(layers, milliseconds)));
  const [bare, run] = [[], []];
  for (let n = 0; n < 3; n++) {
    bare.push(await timed(chains));
    run.push(await timed(() => flows.run(plan)));
  }
  const over = (times) => short((median(times) / (layers * milliseconds) - 1) * 100);
  return {
    name: 'wide graph of sleeping nodes',
    value: short(median(run)),
    unit: 'ms',
    target: '2 % over',
    detail: `${over(run)} % over its critical path; ${over(bare)} % without the engine`,
  };
}

async function chain(length, milliseconds) {
  for (let n = 0; n < length; n++) await new Promise((wake) => setTimeout(wake, milliseconds));
}

async function timed(action) {
  const since = performance.now();
  await action();
  return performance.now() - since;
}

function installPeers() {
  const options = {
    cwd: path.join(here, 'peers'),
    stdio: 'ignore',
    shell: process.platform === 'win32',
  };
  return (
    spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], options).status === 0
  );
}

function peerTime(peer, shape) {
  const result = spawnSync(
    process.execPath,
    [path.join(here, 'peers', `${peer}.js`), shape, '100'],
    { encoding: 'utf8' },
  );
  const value = Number.parseFloat(result.stdout);
  return Number.isNaN(value) ? undefined : short(value);
}
