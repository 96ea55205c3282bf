// Measures speed, memory and accuracy, and prints each figure beside its target and, where one installs, a peer.
//   npm run bench                 everything
//   npm run bench -- engine       one or more of: startup, engine, validate, text-analyzer, python, models, knowledge, test, store, serve, sockets
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const sections = [
  'startup',
  'engine',
  'validate',
  'text-analyzer',
  'python',
  'models',
  'knowledge',
  'test',
  'store',
  'serve',
  'sockets',
];
const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const wrong = asked.find((name) => !sections.includes(name));
if (wrong) {
  process.stderr.write(`There is no benchmark "${wrong}". There are: ${sections.join(', ')}.\n`);
  process.exit(2);
}

// What is run here is not kept among the runs of whoever measures.
const state = mkdtempSync(path.join(tmpdir(), 'bisheng-bench-state-'));
process.env.XDG_STATE_HOME = state;
process.on('exit', () => rmSync(state, { recursive: true, force: true }));

const out = (line) => process.stdout.write(`${line}\n`);
out(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}. Medians; this machine may be noisy: run it twice.`,
);
for (const name of asked.length > 0 ? asked : sections) {
  out(`\n${name}`);
  const { run } = await import(`./${name}.js`);
  for (const { name: what, value, unit, detail, target } of await run()) {
    const figure = `${value} ${unit}`;
    out(
      `  ${what.padEnd(46)} ${figure.padStart(14)}  ${target ? `target ${target}` : ''}${detail ? `  (${detail})` : ''}`,
    );
  }
}
