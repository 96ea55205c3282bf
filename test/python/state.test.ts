import { describe, expect, test } from 'vitest';
import type { PythonFailure, PythonInstance } from '../../src/python/instance.ts';
import { callOptions, noPython, PythonProject, told, type Heard } from './python-project.ts';

const project = noPython === undefined ? await PythonProject.create() : undefined;

const counting = (kind: 'def' | 'async def', state: 'def' | 'async def'): string => `
import os, asyncio
class C(BaseComponent):
    n = 0
    ${state} get_state(self):
        return {"n": self.n, "known": (1, "二")}
    ${state} set_state(self, state):
        ${state === 'def' ? '' : 'await asyncio.sleep(0.01)'}
        self.n = state["n"]
        self.known = state["known"]
    ${kind} build(self, die=False):
        if die: os.kill(os.getpid(), 9)
        self.n += 1
        return self.n
`;

const kinds = [
  ['def', 'def'],
  ['def', 'async def'],
  ['async def', 'def'],
  ['async def', 'async def'],
] as const;

describe.skipIf(project === undefined)('the state of an object in Python', () => {
  const open = (code: string, isAsync = false) => project!.object(code, { isAsync });

  test.each(kinds)('%s build, %s get_state: it is kept and taken up again', async (kind, state) => {
    const isAsync = kind === 'async def';
    const first = await open(counting(kind, state), isAsync);
    expect(first.instance.state()).toBeUndefined();
    await first.call();
    expect(told(await first.call())).toBe(2);
    expect(first.instance.state()).toEqual({ n: 2, known: [1, '二'] });
    const second = await open(counting(kind, state), isAsync);
    second.instance.restore({ n: 41, known: [] });
    const results = isAsync
      ? await Promise.all([second.call(), second.call(), second.call()])
      : [await second.call(), await second.call(), await second.call()];
    expect(results.map(told)).toEqual([42, 43, 44]);
    expect(second.instance.state()).toMatchObject({ n: 44 });
  });

  test.each(kinds)('%s build, %s get_state: kill -9 in a call', async (kind, state) => {
    const c = await open(counting(kind, state), kind === 'async def');
    await c.call();
    expect(told(await c.call({ die: true }))).toMatchObject({ key: 'python-died/signal' });
    expect(told(await c.call())).toBe(2);
    expect(c.heard.lost).toBe(0);
  });

  test('a process that dies takes other objects with it: they begin with what was kept', async () => {
    const small = await PythonProject.create({ limit: 1 });
    const one = await small.object(counting('def', 'def'));
    const other = await small.object(counting('def', 'def'));
    const plain = await small.build('return 1');
    for (const each of [one, other, other, plain]) await each.call();
    await one.call({ die: true });
    expect([told(await other.call()), told(await one.call())]).toEqual([3, 2]);
    await plain.call();
    expect([one.heard.lost, other.heard.lost, plain.heard.lost]).toEqual([0, 0, 1]);
  });

  test('one that can’t be kept does not fail the call', async () => {
    for (const [body, key] of [
      ['return {1, object()}', 'python-result/state'],
      ['return {(1, 2): 3}', 'python-result/state-key'],
      ['x = []; x.append(x); return x', 'python-result/state-depth'],
      ['return "x" * (9 << 20)', 'python-result-too-large/state'],
      ['return self.nothing', 'python-exception'],
    ] as const) {
      for (const kind of ['def', 'async def'] as const) {
        const c = await open(
          `class C(BaseComponent):\n    ${kind} build(self): return 1\n    def set_state(self, state): ...\n    ${kind} get_state(self):\n        ${body}\n`,
          kind === 'async def',
        );
        expect(told(await c.call())).toBe(1);
        expect(c.heard.unkept.map((one) => [one.key, one.frames.at(-1)?.function])).toEqual([
          [key, 'get_state'],
        ]);
        expect(c.instance.state()).toBeUndefined();
      }
    }
  });

  test('after one that can’t be kept, an older one is not taken for it', async () => {
    const c = await open(
      'import os\nclass C(BaseComponent):\n    n = 0\n    def set_state(self, s): self.n = s\n    def get_state(self): return self.n if self.n < 2 else object()\n    def build(self, die=False):\n        if die: os._exit(1)\n        self.n += 1\n        return self.n\n',
    );
    await c.call();
    expect(c.instance.state()).toBe(1);
    await c.call();
    expect(c.instance.state()).toBeUndefined();
    await c.call({ die: true });
    expect(told(await c.call())).toBe(1);
    expect(c.heard.lost).toBe(1);
  });

  test.each(['def', 'async def'] as const)('%s set_state that fails', async (kind) => {
    for (const isAsync of [false, true]) {
      const c = await open(
        `class C(BaseComponent):\n    ${isAsync ? 'async def' : 'def'} build(self): return 1\n    def get_state(self): return 1\n    ${kind} set_state(self, state):\n        raise ValueError(state["x"])\n`,
        isAsync,
      );
      c.instance.restore({ x: 'no' });
      for (const result of await Promise.all([c.call(), c.call()])) {
        expect(told(result)).toEqual({ key: 'python-exception/restore', line: 5 });
        expect((result as PythonFailure).values).toEqual({ type: 'ValueError', text: 'no' });
      }
    }
  });

  test('None: there is nothing to take up', async () => {
    const c = await open(
      'class C(BaseComponent):\n    def build(self): return 1\n    def get_state(self): return None\n    def set_state(self, state): raise ValueError\n',
    );
    c.instance.restore(null);
    expect(told(await c.call())).toBe(1);
    expect(c.instance.state()).toBeNull();
  });

  test('plugins have it after initialize; cleanup comes even where set_state fails', async () => {
    const code = `
class P:
    def initialize(self, config): self.n = 0
    def process(self, input_data):
        if input_data: open("cleaned", "w").close()
        self.n += 1
        return self.n
    def cleanup(self): open("cleaned", "w").close()
    def get_state(self): return self.n
    def set_state(self, state): self.n = int(state)
`;
    const p = await project!.object(code, { plugin: true });
    p.instance.restore(7);
    expect(told(await p.call({ input_data: null }))).toBe(8);
    expect(p.instance.state()).toBe(8);
    const broken = await project!.object(code, { plugin: true });
    broken.instance.restore('x');
    expect(told(await broken.call({ input_data: null }))).toMatchObject({
      key: 'python-exception/restore',
    });
    const look = await project!.build('import os\nreturn os.path.exists("cleaned")');
    expect(told(await look.call())).toBe(true);
  });
});

