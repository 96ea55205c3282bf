import { describe, expect, it } from 'vitest';
import { itemProcessor } from '../../src/components/item-processor.ts';
import { transform } from '../../src/components/transform.ts';
import { conditionalRouter } from '../../src/components/conditional-router.ts';
import { NodeError, type ComponentType } from '../../src/engine/component.ts';
import { ItemStream } from '../../src/engine/item-stream.ts';
import type { Value, ValueObject } from '../../src/flow/value.ts';
import { failure, findings, stage, streamOf, typesOf, type Props } from './stage.ts';

/** A type whose calls the test ends by hand. */
function heldType(): { type: ComponentType; calls: Held[]; closed: () => number } {
  const calls: Held[] = [];
  let closed = 0;
  const type: ComponentType = {
    type: 'Held',
    role: 'work',
    config: { text: { type: 'string' }, language: { type: 'string' } },
    inputs: () => [
      { name: 'text', required: true },
      { name: 'language', required: false, default: 'en' },
      { name: 'method', required: false, explicit: true },
    ],
    outputs: () => ({ names: ['text'] }),
    create: () => ({
      run: (inputs) =>
        new Promise((resolve, reject) => {
          calls.push({ inputs: inputs as ValueObject, end: resolve, fail: reject });
        }),
      close: () => {
        closed++;
      },
    }),
  };
  return { type, calls, closed: () => closed };
}

interface Held {
  readonly inputs: ValueObject;
  readonly end: (outputs: ValueObject) => void;
  readonly fail: (error: unknown) => void;
}

const other = (...types: ComponentType[]): ComponentType[] => [transform, ...types];
const on = (config: ValueObject, props: Props = {}) => {
  const types = other(...(props.types ?? []));
  return stage(itemProcessor(typesOf(types)), config, { ...props, types });
};
const broken = (text: string): NodeError =>
  new NodeError('broken', { key: 'cancelled' }, { details: { text } });
/** Lets everything happen that can happen. */
const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
describe('ItemProcessor with an expression', () => {
  it('evaluates it for each item, with its index', async () => {
    const { run } = on({ expression: '[index, item * factor]' });
    expect(await run({ batch: [5, 6] }, { factor: 2 })).toEqual({
      results: [
        [0, 10],
        [1, 12],
      ],
    });
  });

  it('sees an item that is None, and not an outer name in its place', async () => {
    const { run } = on({ expression: 'item is None' });
    expect(await run({ batch: [null] }, { item: 1 })).toEqual({ results: [true] });
  });

  it('reads a stream to its end', async () => {
    const { run } = on({ expression: 'item + index', concurrency: 3 });
    expect(await run({ batch: streamOf([1, 2, 3, 4]) })).toEqual({ results: [1, 3, 5, 7] });
  });

  it('tells its progress about a hundred times, and not of a few items that cost nothing', async () => {
    const { run, told } = on({ expression: 'item' });
    await run({ batch: Array.from({ length: 99 }, (_, n) => n) });
    expect(told.progress).toEqual([]);
    await run({ batch: Array.from({ length: 20_000 }, (_, n) => n) });
    expect(told.progress).toHaveLength(99);
    expect(told.progress[0]).toEqual([200, 20_000]);
  });

  it('tells every hundredth item where nobody knows how many there are', async () => {
    const { run, told } = on({ expression: 'item' });
    await run({ batch: streamOf(new Array<Value>(250).fill(0), null) });
    expect(told.progress).toEqual([
      [100, null],
      [200, null],
    ]);
  });
});

describe('ItemProcessor without anything to do', () => {
  it('passes items through, and validate says so', async () => {
    const config = { processing_type: 'transform' };
    expect(await on(config).run({ batch: [1, 'x'] })).toEqual({ results: [1, 'x'] });
    expect(findings(itemProcessor(typesOf([])), config)).toEqual(['item-processor-does-nothing']);
  });

  it('needs a list', async () => {
    expect(await failure(() => on({}).run({ batch: 'text' }))).toBe(
      'item-processor-type: ItemProcessor “n” needs a list, not "text".',
    );
  });
});

