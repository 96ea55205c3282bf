import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PythonFailure } from '../../src/python/instance.ts';
import { PythonProject, noPython, told } from './python-project.ts';

/** What a `build` (its lines from the third on) does, and what its failure must say; the line is of the file. */
const failing: readonly (readonly [string, string, { key: string; line?: number }])[] = [
  ['an exception', 'x = 1\nraise ValueError("no")', { key: 'python-exception', line: 4 }],
  ['one without a text', 'raise KeyError()', { key: 'python-exception/plain', line: 3 }],
  [
    'one whose text fails',
    'class E(Exception):\n    def __str__(self): raise SystemExit(1)\nraise E()',
    { key: 'python-exception', line: 5 },
  ],
  [
    'one with half a character in its text',
    'raise ValueError("\\ud800")',
    { key: 'python-exception', line: 3 },
  ],
  [
    'one that refuses attributes',
    'class E(Exception):\n    __slots__ = ()\n    def __setattr__(self, *a): raise SystemExit\nraise E("a")',
    { key: 'python-exception', line: 6 },
  ],
  ['a base exception', 'raise BaseException("b")', { key: 'python-exception', line: 3 }],
  [
    'an interrupt of its own',
    'raise KeyboardInterrupt',
    { key: 'python-exception/plain', line: 3 },
  ],
  ['sys.exit', 'import sys\nsys.exit(3)', { key: 'python-exit', line: 4 }],
  ['exit()', 'exit("bye")', { key: 'python-exit', line: 3 }],
  ['os._exit', 'import os\nos._exit(0)', { key: 'python-died', line: 4 }],
  [
    'built-in functions that are gone',
    'import builtins\nbuiltins.len = builtins.isinstance = builtins.type = None\nreturn [1]',
    { key: 'python-died/broken' },
  ],
  [
    'StopIteration out of a generator',
    'yield 1\nraise StopIteration',
    { key: 'python-exception', line: 4 },
  ],
  [
    'printing without end, and without line ends',
    'while True: print("x" * 1000, end="")',
    { key: 'python-result-too-large/log', line: 3 },
  ],
  ['a fault in C', 'import ctypes\nctypes.string_at(0)', { key: 'python-died/signal', line: 4 }],
  ['abort', 'import os\nos.abort()', { key: 'python-died/signal', line: 4 }],
  ['killing itself', 'import os\nos.kill(os.getpid(), 9)', { key: 'python-died/signal' }],
  ['killing its group', 'import os\nos.killpg(0, 9)', { key: 'python-died/signal' }],
  ['an undefined name', 'return TextPreprocessor()', { key: 'name-undefined', line: 3 }],
  ['a missing module', 'import no_such_module_x', { key: 'import-missing', line: 3 }],
  ['endless recursion', 'return self.build()', { key: 'python-recursion', line: 3 }],
  [
    'recursion that breaks the C stack',
    'import sys\nsys.setrecursionlimit(10**9)\nf = lambda n: [n].sort(key=f) or f(n)\nreturn f(1)',
    { key: 'python-died/signal' },
  ],
  ['no memory', 'return "a" * (1 << 62)', { key: 'python-memory', line: 3 }],
  [
    'a result that is no JSON',
    'return {"a": [1, {"b": object()}]}',
    { key: 'python-result', line: 2 },
  ],
  [
    'a result that contains itself',
    'a = []\na.append(a)\nreturn a',
    { key: 'python-result/depth', line: 2 },
  ],
  ['a list as a key', 'return {(1, 2): 3}', { key: 'python-result/key', line: 2 }],
  ['a huge result', 'return "a" * (70 << 20)', { key: 'python-result-too-large', line: 2 }],
  ['a chunk that is no JSON', 'yield 1\nyield object()', { key: 'python-result', line: 4 }],
  [
    'endless output',
    'while True: print("a" * 100000)',
    { key: 'python-result-too-large/log', line: 3 },
  ],
  [
    'endless output past print',
    'import os\nwhile True: os.write(1, b"a" * 100000)',
    { key: 'python-result-too-large/log' },
  ],
  [
    'endless chunks',
    'while True: yield "a" * 1000000',
    { key: 'python-result-too-large', line: 3 },
  ],
  [
    'closing all descriptors',
    'import os\nos.closerange(0, 1000)\nreturn 1',
    { key: 'python-died/closed' },
  ],
  [
    'becoming another program',
    'import os\nos.execvp("sleep", ["sleep", "60"])',
    { key: 'python-died/closed' },
  ],
  [
    'writing into the connection',
    'import os\nfor d in range(3, 300):\n    try: os.write(d, b"hello\\n")\n    except OSError: pass\nimport time\ntime.sleep(60)',
    { key: 'python-protocol' },
  ],
];

