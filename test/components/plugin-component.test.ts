import { describe, expect, it } from 'vitest';
import { itemProcessor } from '../../src/components/item-processor.ts';
import { createPluginType, pluginConfig } from '../../src/components/plugin-component.ts';
import { NodeError } from '../../src/engine/component.ts';
import type { Value, ValueObject } from '../../src/flow/value.ts';
import type { Plugin } from '../../src/plugins/plugin.ts';
import {
  PythonFailure,
  type CallOptions,
  type CallResult,
  type PythonObject,
  type PythonWorkers,
} from '../../src/python/instance.ts';
import { failure, plain, stage, typesOf } from './stage.ts';

const plugin = {
  id: 'nlp',
  path: '/project/plugins/nlp',
  className: 'Nlp',
  config: { mark: '!', sentiment: { model: 'm', threshold: 0.5 }, list: [1, 2] },
} as unknown as Plugin;

type Process = (inputs: ValueObject, options: CallOptions) => Value | CallResult;

/** Workers whose plugin does what the test says. */
function pretend(process: Process) {
  const opened: PythonObject[] = [];
  const told = { closed: 0, asked: 0 };
  const workers = {
    open(what: PythonObject) {
      opened.push(what);
      return {
        call: (inputs: ValueObject, options: CallOptions) =>
          Promise.resolve().then(() => {
            const result = process(inputs, options);
            const whole = typeof result === 'object' && result && 'generated' in result;
            return whole ? (result as CallResult) : { value: result };
          }),
        close: () => {
          told.closed++;
          return Promise.resolve();
        },
      };
    },
  } as unknown as PythonWorkers;
  const type = createPluginType(plugin, () => {
    told.asked++;
    return Promise.resolve(workers);
  });
  return { type, opened, told };
}

async function outputs(result: Value): Promise<ValueObject> {
  const { type } = pretend(() => result);
  return plain(await stage(type, {}).component.run({ input_data: 'x' }, contextless()));
}

/** The stage has a context of its own for `run`; here only the outputs count. */
function contextless(): never {
  return { signal: new AbortController().signal, stream: () => undefined } as never;
}

describe('a plugin as a node', () => {
  it('calls process with the input, on one object for all rounds, and closes it', async () => {
    const { type, opened, told } = pretend(({ input_data: text }) => `${text as string}!`);
    const { run, component } = stage(type, {});
    expect(told.asked).toBe(0);
    expect(await run({ input_data: 'a' })).toEqual({ result: 'a!' });
    expect(await run({ input_data: 'b' })).toEqual({ result: 'b!' });
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({ kind: 'plugin', path: plugin.path, className: 'Nlp' });
    await component.close?.();
    expect(told.closed).toBe(1);
  });

  it('starts nothing where it is never called', async () => {
    const { type, told } = pretend(() => null);
    await stage(type, {}).component.close?.();
    expect(told).toEqual({ closed: 0, asked: 0 });
  });

  it('gives the whole result, and the keys of an object besides', async () => {
    expect(await outputs('text')).toEqual({ result: 'text' });
    expect(await outputs([1])).toEqual({ result: [1] });
    expect(await outputs(null)).toEqual({ result: null });
    expect(await outputs({ a: 1, b: 2 })).toEqual({ result: { a: 1, b: 2 }, a: 1, b: 2 });
    expect(await outputs({ result: 1, b: 2 })).toEqual({ result: 1, b: 2 });
    expect(await outputs({ result: null })).toEqual({ result: null });
  });

  it('lays the node’s config over that of config.yaml', () => {
    const over = { sentiment: { threshold: 0.8 }, list: [], input_data: 'x', parallel: false };
    expect(JSON.parse(JSON.stringify(pluginConfig(plugin, over)))).toEqual({
      mark: '!',
      sentiment: { model: 'm', threshold: 0.8 },
      list: [],
    });
    expect(plugin.config).toMatchObject({ sentiment: { threshold: 0.5 } });
  });

  it('fails with what Python failed with', async () => {
    const { type } = pretend(() => {
      throw new PythonFailure('python-state-lost', { node: 'n' });
    });
    expect(await failure(() => stage(type, {}).run({ input_data: 1 }))).toMatch(
      /^python-state-lost: /,
    );
  });

  it('fails where it may not run, and tells it with each call', async () => {
    const refused = new NodeError('plugin-not-installed', {
      key: 'plugin-not-installed',
      values: { plugin: 'nlp', packages: 'x' },
    });
    const type = createPluginType(plugin, () => Promise.reject(refused));
    const { run, component } = stage(type, {});
    await expect(run({ input_data: 1 })).rejects.toBe(refused);
    await expect(run({ input_data: 1 })).rejects.toBe(refused);
    await component.close?.();
  });
});

describe('ItemProcessor with a plugin', () => {
  it('gives it each item whole, an object too, and its config', async () => {
    const seen: Value[] = [];
    const { type, opened, told } = pretend(({ input_data: item }) => {
      seen.push(item ?? null);
      return seen.length;
    });
    const config = { plugin: 'nlp', plugin_config: { mark: '?' } };
    const processor = itemProcessor(typesOf([type]));
    const { run, component } = stage(processor, config, { types: [type] });
    expect(await run({ batch: ['a', { text: 'b' }] })).toEqual({ results: [1, 2] });
    expect(seen).toEqual(['a', { text: 'b' }]);
    expect(opened[0]).toMatchObject({ config: { mark: '?' } });
    await component.close?.();
    expect(told.closed).toBe(1);
  });
});
