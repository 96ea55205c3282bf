// From start to exit, beside a bare Node in the same rounds.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, short } from './median.js';

const bin = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'bin/bisheng.js');
const ROUNDS = 15;

const transforms = `nodes:
  - {id: input, type: InputNode}
  - {id: a, type: Transform, config: {expression: text.strip()}}
  - {id: b, type: Transform, config: {expression: result.upper()}}
  - {id: c, type: Transform, config: {expression: len(b.result)}}
edges:
  - {from: input, to: a}
  - {from: a, to: b}
  - {from: b, to: c}
`;
const analyzer = `nodes:
  - {id: input, type: InputNode}
  - {id: analyzer, type: TextAnalyzer, config: {analysis_type: [sentiment, language]}}
edges:
  - {from: input, to: analyzer}
`;

export async function run() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-bench-'));
  try {
    await writeFile(path.join(folder, 'transforms.yaml'), transforms);
    await writeFile(path.join(folder, 'analyzer.yaml'), analyzer);
    const input = ['--input', 'The parcel was late and I am very disappointed.'];
    return measure(folder, [
      ['node -e 0', ['-e', '0']],
      ['bisheng --version', [bin, '--version'], 2],
      ['bisheng run, three Transforms', [bin, 'run', 'transforms.yaml', ...input], 3],
      ['bisheng run, TextAnalyzer', [bin, 'run', 'analyzer.yaml', ...input], 4],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All commands in turn, round by round, so that a slow moment hits them alike. */
function measure(cwd, commands) {
  const times = commands.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [n, [name, args]] of commands.entries()) {
      const since = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
      if (round > 0) times[n].push(performance.now() - since);
    }
  }
  return commands.map(([name, , target], n) => {
    const ratios = times[n].map((time, round) => time / times[0][round]);
    const row = { name, value: short(median(times[n])), unit: 'ms' };
    if (!target) return row;
    return { ...row, target: `${target}x node`, detail: `${short(median(ratios))}x node` };
  });
}