describe('ItemProcessor with a component', () => {
  const component = { component: 'Held' };

  it('binds an object by its keys, anything else as the first required input', async () => {
    const { type, calls } = heldType();
    const { run } = on({ ...component, concurrency: 5 }, { types: [type] });
    const done = run({ batch: ['a', { text: 'b', language: 'zh' }, { id: 1 }] });
    await settle();
    expect(calls.map(({ inputs }) => ({ ...inputs }))).toEqual([
      { text: 'a', language: 'en' },
      { text: 'b', language: 'zh' },
      { text: { id: 1 }, language: 'en' },
    ]);
    for (const [n, { end }] of calls.entries()) end({ text: n });
    expect(await done).toEqual({ results: [0, 1, 2] });
  });

  it('takes inputs that the item lacks from component_config', async () => {
    const { type, calls } = heldType();
    const config = { ...component, component_config: { language: 'fr' } };
    const done = on(config, { types: [type] }).run({ batch: ['a'] });
    await settle();
    expect(calls[0]?.inputs).toMatchObject({ text: 'a', language: 'fr' });
    calls[0]?.end({ text: 'x', more: 1 });
    expect(await done).toEqual({ results: [{ text: 'x', more: 1 }] });
  });

  it('puts an item that names nothing into no input that must be named', async () => {
    const { type, calls } = heldType();
    const config = { ...component, component_config: { text: 'about {item}', language: 'fr' } };
    const done = on(config, { types: [type] }).run({ batch: ['a'] });
    await settle();
    expect(calls[0]?.inputs).not.toHaveProperty('method');
    calls[0]?.end({ text: 'x' });
    await done;
  });

  it('says which input an item lacks', async () => {
    const { type } = heldType();
    const { run } = on(component, { types: [type] });
    expect(await failure(() => run({ batch: [{ language: 'zh' }] }))).toBe(
      'item-processor-input: Item 0 (counted from 0): The item has no “text”, which Held needs.',
    );
  });

  it('gives a built-in component its own config, with item and index in scope', async () => {
    const config = { component: 'Transform', component_config: { expression: 'item + index' } };
    expect(await on(config).run({ batch: [10, 20] })).toEqual({ results: [10, 21] });
  });

  it('works on as many items at once as it may, and keeps the order', async () => {
    const { type, calls } = heldType();
    const { run, told } = on({ ...component, concurrency: 2 }, { types: [type] });
    const done = run({ batch: ['a', 'b', 'c'] });
    await settle();
    expect(calls).toHaveLength(2);
    calls[1]?.end({ text: 'B' });
    await settle();
    expect(calls.map(({ inputs }) => inputs.text)).toEqual(['a', 'b', 'c']);
    calls[2]?.end({ text: 'C' });
    await settle();
    expect(told.progress).toEqual([
      [1, 3],
      [2, 3],
    ]);
    calls[0]?.end({ text: 'A' });
    expect(await done).toEqual({ results: ['A', 'B', 'C'] });
  });

  it('closes the component', async () => {
    const { type, closed } = heldType();
    await on(component, { types: [type] }).component.close?.();
    expect(closed()).toBe(1);
  });

  it('is checked like a node of its own', () => {
    const types = other(conditionalRouter);
    const check = (config: ValueObject): string[] =>
      findings(itemProcessor(typesOf(types)), config, types);
    expect(check({ component: 'Transfrom' })).toEqual(['unknown-node-type']);
    expect(check({ component: 'ConditionalRouter' })).toEqual(['item-processor-component']);
    expect(check({ component: 'Transform' })).toEqual(['transform-empty']);
    expect(check({ component: 'Transform', component_config: { expression: '1 +' } })).toContain(
      'expression-syntax',
    );
    expect(check({ component: 'Transform', component_config: { template: 1 } })).toEqual([
      'config-type',
    ]);
    expect(check({ component: 'Transform', component_config: { expression: '1' } })).toEqual([]);
  });
});