/** What does no harm. */
const harmless: readonly (readonly [string, string, unknown])[] = [
  ['reading stdin', 'import sys\nreturn sys.stdin.read()', ''],
  ['closing stdout', 'import sys\nsys.stdout.close()\nsys.stderr.close()\nreturn 1', 1],
  ['closing descriptors 0 to 2', 'import os\nos.closerange(0, 3)\nreturn 1', 1],
  [
    'a fork that ends by itself',
    'import os\nif os.fork() == 0: os._exit(0)\nos.wait()\nreturn 1',
    1,
  ],
  [
    'a fork that returns too',
    'import os\nchild = os.fork()\nif child: os.waitpid(child, 0)\nreturn child > 0',
    true,
  ],
  [
    'a fork that fails',
    'import os\nchild = os.fork()\nif not child: raise ValueError\nos.waitpid(child, 0)\nreturn 1',
    1,
  ],
  [
    'a pool of processes',
    'import multiprocessing as m\nwith m.get_context("fork").Pool(2) as p: return p.map(abs, [-1, -2])',
    [1, 2],
  ],
  [
    'a thread that outlives the call',
    'import threading, time\ndef f():\n    while True: time.sleep(0.001); print("still here")\nthreading.Thread(target=f).start()\nreturn 1',
    1,
  ],
  ['much recursion that is caught', 'try: return self.build()\nexcept RecursionError: return 1', 1],
  ['half a character', 'return ["\\ud800", "好"]', ['\ud800', '好']],
  ['a logger that is broken', 'import logging\nlogging.warning("%d", "x")\nreturn 1', 1],
  ['replacing sys.stdout', 'import sys, io\nsys.stdout = io.StringIO()\nprint("x")\nreturn 1', 1],
  ['changing the working directory', 'import os\nos.chdir("/")\nreturn 1', 1],
];