describe.skipIf(project === undefined)('idempotency_key()', () => {
  const asking = (kind: string, body: string): string =>
    `import asyncio, threading\nfrom bisheng import idempotency_key\ndef ask():\n    try: return idempotency_key()\n    except RuntimeError as error: return str(error)[:17]\nclass C(BaseComponent):\n    def __init__(self): self.made = ask()\n    ${kind} build(self, turn=0):\n        ${body}\n`;
  const call = async (
    instance: PythonInstance,
    key: string,
    inputs: Record<string, unknown> = {},
  ): Promise<unknown> => {
    const heard: Heard = { chunks: [], logs: [], progress: [], lost: 0, unkept: [] };
    const options = callOptions(heard, new AbortController().signal);
    const result = await instance.call(inputs, { ...options, idempotencyKey: key });
    return 'value' in result ? result.value : heard.chunks;
  };
  const NONE = 'idempotency_key()';

  test('is that of the call, and of none in __init__', async () => {
    const c = await project!.object(asking('def', 'return [self.made, ask()]'));
    expect(await call(c.instance, 'r:a')).toEqual([NONE, 'r:a']);
    expect(await call(c.instance, 'r:b')).toEqual([NONE, 'r:b']);
    const early = await project!.object(asking('async def', 'return [self.made, ask()]'), {
      isAsync: true,
    });
    expect(await call(early.instance, 'r:a')).toEqual([NONE, 'r:a']);
    expect(await call(early.instance, 'r:b')).toEqual([NONE, 'r:b']);
  });

  test('is right in many calls at once, in their tasks and threads', async () => {
    const body =
      'await asyncio.sleep(0.001 * (5 - turn))\n        task = asyncio.create_task(asyncio.to_thread(ask))\n        await asyncio.sleep(0)\n        other = []\n        thread = threading.Thread(target=lambda: other.append(ask()))\n        thread.start(); thread.join()\n        return [ask(), await task, *other]';
    const c = await project!.object(asking('async def', body), { isAsync: true });
    const turns = [0, 1, 2, 3, 4];
    const results = await Promise.all(turns.map((turn) => call(c.instance, `r:${turn}`, { turn })));
    const outside = results.map((one) => (one as string[])[2]);
    expect(results).toEqual(turns.map((turn, n) => [`r:${turn}`, `r:${turn}`, outside[n]]));
    expect(outside.every((one, n) => one === NONE || one === `r:${n}`)).toBe(true);
  });

  test.each(['def', 'async def'] as const)('is known to a %s generator', async (kind) => {
    const c = await project!.object(asking(kind, 'yield ask()\n        yield ask()'), {
      isAsync: kind === 'async def',
    });
    expect(await call(c.instance, 'r:支付')).toEqual(['r:支付', 'r:支付']);
  });
});
