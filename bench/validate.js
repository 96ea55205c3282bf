// Whole processes of `bisheng validate` on many small flows and on a big one.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, short } from './median.js';

const bin = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'bin/bisheng.js');
const ROUNDS = 5;

export async function run() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-bench-'));
  try {
    await mkdir(path.join(folder, 'flows'));
    const small = flow(14, 60);
    for (let n = 0; n < 1000; n++) await writeFile(path.join(folder, 'flows', `f${n}.yaml`), small);
    const big = flow(11_000, 320);
    await writeFile(path.join(folder, 'big.yaml'), big);
    return [
      validate(folder, 'flows', `1,000 flows of ${short(small.length / 1000)} KB`, '1000 ms'),
      validate(
        folder,
        'big.yaml',
        `a ${short(big.length / 1e6)} MB flow of 11,000 nodes`,
        '2000 ms',
      ),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A flow of a chain with a router now and then; each node carries some text. */
function flow(nodes, padding) {
  const text = 'lorem ipsum '.repeat(Math.ceil(padding / 12)).slice(0, padding);
  const lines = ['name: bench', 'nodes:', '  - id: n0', '    type: InputNode'];
  for (let n = 1; n < nodes; n++) {
    lines.push(`  - id: n${n}`, '    type: Transform', `    description: "${text}"`, '    config:');
    lines.push(`      expression: ${n === 1 ? 'text' : `n${n - 1}.result`}`);
  }
  lines.push('edges:');
  for (let n = 1; n < nodes; n++) lines.push(`  - from: n${n - 1}`, `    to: n${n}`);
  return `${lines.join('\n')}\n`;
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
