// Calls into Python, each beside the bare thing: the same interpreter doing nothing, the same pipes with an echo.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSource } from './load-source.js';
import { median, short } from './median.js';

const COMPONENTS = {
  upper: 'def build(self, text): return text.upper()',
  later: 'async def build(self, text): return text.upper()',
  sleeps:
    'async def build(self, text):\n        await asyncio.sleep(0)\n        return text.upper()',
  stream: 'def build(self, count):\n        for n in range(count): yield "token"',
  large: 'def build(self, size): return "a" * size',
  list: 'def build(self, size): return list(range(size))',
  busy: 'def build(self):\n        total = 0\n        for n in range(6_000_000): total += n\n        return total',
  waits: 'async def build(self):\n        await asyncio.sleep(0.2)\n        return 1',
};
const ECHO =
  'import sys\nfor line in sys.stdin.buffer:\n    sys.stdout.buffer.write(line)\n    sys.stdout.buffer.flush()';
const ROUNDS = 15;

export async function run() {
  const source = await loadSource('src/python/workers.ts', 'src/python/interpreter.ts');
  const project = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-bench-')));
  try {
    for (const [name, build] of Object.entries(COMPONENTS)) {
      await mkdir(path.join(project, name));
      const code = `${name === 'waits' ? 'import asyncio\n' : ''}class C(BaseComponent):\n    ${build}\n`;
      await writeFile(path.join(project, name, 'component.py'), code);
    }
    const interpreter = await source.findInterpreter({ project, env: process.env });
    const bench = new Bench(source, project, interpreter);
    const rows = [];
    for (const measure of ['first', 'warm', 'streamed', 'large', 'parallel', 'concurrent']) {
      rows.push(...(await bench[measure]()));
    }
    return rows;
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

const heard = {
  signal: new AbortController().signal,
  chunk: () => undefined,
  log: () => undefined,
  progress: () => undefined,
  stateLost: () => undefined,
};

class Bench {
  constructor({ createWorkers }, project, interpreter) {
    this.createWorkers = createWorkers;
    this.project = project;
    this.interpreter = interpreter;
  }

  workers() {
    return this.createWorkers({ project: this.project, interpreter: this.interpreter });
  }

  /** An object of a component, and its workers. */
  open(name, isAsync = false, workers = this.workers()) {
    const folder = path.join(this.project, name);
    const instance = workers.open({
      kind: 'component',
      path: folder,
      className: 'C',
      config: {},
      isAsync,
    });
    return { workers, call: (inputs = {}) => instance.call(inputs, heard) };
  }

  /** From nothing to the first answer, in turns with the bare interpreter. */
  async first() {
    const kinds = [
      ['python3 -I -c pass', () => this.bare()],
      ['first call', () => this.once('upper', false), '1.5x'],
      ['first async call', () => this.once('later', true), '2x'],
      ['first async call that awaits asyncio', () => this.once('sleeps', true)],
    ];
    const times = kinds.map(() => []);
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [n, [, action]] of kinds.entries()) {
        const time = await action();
        if (round > 0) times[n].push(time);
      }
    }
    return kinds.map(([name, , target], n) => {
      const row = { name, value: short(median(times[n])), unit: 'ms' };
      if (n === 0) return row;
      const ratio = short(median(times[n].map((time, round) => time / times[0][round])));
      return { ...row, detail: `${ratio}x bare`, ...(target && { target }) };
    });
  }

  bare() {
    return new Promise((resolve, reject) => {
      const since = performance.now();
      const child = spawn(this.interpreter.executable, ['-I', '-c', 'pass'], { stdio: 'pipe' });
      child.on('error', reject);
      child.on('exit', () => resolve(performance.now() - since));
    });
  }

  async once(name, isAsync) {
    const since = performance.now();
    const { workers, call } = this.open(name, isAsync);
    await call({ text: 'x' });
    const time = performance.now() - since;
    await workers.close();
    return time;
  }

  /** One call after the other, in turns with an echo of lines of the same length. */
  async warm() {
    const count = 3000;
    const { workers, call } = this.open('upper');
    const echo = this.echo();
    const line = JSON.stringify({ id: 1234, op: 'call', instance: 1, inputs: { text: 'x' } });
    const [calls, echoes] = [[], []];
    for (let n = 0; n < count; n++) {
      let since = performance.now();
      await call({ text: 'x' });
      const time = performance.now() - since;
      since = performance.now();
      await echo.send(line);
      if (n < 500) continue;
      calls.push(time);
      echoes.push(performance.now() - since);
    }
    echo.end();
    await workers.close();
    const ratio = short(median(calls) / median(echoes));
    return [
      { name: 'line echo through the same pipes', value: short(median(echoes) * 1000), unit: 'µs' },
      {
        name: 'warm call',
        value: short(median(calls) * 1000),
        unit: 'µs',
        target: '3x',
        detail: `${ratio}x echo`,
      },
    ];
  }

  /** A bare Python that gives back each line. */
  echo() {
    const child = spawn(this.interpreter.executable, ['-I', '-u', '-c', ECHO], { stdio: 'pipe' });
    let answered = () => undefined;
    let parts = [];
    child.stdout.on('data', (data) => {
      parts.push(data);
      if (data.at(-1) !== 10) return;
      const text = Buffer.concat(parts).toString();
      parts = [];
      answered(text);
    });
    return {
      send: (line) =>
        new Promise((resolve) => {
          answered = resolve;
          child.stdin.write(`${line}\n`);
        }),
      end: () => child.stdin.end(),
    };
  }

  async streamed() {
    const count = 100_000;
    const { workers, call } = this.open('stream');
    await call({ count: 1000 });
    const times = [];
    for (let n = 0; n < 5; n++) {
      const since = performance.now();
      await call({ count });
      times.push(performance.now() - since);
    }
    await workers.close();
    const value = Math.round(count / (median(times) / 1000));
    return [{ name: 'streamed chunks', value, unit: '/s', target: '100000' }];
  }

  async large() {
    const size = 1 << 20;
    const { workers, call } = this.open('large');
    const list = this.open('list', false, workers);
    const echo = this.echo();
    const line = 'a'.repeat(size);
    const [calls, lists, echoes] = [[], [], []];
    for (let n = 0; n < 40; n++) {
      const times = [];
      for (const action of [
        () => call({ size }),
        () => list.call({ size: 150_000 }),
        () => echo.send(line),
      ]) {
        const since = performance.now();
        await action();
        times.push(performance.now() - since);
      }
      if (n < 5) continue;
      for (const [index, all] of [calls, lists, echoes].entries()) all.push(times[index]);
    }
    echo.end();
    await workers.close();
    const ratio = (times) => `${short(median(times) / median(echoes))}x echo`;
    return [
      { name: '1 MB line, there and back', value: short(median(echoes)), unit: 'ms' },
      {
        name: '1 MB result, a text',
        value: short(median(calls)),
        unit: 'ms',
        target: '2x',
        detail: ratio(calls),
      },
      {
        name: '1 MB result, 150,000 numbers',
        value: short(median(lists)),
        unit: 'ms',
        detail: ratio(lists),
      },
    ];
  }

  async parallel() {
    const workers = this.workers();
    const [a, b] = [this.open('busy', false, workers), this.open('busy', false, workers)];
    await Promise.all([a.call(), b.call()]);
    const ratios = [];
    for (let n = 0; n < 5; n++) {
      let since = performance.now();
      await a.call();
      await b.call();
      const inARow = performance.now() - since;
      since = performance.now();
      await Promise.all([a.call(), b.call()]);
      ratios.push(inARow / (performance.now() - since));
    }
    await workers.close();
    return [
      {
        name: 'two busy branches, faster than in a row',
        value: short(median(ratios)),
        unit: 'x',
        target: '1.8x',
      },
    ];
  }

  async concurrent() {
    const { workers, call } = this.open('waits', true);
    await call();
    const since = performance.now();
    await Promise.all(Array.from({ length: 1000 }, () => call()));
    const time = performance.now() - since;
    await workers.close();
    return [{ name: '1,000 async calls of 200 ms at once', value: short(time), unit: 'ms' }];
  }
}