describe.skipIf(noPython)(`mishaps (${noPython ?? 'with Python'})`, async () => {
  const project = await PythonProject.create({ limit: 2 });

  test.each(failing)('%s: the node fails, the rest goes on', async (_, body, expected) => {
    const bad = await project.build(body);
    const result = await bad.call();
    expect(result).toBeInstanceOf(PythonFailure);
    const { key, frames } = result as PythonFailure;
    expect({ key, line: frames.at(-1)?.line }).toEqual({ key: expected.key, line: expected.line });
    if (expected.line !== undefined) expect(frames.at(-1)?.file).toBe(bad.file);
    const good = await project.build('return "well"');
    expect(told(await good.call())).toBe('well');
  });

  test.each(harmless)('%s does no harm', async (_, body, value) => {
    const c = await project.build(body);
    expect(told(await c.call())).toEqual(value);
    expect(told(await c.call())).toEqual(value);
  });

  test('a file that can’t be loaded', async () => {
    const syntax = await project.object('class C(BaseComponent):\n    def build(self) return 1\n');
    expect(told(await syntax.call())).toEqual({ key: 'python-syntax', line: 2 });
    const raises = await project.object('x = 1\ny = x / 0\n');
    expect(told(await raises.call())).toEqual({ key: 'python-exception/load', line: 2 });
    const other = await project.object('class D(BaseComponent): pass\n');
    expect(told(await other.call())).toEqual({ key: 'python-class-missing', line: undefined });
    const yaml = await project.object('import yaml.no_such\nclass C(BaseComponent): pass\n');
    expect(told(await yaml.call())).toMatchObject({ key: 'import-missing', line: 1 });
  });

  test('an object that can’t be made, and is made when it can', async () => {
    const code =
      'import os\nclass C(BaseComponent):\n    def __init__(self):\n        open("needed").close()\n    def build(self): return 1\n';
    const c = await project.object(code);
    expect(told(await c.call())).toEqual({ key: 'python-exception/create', line: 4 });
    await project.write('needed', '');
    expect(told(await c.call())).toBe(1);
  });

  test('a call that is cancelled: waiting, calculating, async', async () => {
    for (const [body, isAsync] of [
      ['import time\nprint("on")\ntime.sleep(60)', false],
      ['print("on")\nwhile True: pass', false],
      ['print("on")\nwhile True:\n    try: sum(range(1000))\n    except Exception: pass', false],
      ['print("on")\nawait asyncio.sleep(60)', true],
      ['print("on")\nfor i in range(10**9):\n    yield i\n    await asyncio.sleep(0)', true],
    ] as const) {
      const c = await project.build(body, { isAsync });
      const controller = new AbortController();
      const result = c.call({}, controller.signal);
      await expect.poll(() => c.heard.logs).toEqual([['info', 'on']]);
      controller.abort();
      expect(told(await result)).toMatchObject({ key: 'cancelled' });
    }
  });

  test('a call that won’t be cancelled is ended; its object is a fresh one later', async () => {
    const c = await project.object(
      'import time\nclass C(BaseComponent):\n    n = 0\n    def build(self, hang):\n        self.n += 1\n        print("on")\n        while hang:\n            try: time.sleep(60)\n            except BaseException: pass\n        return self.n\n',
    );
    expect(told(await c.call({ hang: false }))).toBe(1);
    const controller = new AbortController();
    const result = c.call({ hang: true }, controller.signal);
    await expect.poll(() => c.heard.logs.length).toBe(2);
    controller.abort();
    expect(told(await result)).toMatchObject({ key: 'cancelled' });
    expect(c.heard.lost).toBe(0);
    expect(told(await c.call({ hang: false }))).toBe(1);
    expect(c.heard.lost).toBe(1);
  });

  test('an object that can tell its state keeps it when its process dies', async () => {
    const c = await project.object(
      'import os\nclass C(BaseComponent):\n    n = 0\n    def get_state(self): return {"n": self.n}\n    def set_state(self, state): self.n = state["n"]\n    def build(self, die=False):\n        if die: os._exit(1)\n        self.n += 1\n        return self.n\n',
    );
    expect(told(await c.call())).toBe(1);
    expect(told(await c.call({ die: true }))).toEqual({ key: 'python-died', line: 7 });
    expect(told(await c.call())).toBe(2);
    expect(c.heard.lost).toBe(0);
  });

  test('async calls that shared a process with one that ended it are repeated', async () => {
    const c = await project.object(
      'import asyncio, os\nclass C(BaseComponent):\n    waiting = 0\n    async def build(self, die):\n        C.waiting += 1\n        while C.waiting < 3 and not os.path.exists("died"): await asyncio.sleep(0.001)\n        if die:\n            open("died", "w").close()\n            os._exit(9)\n        await asyncio.sleep(0.01)\n        return "well"\n',
      { isAsync: true },
    );
    const results = await Promise.all([
      c.call({ die: false }),
      c.call({ die: true }),
      c.call({ die: false }),
    ]);
    expect(results.map(told)).toEqual(['well', { key: 'python-died', line: 9 }, 'well']);
  });

  test('a child that async code forks ends when it comes back from the call', async () => {
    const c = await project.object(
      'import asyncio, os\nclass C(BaseComponent):\n    async def build(self):\n        child = os.fork()\n        await asyncio.sleep(0.01)\n        if child: return os.waitpid(child, 0)[1]\n        return "child"\n',
      { isAsync: true },
    );
    expect(told(await c.call())).toBe(0);
  });

  test('much output is cut, and that is said', async () => {
    const c = await project.build('for i in range(20000): print(i)\nreturn 1');
    expect(told(await c.call())).toBe(1);
    expect(c.heard.logs.length).toBe(10_001);
    expect(c.heard.logs.at(-1)).toEqual(['warning', '…']);
  });

  test('frames name places inside the line, where Python knows them', async () => {
    const c = await project.build('a = "好"; b = {}["x"]');
    const { frames } = (await c.call()) as PythonFailure;
    const [frame] = frames;
    const line = Buffer.from((await readFile(c.file, 'utf8')).split('\n')[2]!);
    if (frame?.column == null) return;
    expect(line.subarray(frame.column, frame.endColumn!).toString()).toBe('{}["x"]');
    expect(path.basename(frame.file)).toBe('component.py');
  });
});

test.skipIf(noPython !== undefined)('says where it ended while others end, too', async () => {
  const project = await PythonProject.create();
  const all = await Promise.all(
    Array.from({ length: 20 }, () => project.build('import os\nos._exit(3)')),
  );
  let isOver = false;
  // While something is read, another process ends, and then both ends are told at once.
  const other = async () => {
    const echo = spawn(process.execPath, ['-v']);
    echo.stdout.on('data', () => {
      for (const until = performance.now() + 30; performance.now() < until;);
    });
    await once(echo, 'exit');
    if (!isOver) await other();
  };
  const others = other();
  for (const one of all) expect(told(await one.call())).toEqual({ key: 'python-died', line: 4 });
  isOver = true;
  await others;
});
