import { describe, expect, it } from 'vitest';
import { itemProcessor } from '../../src/components/item-processor.ts';
import { PythonCalls, type PythonMemory } from '../../src/components/python-calls.ts';
import type { ComponentType, Context } from '../../src/engine/component.ts';
import { rememberingOf } from '../../src/flow/node-type.ts';
import type { Value } from '../../src/flow/value.ts';
import { sayIn, type Message } from '../../src/messages/message.ts';
import { PythonFailure, type CallOptions, type PythonInstance } from '../../src/python/instance.ts';
import { stage, typesOf } from './stage.ts';

/** An object that answers each call with the key it was given. */
function pretend(memory: PythonMemory, during: (options: CallOptions) => void = () => undefined) {
  const warned: [string, string][] = [];
  const restored: Value[] = [];
  const instance: PythonInstance = {
    call: (_, options) => {
      during(options);
      return Promise.resolve({ value: options.idempotencyKey });
    },
    state: () => 'kept',
    restore: (state) => restored.push(state),
    close: () => Promise.resolve(),
  };
  const calls = new PythonCalls(() => Promise.resolve(instance), memory);
  const context = {
    node: 'pay',
    idempotencyKey: 'run:pay',
    signal: new AbortController().signal,
    warn: (code: string, text: Message) => warned.push([code, sayIn('en')(text)]),
  } as unknown as Context;
  return { calls, warned, restored, call: () => calls.call({}, context) };
}

const nothing = { keeps: false, changes: false };

describe('an object in Python that a component calls', () => {
  it('is given the key of the work', async () => {
    expect(await pretend(nothing).call()).toBe('run:pay');
  });

  it('has a state once it has been called, and takes one up before', async () => {
    const { calls, call, restored, warned } = pretend({ keeps: true, changes: true });
    expect(calls.state()).toBeUndefined();
    calls.restore({ n: 1 });
    await call();
    expect(calls.state()).toBe('kept');
    expect(restored).toEqual([{ n: 1 }]);
    expect(warned).toEqual([]);
  });

  it.each([
    ['changes what it will find', { keeps: false, changes: true }, 1],
    ['could have kept it', { keeps: true, changes: false }, 1],
    ['remembers nothing', nothing, 0],
  ] as const)('that %s: goes on without a state', async (_, memory, times) => {
    const { calls, call, warned, restored } = pretend(memory);
    calls.restore(undefined);
    await call();
    await call();
    expect(warned.map(([code]) => code)).toEqual(Array(times).fill('component-state-lost'));
    expect(restored).toEqual([]);
  });

  it('says once what keeps its state from being kept', async () => {
    const failure = new PythonFailure('python-exception', { type: 'KeyError', text: 'x' });
    const { call, warned } = pretend(nothing, (options) => options.unkept(failure));
    await call();
    await call();
    expect(warned).toEqual([
      [
        'component-state-unkept',
        'The state of “pay” can’t be kept, so an interruption would lose it: KeyError: x',
      ],
    ]);
  });

  it('tells of a new process only where something is lost with the old one', async () => {
    const lost = async (memory: PythonMemory): Promise<number> => {
      const { call, warned } = pretend(memory, (options) => options.stateLost());
      await call();
      return warned.length;
    };
    expect(await lost(nothing)).toBe(0);
    expect(await lost({ keeps: false, changes: true })).toBe(1);
  });
});

describe('a component that works on items', () => {
  const seen: string[] = [];
  const restored: unknown[] = [];
  const remembering: ComponentType = {
    type: 'Tally',
    role: 'work',
    config: {},
    remembers: 'surely',
    inputs: () => [{ name: 'item', required: true }],
    outputs: () => ({ names: ['result'] }),
    create: () => ({
      run: (_, context) => {
        seen.push(context.idempotencyKey);
        return { result: null };
      },
      state: () => 5,
      restore: (state) => void restored.push(state),
    }),
  };
  const types = [remembering];
  const type = itemProcessor(typesOf(types));

  it('has its state kept, and makes the node one that remembers', async () => {
    expect(rememberingOf(type, { component: 'Tally' })).toBe('surely');
    expect(rememberingOf(type, { expression: 'item' })).toBe('never');
    const { component } = stage(type, { component: 'Tally' }, { types });
    expect(await component.state?.()).toBe(5);
    await component.restore?.(4);
    expect(restored).toEqual([4]);
  });

  it('is given a key of its own for each item', async () => {
    const items = stage(type, { component: 'Tally', concurrency: 2 }, { types });
    await items.run({ batch: ['a', 'b'] });
    expect(seen).toEqual(['run:n/0', 'run:n/1']);
  });
});
