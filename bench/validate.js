// Whole processes of `bisheng validate` on many small flows and on a big one.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, short } from './median.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const bin = path.join(path.dirname(here), 'bin/bisheng.js');
const ROUNDS = 5;

export async function run() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-bench-'));
  try {
    const small = await readFile(path.join(here, 'data/typical-flow.yaml'), 'utf8');
    await mkdir(path.join(folder, 'flows'));
    for (let n = 0; n < 1000; n++) {
      const named = small.replace(/^name: .*/m, `name: flow-${n}`);
      await writeFile(path.join(folder, 'flows', `f${n}.yaml`), named);
    }
    const big = bigFlow(2_200);
    await writeFile(path.join(folder, 'big.yaml'), big);
    const megabytes = short(Buffer.byteLength(big) / 1e6);
    const kilobytes = short(Buffer.byteLength(small) / 1000);
    return [
      validate(folder, 'flows', `1,000 flows of ${kilobytes} KB`, '1000 ms'),
      validate(folder, 'big.yaml', `a ${megabytes} MB flow of 11,001 nodes`, '2000 ms'),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A flow of stages behind each other: five nodes each, one of them a router with two ways that meet again. */
function bigFlow(stages) {
  const description = `    description: ${'lorem ipsum '.repeat(27)}`;
  const nodes = ['name: big', 'nodes:', '  - id: answer0', '    type: InputNode'];
  const edges = ['edges:'];
  const node = (id, type, ...config) =>
    nodes.push(`  - id: ${id}`, `    type: ${type}`, description, '    config:', ...config);
  for (let n = 1; n <= stages; n++) {
    const before = n === 1 ? 'answer0.text' : `answer${n - 1}.result`;
    node(`read${n}`, 'Transform', `      expression: ${before}.strip()`);
    node(
      `choose${n}`,
      'ConditionalRouter',
      '      conditions:',
      `        - {name: long, expression: len(read${n}.result) > 100, next_node: short${n}}`,
      `      default_node: keep${n}`,
    );
    node(`short${n}`, 'Transform', `      template: "{read${n}.result}…"`);
    node(`keep${n}`, 'Transform', `      expression: read${n}.result`);
    node(`answer${n}`, 'Transform', `      expression: short${n}.result or keep${n}.result`);
    edges.push(
      `  - {from: answer${n - 1}, to: read${n}}`,
      `  - {from: read${n}, to: choose${n}}`,
      `  - {from: short${n}, to: answer${n}}`,
      `  - {from: keep${n}, to: answer${n}}`,
    );
  }
  return `${[...nodes, ...edges].join('\n')}\n`;
}

function validate(cwd, target, name, goal) {
  const times = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const since = performance.now();
    const result = spawnSync(process.execPath, [bin, 'validate', target, '--format', 'json'], {
      cwd,
      encoding: 'utf8',
    });
    times.push(performance.now() - since);
    bytes = result.stdout.length;
    if (result.status !== 0)
      throw new Error(
        `validate ended with ${result.status}: ${result.stdout.slice(0, 500)}${result.stderr}`,
      );
  }
  return {
    name,
    value: short(median(times)),
    unit: 'ms',
    target: goal,
    detail: `${bytes} B of JSON`,
  };
}
