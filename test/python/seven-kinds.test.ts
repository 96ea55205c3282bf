import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { PythonProject, callOptions, noPython, type Heard } from './python-project.ts';

const folder = fileURLToPath(new URL('components', import.meta.url));

describe.skipIf(noPython)('components of the seven kinds', async () => {
  const { workers } = await PythonProject.create({ project: folder });

  /** A component's class as it was read, and a function that calls one object of it again and again. */
  async function open(name: string, config: Record<string, unknown> = {}, at = 0) {
    const where = { kind: 'component' as const, path: path.join(folder, name) };
    const { folders } = await workers.inspect([where]);
    const described = folders[0]?.classes[at];
    if (!described) throw new Error(`${name} has no component`);
    const isAsync = described.build?.kind.startsWith('async') === true;
    const instance = workers.open({ ...where, className: described.name, config, isAsync });
    const heard: Heard = { chunks: [], logs: [], progress: [], lost: 0, unkept: [] };
    const { signal } = new AbortController();
    const call = (inputs: Record<string, unknown>): Promise<unknown> =>
      instance.call(inputs, callOptions(heard, signal));
    return { described, heard, call };
  }

  test('a basic one with declared inputs', async () => {
    const { described, call } = await open('basic');
    expect(described).toMatchObject({
      name: 'Shortener',
      display_name: '截短',
      icon: '✂️',
      inputs: [
        { name: 'text', type: 'Text', required: true, has_default: false },
        { name: 'limit', type: 'Integer', required: false, default: 5, minimum: 1, maximum: 100 },
      ],
      outputs: [{ name: 'short', display_name: '结果', type: 'Text' }],
      build: { kind: 'sync' },
    });
    expect(await call({ text: '天下大势，分久必合' })).toEqual({ value: '天下大势，…' });
    expect(await call({ text: 'short', limit: 2 })).toEqual({ value: 'sh…' });
  });

  test('values of inputs that only running the code tells', async () => {
    const { described, call } = await open('computed');
    expect(described.inputs).toMatchObject([
      { name: 'text', has_default: true, default: null },
      { name: 'tags', has_default: true, default: null },
    ]);
    expect(await call({})).toEqual({ value: ['ab', ['seen']] });
    expect(await call({ text: 'x' })).toEqual({ value: ['x', ['seen']] });
  });

  test('an async one', async () => {
    const { described, heard, call } = await open('async');
    expect(described).toMatchObject({
      inputs: [
        { name: 'question', required: true },
        { name: 'people', type: 'Integer', required: false, default: 3 },
      ],
      outputs: [{ name: 'answers' }, { name: 'count' }],
      build: { kind: 'async' },
    });
    const answers = ['0: why?', '1: why?', '2: why?'];
    expect(await call({ question: 'why' })).toEqual({ value: { answers, count: 3 } });
    expect(heard.progress).toHaveLength(3);
  });

  test.each([
    ['generator', 0],
    ['async_generator', 1],
  ])('a streaming one: %s', async (kind, at) => {
    const { described, heard, call } = await open('streaming', {}, at);
    expect(described.build?.kind).toBe(kind);
    expect(await call({ text: '流式✓' })).toEqual({ generated: true });
    expect(heard.chunks).toEqual(['流', '式', '✓']);
  });

  test('one with state', async () => {
    const { described, call } = await open('stateful');
    expect(described.keeps_state).toBe(true);
    expect(await call({ word: 'a' })).toEqual({ value: { count: 1, words: 1 } });
    expect(await call({ word: 'b' })).toEqual({ value: { count: 1, words: 2 } });
    expect(await call({ word: 'a' })).toEqual({ value: { count: 2, words: 2 } });
  });

  test('one made of others, here and in another file', async () => {
    const { described, call } = await open('composite');
    expect(described.name).toBe('WordReport');
    expect(await call({ raw_text: ' to  be\nor not ' })).toEqual({
      value: { text: 'to be or not', words: 4, line: '4 words' },
    });
  });

  test('one that loads what lies in the project’s plugins/', async () => {
    const { call } = await open('pluginable');
    expect(await call({ text: 'abc' })).toEqual({ value: 'ABC' });
    expect(await call({ text: 'abc', plugin_name: 'backwards' })).toEqual({ value: 'cba' });
    expect(await call({ text: 'abc', plugin_name: 'x' })).toEqual({
      value: 'x? backwards, loud!',
    });
  });

  test('one that a file drives, named in its config or not', async () => {
    const { described, call } = await open('config_driven');
    expect(described.init).toEqual([
      {
        name: 'config_path',
        required: false,
        has_default: true,
        default: 'config_driven/polite.json',
        annotation: 'str',
      },
    ]);
    expect(await call({ name: '李雷' })).toEqual({ value: '您好，李雷！' });
    const curt = await open('config_driven', { config_path: 'config_driven/curt.json' });
    expect(await curt.call({ name: '李雷' })).toEqual({ value: '李雷.' });
  });
});
