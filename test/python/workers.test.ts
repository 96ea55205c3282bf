import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PythonFailure } from '../../src/python/instance.ts';
import { PythonProject, noPython, told } from './python-project.ts';

describe.skipIf(noPython)(`calls (${noPython ?? 'with Python'})`, async () => {
  const project = await PythonProject.create();

  test('inputs by name and a result', async () => {
    const c = await project.object(
      'class C(BaseComponent):\n    def build(self, text, times=2): return text * times\n',
    );
    expect(await c.call({ text: '好' })).toEqual({ value: '好好' });
    expect(await c.call({ text: 'a', times: 3 })).toEqual({ value: 'aaa' });
  });

  test('one object for all calls, made with the config', async () => {
    const c = await project.object(
      'class C(BaseComponent):\n    def __init__(self, start):\n        self.n = start\n    def build(self):\n        self.n += 1\n        return self.n\n',
      { config: { start: 40 } },
    );
    expect([told(await c.call()), told(await c.call())]).toEqual([41, 42]);
  });

  test('generators stream, plain and async', async () => {
    const plain = await project.build('yield 1\nyield {"a": "b"}\nprint("done")');
    expect(await plain.call()).toEqual({ generated: true });
    expect(plain.heard.chunks).toEqual([1, { a: 'b' }]);
    expect(plain.heard.logs).toEqual([['info', 'done']]);
    const later = await project.build('yield "a"\nawait asyncio.sleep(0)\nyield "b"', {
      isAsync: true,
    });
    expect(await later.call()).toEqual({ generated: true });
    expect(later.heard.chunks).toEqual(['a', 'b']);
  });

  test('async objects work at once in one process', async () => {
    const c = await project.object(
      'import asyncio, os\nclass C(BaseComponent):\n    def __init__(self):\n        self.here = 0\n        self.all = asyncio.Event()\n    async def build(self, total):\n        self.here += 1\n        if self.here == total: self.all.set()\n        await self.all.wait()\n        return os.getpid()\n',
      { isAsync: true },
    );
    const results = await Promise.all(Array.from({ length: 1000 }, () => c.call({ total: 1000 })));
    expect(new Set(results.map(told)).size).toBe(1);
  });

  test('sync calls of two objects work at once in two processes', async () => {
    const code = (mine: string, other: string) =>
      `import os, time\nopen("${mine}", "w").close()\nwhile not os.path.exists("${other}"): time.sleep(0.001)\nreturn os.getpid()`;
    const a = await project.build(code('a', 'b'));
    const b = await project.build(code('b', 'a'));
    const [one, two] = await Promise.all([a.call(), b.call()]);
    expect(told(one)).not.toBe(told(two));
  });

  test('users take turns where calls wait; those of one user come in their order', async () => {
    const narrow = await PythonProject.create({ limit: 1 });
    const said = path.join(narrow.folder, 'said');
    const code = `class C(BaseComponent):\n    def build(self, name):\n        open(${JSON.stringify(said)}, "a").write(name + " ")\n`;
    const names = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2'];
    const objects = await Promise.all(
      names.map((name) => narrow.object(code, { user: name.slice(0, 1) })),
    );
    await Promise.all(objects.map((object, n) => object.call({ name: names[n] })));
    expect((await readFile(said, 'utf8')).trim()).toBe('a1 b1 a2 b2 a3 a4');
  });

  test('no user gets the last process: another’s call does not wait', async () => {
    const narrow = await PythonProject.create({ limit: 3 });
    const end = path.join(narrow.folder, 'end');
    const code = `import os, time\nclass C(BaseComponent):\n    def build(self, waits):\n        while waits and not os.path.exists(${JSON.stringify(end)}): time.sleep(0.001)\n        return waits\n`;
    const of = (user: string) => narrow.object(code, { user });
    const [one, two, three, other] = [await of('a'), await of('a'), await of('a'), await of('b')];
    const waiting = [one, two, three].map((object) => object.call({ waits: true }));
    expect(told(await other.call({ waits: false }))).toBe(false);
    await writeFile(end, '');
    expect((await Promise.all(waiting)).map(told)).toEqual([true, true, true]);
  });

  test('whose process another user keeps busy is made anew in another one', async () => {
    const narrow = await PythonProject.create({ limit: 2 });
    const end = path.join(narrow.folder, 'end');
    const code = `import os, time\nclass C(BaseComponent):\n    def build(self, waits):\n        while waits and not os.path.exists(${JSON.stringify(end)}): time.sleep(0.001)\n        return os.getpid()\n`;
    const [mine, other] = [
      await narrow.object(code, { user: 'a' }),
      await narrow.object(code, { user: 'b' }),
    ];
    const first = told(await mine.call({ waits: false }));
    expect(told(await other.call({ waits: false }))).toBe(first);
    const waiting = other.call({ waits: true });
    expect(told(await mine.call({ waits: false }))).not.toBe(first);
    await writeFile(end, '');
    expect(told(await waiting)).toBe(first);
  });

  test('prints, logs and progress are heard in order and with their levels', async () => {
    const c = await project.build(
      'import os, sys\nprint("a", "b")\nsys.stderr.write("bad\\n")\nlogging.getLogger("x").error("no %d", 1)\nself.log("said", "debug")\nself.progress(1, 4, "q")\nprint("open", end="")\nreturn 1',
      { before: 'import logging\n' },
    );
    expect(told(await c.call())).toBe(1);
    expect(c.heard.logs).toEqual([
      ['info', 'a b'],
      ['warning', 'bad'],
      ['error', 'no 1'],
      ['debug', 'said'],
      ['info', 'open'],
    ]);
    expect(c.heard.progress).toEqual([[1, 4, 'q']]);
  });

  test('a write to descriptor 1 and by a child goes to the log', async () => {
    const c = await project.build(
      'import os, subprocess\nos.write(1, b"raw\\n")\nos.system("echo child")\nsubprocess.run(["echo", "second"])\nreturn 1',
    );
    expect(told(await c.call())).toBe(1);
    expect(c.heard.logs).toEqual([
      ['info', 'raw'],
      ['info', 'child'],
      ['info', 'second'],
    ]);
  });

  test('whole numbers beyond 2^53 arrive exactly, both ways', async () => {
    const c = await project.object(
      'class C(BaseComponent):\n    def build(self, n): return n + 1\n',
    );
    expect(await c.call({ n: 12345678901234567890n })).toEqual({ value: 12345678901234567891n });
  });

  test('declared types decide how a number arrives; nothing is guessed', async () => {
    const c = await project.object(
      'from bisheng.field_typing import Float, Input, Integer\nclass C(BaseComponent):\n    inputs = [Input(name="f", field_type=Float), Input(name="i", field_type=Integer)]\n    def build(self, f, i=1): return [repr(f), repr(i)]\n',
    );
    expect(told(await c.call({ f: 1 }))).toEqual(['1.0', '1']);
    const failure = (await c.call({ f: 1, i: '5' })) as PythonFailure;
    expect([failure.code, failure.key, failure.values]).toEqual([
      'python-input',
      'python-input/integer',
      { name: 'i', value: "'5'" },
    ]);
  });

  test('modules beside it, of the project and of the standard library are found', async () => {
    await project.write('shared_words.py', 'WORD = "shared"\n');
    const c = await project.object(
      'import shared_words\nfrom .near import NEAR\nfrom fractions import Fraction\nclass C(BaseComponent):\n    def build(self): return [shared_words.WORD, NEAR, Fraction(1, 2), __name__]\n',
    );
    const folder = path.relative(project.folder, path.dirname(c.file));
    await project.write(path.join(folder, 'near.py'), 'NEAR = "near"\n');
    expect(told(await c.call())).toEqual([
      'shared',
      'near',
      '1/2',
      `${folder.replace(/[\\/]/g, '.')}.component`,
    ]);
  });

  test('nothing is written into the project', async () => {
    const { readdir } = await import('node:fs/promises');
    const names = await readdir(project.folder, { recursive: true });
    expect(names.filter((name) => name.includes('__pycache__'))).toEqual([]);
  });

  test('a plugin is initialized once and cleaned up', async () => {
    const log = path.join(project.folder, 'plugin.log');
    const code = (fails: boolean) =>
      `class P(PluginInterface):\n    name = version = description = "x"\n    def say(self, what): open(${JSON.stringify(log)}, "a").write(what + " ")\n    def initialize(self, config):\n        self.say("init" + config["n"])\n        if ${fails ? 'True' : 'False'}: raise ValueError("no")\n    def process(self, input_data): return [input_data]\n    def cleanup(self): self.say("cleanup")\n`;
    const { readFile, rm } = await import('node:fs/promises');
    const p = await project.object(code(false), { plugin: true, config: { n: '1' } });
    expect(told(await p.call({ input_data: 5 }))).toEqual([5]);
    expect(told(await p.call({ input_data: null }))).toEqual([null]);
    await p.instance.close();
    expect(await readFile(log, 'utf8')).toBe('init1 cleanup ');
    await rm(log);
    const bad = await project.object(code(true), { plugin: true, config: { n: '2' } });
    expect(told(await bad.call())).toEqual({ key: 'python-exception/create', line: 6 });
    await bad.instance.close();
    expect(await readFile(log, 'utf8')).toBe('init2 cleanup ');
  });

  test('a flow is designed', async () => {
    const file = await project.write(
      'flow_of_mine.py',
      'class F:\n    def design_parallel_flow(self): return {"nodes": []}\nclass G:\n    def design_a(self): pass\n    def design_b(self): pass\n',
    );
    expect(await project.workers.design(file, 'F')).toEqual({ nodes: [] });
    await expect(project.workers.design(file, 'G')).rejects.toMatchObject({
      key: 'python-design-missing/several',
    });
    await expect(project.workers.design(file, 'H')).rejects.toMatchObject({
      code: 'python-class-missing',
    });
  });

  test('folders are inspected', async () => {
    const c = await project.build('return 1');
    const { folders } = await project.workers.inspect([
      { kind: 'component', path: path.dirname(c.file) },
    ]);
    expect(folders[0]?.classes[0]?.name).toBe('C');
  });
});