describe('an item that fails', () => {
  const failing = { expression: '10 / item' };
  const batch = [5, 0, 2, 0];

  it('fails the node, which says which one it was', async () => {
    const error: unknown = await on(failing)
      .run({ batch })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'expression-value', details: { index: 1, item: 0 } });
    expect(await failure(() => on(failing).run({ batch }))).toMatch(/^expression-value: Item 1 /);
  });

  it('is left out with `skip`, and a warning counts them', async () => {
    const { run, told } = on({ ...failing, on_item_error: 'skip' });
    expect(await run({ batch })).toEqual({ results: [2, 5] });
    expect(told.warnings).toHaveLength(1);
    expect(told.warnings[0]).toMatch(/^items-skipped: 2 items have failed .* Item 1 /);
  });

  it('leaves its error in its place with `keep`', async () => {
    const { run } = on({ ...failing, on_item_error: 'keep' });
    const { results } = await run({ batch });
    expect(results).toMatchObject([2, { error: { code: 'expression-value' }, item: 0 }, 5, {}]);
  });

  it('is the first of those that fail, whatever the timing; no further one is begun', async () => {
    const { type, calls } = heldType();
    const { run } = on({ component: 'Held', concurrency: 3 }, { types: [type] });
    const done = run({ batch: ['a', 'b', 'c', 'd', 'e'] }).catch((e: unknown) => e);
    await settle();
    calls[2]?.fail(broken('third'));
    await settle();
    calls[1]?.fail(broken('second'));
    calls[0]?.end({ text: 'A' });
    expect(await done).toMatchObject({ code: 'broken', details: { text: 'second', index: 1 } });
    expect(calls).toHaveLength(3);
  });

  it('fails the node whatever the mode when it is a defect, not a failure', async () => {
    const { type, calls } = heldType();
    const config = { component: 'Held', on_item_error: 'skip' };
    const done = on(config, { types: [type] }).run({ batch: ['a'] });
    await settle();
    calls[0]?.fail(new TypeError('a defect'));
    await expect(done).rejects.toThrow('a defect');
  });

  it('fails the node whatever the mode when it can’t even be read', async () => {
    const bad = new ItemStream('items', null, async function* () {
      yield await Promise.resolve(1);
      throw broken('line 2');
    });
    const { run } = on({ expression: 'item', on_item_error: 'skip' });
    await expect(run({ batch: bad })).rejects.toMatchObject({ details: { text: 'line 2' } });
  });
});

describe('ItemProcessor that is cancelled', () => {
  it('begins no further item and closes what it reads', async () => {
    const { type, calls } = heldType();
    const abort = new AbortController();
    let closed = false;
    const endless = new ItemStream('items', null, async function* () {
      try {
        for (let n = 0; ; n++) yield await Promise.resolve(n);
      } finally {
        closed = true;
      }
    });
    const props = { types: [type], signal: abort.signal };
    const done = on({ component: 'Held' }, props).run({ batch: endless });
    await settle();
    abort.abort(new Error('cancelled'));
    calls[0]?.end({ text: 'a' });
    await expect(done).rejects.toThrow('cancelled');
    expect(calls).toHaveLength(1);
    expect(closed).toBe(true);
  });

  it('lets everybody else go on while it computes', async () => {
    const abort = new AbortController();
    const endless = new ItemStream('items', null, () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: false, value: 1 }) }),
    }));
    setImmediate(() => abort.abort(new Error('cancelled')));
    const done = on({ expression: 'item' }, { signal: abort.signal }).run({ batch: endless });
    await expect(done).rejects.toThrow('cancelled');
  });
});

describe('ItemProcessor with a flow', () => {
  it('gives it the item, its index, a text as its input and the keys of an object', async () => {
    const seen: ValueObject[] = [];
    const { run } = on(
      { flow: 'one.yaml' },
      {
        runFlow: (inputs) => {
          seen.push({ ...inputs } as ValueObject);
          return Promise.resolve({ outputs: { answer: seen.length }, single: true });
        },
      },
    );
    const item = { input: 'q', lang: 'zh', index: 'mine' };
    expect(await run({ batch: ['text', item, 3] })).toEqual({ results: [1, 2, 3] });
    expect(seen).toEqual([
      { input: 'text', item: 'text', index: 0 },
      { input: 'q', lang: 'zh', item, index: 1 },
      { item: 3, index: 2 },
    ]);
  });

  it('gives all outputs of a flow that returns several', async () => {
    const runFlow = () => Promise.resolve({ outputs: { a: 1, b: 2 }, single: false });
    expect(await on({ flow: 'two.yaml' }, { runFlow }).run({ batch: [0] })).toEqual({
      results: [{ a: 1, b: 2 }],
    });
  });
});

describe('ItemProcessor’s config', () => {
  it('names one means only, and plugins that there are', () => {
    const check = (config: ValueObject): string[] => findings(itemProcessor(typesOf([])), config);
    expect(check({ expression: 'item', flow: 'x.yaml' })).toEqual(['config-exclusive']);
    expect(check({ plugin: 'x' })).toEqual(['item-processor-plugin']);
  });
});
