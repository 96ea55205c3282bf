import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type {
  Component,
  ComponentType,
  Context,
  PortValues,
  World,
} from '../../src/engine/component.ts';
import type { FlowNode } from '../../src/flow/flow.ts';
import type { Remembering } from '../../src/flow/node-type.ts';
import type { Value } from '../../src/flow/value.ts';
import { UserInstances, type InstanceLimits } from '../../src/service/user-instances.ts';

/** Counts its calls, and is counted. */
class Counter implements Component {
  calls = 0;
  restored: (Value | undefined)[] = [];
  closed = 0;

  run(): PortValues {
    return { n: ++this.calls };
  }

  restore(state: Value | undefined): void {
    this.restored.push(state);
  }

  close(): void {
    this.closed++;
  }
}

function instancesOf(remembers: Remembering, limits: Partial<InstanceLimits> = {}) {
  const made: Counter[] = [];
  const type: ComponentType = {
    type: 'Counter',
    role: 'work',
    config: {},
    remembers,
    inputs: () => [],
    outputs: () => ({ names: ['n'] }),
    create: () => {
      const counter = new Counter();
      made.push(counter);
      return counter;
    },
  };
  const builtIn = { ...type, type: 'Transform' };
  const registry = {
    get: (name: string) => (name === 'Counter' ? type : name === 'Transform' ? builtIn : undefined),
    names: () => ['Counter', 'Transform'],
    planned: () => false,
  };
  const isOwn = (name: string): boolean => name === 'Counter';
  const all = { idle: 60, most: 10, mostOfUser: 10, ...limits };
  const instances = new UserInstances({ registry, isOwn }, all);
  /** What a run has: the component of a node. */
  const lend = (
    user: string,
    config = {},
    flow = 'a',
    type = 'Counter',
    id = 'node',
  ): Component => {
    const node = { id, type, config, location: { file: { path: 'f' } } } as unknown as FlowNode;
    const found = instances.typesFor(user, flow).get(type);
    if (!found) throw new Error('no type');
    return found.create(node, {} as World);
  };
  return { instances, lend, made, type, builtIn };
}

const call = (component: Component): unknown => component.run({}, {} as Context);
/** A run that calls it once. */
const runOf = (component: Component): unknown => {
  const outputs = call(component);
  void component.close?.();
  return outputs;
};

describe('instances of users', () => {
  test('stay from run to run, each user’s own', () => {
    const { lend, instances } = instancesOf('surely');
    expect(runOf(lend('ada'))).toEqual({ n: 1 });
    expect(runOf(lend('ada'))).toEqual({ n: 2 });
    expect(runOf(lend('bob'))).toEqual({ n: 1 });
    expect(runOf(lend('ada'))).toEqual({ n: 3 });
    expect(instances.size).toBe(2);
  });

  test('belong to one node of one flow with one config', () => {
    const { lend } = instancesOf('surely');
    for (const [config, flow, id] of [
      [{ a: 1 }, 'a', 'node'],
      [{ a: 2 }, 'a', 'node'],
      [{ a: 1 }, 'b', 'node'],
      [{ a: 1 }, 'a', 'other'],
    ] as const) {
      expect(runOf(lend('ada', config, flow, 'Counter', id))).toEqual({ n: 1 });
    }
  });

  test('no name of a user or flow leads to another’s', () => {
    const { lend, made } = instancesOf('surely');
    for (const [user, flow] of [
      ['a","b', 'c'],
      ['a', 'b","c'],
      ['a', 'c'],
      ['__proto__', 'c'],
      ['constructor', 'c'],
    ] as const) {
      expect(runOf(lend(user, {}, flow))).toEqual({ n: 1 });
    }
    expect(made).toHaveLength(5);
  });

  test('which may keep something are shared by runs that go on at once; others are not', () => {
    const shared = instancesOf('maybe');
    const [first, second] = [shared.lend('ada'), shared.lend('ada')];
    call(first);
    expect(call(second)).toEqual({ n: 2 });
    const own = instancesOf('never');
    const [a, b] = [own.lend('ada'), own.lend('ada')];
    call(a);
    expect(call(b)).toEqual({ n: 1 });
    void a.close?.();
    void b.close?.();
    // They are used again, but by nobody else.
    runOf(own.lend('ada'));
    expect(own.made).toHaveLength(2);
    runOf(own.lend('bob'));
    expect(own.made).toHaveLength(3);
  });

  test('take a kept state only as long as they are new', () => {
    const { lend, made } = instancesOf('surely');
    const first = lend('ada');
    void first.restore?.(7);
    runOf(first);
    const second = lend('ada');
    void second.restore?.(3);
    expect(made.map(({ restored }) => restored)).toEqual([[7]]);
  });

  test('are not made of built-in types', () => {
    const { lend, builtIn, instances, type } = instancesOf('surely');
    runOf(lend('ada', {}, 'a', 'Transform'));
    expect(instances.size).toBe(0);
    const types = instances.typesFor('ada', 'a');
    expect(types.get('Transform')).toBe(builtIn);
    expect(types.get('Counter')?.remembers).toBe(type.remembers);
    expect(types.get('None')).toBeUndefined();
  });

  test('one that is given back twice is given back once', () => {
    const { lend, instances } = instancesOf('never', { most: 1 });
    const first = lend('ada');
    void first.close?.();
    void first.close?.();
    const second = lend('ada');
    const third = lend('ada');
    void second.close?.();
    void third.close?.();
    expect(instances.size).toBe(1);
  });
});

describe('what is not used', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is dropped after a while; what is used is not', () => {
    const { lend, made, instances } = instancesOf('surely', { idle: 60 });
    runOf(lend('ada'));
    const used = lend('bob');
    vi.advanceTimersByTime(50_000);
    expect(made.map(({ closed }) => closed)).toEqual([0, 0]);
    vi.advanceTimersByTime(30_000);
    expect(made.map(({ closed }) => closed)).toEqual([1, 0]);
    void used.close?.();
    vi.advanceTimersByTime(80_000);
    expect(made.map(({ closed }) => closed)).toEqual([1, 1]);
    expect(instances.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(runOf(lend('ada'))).toEqual({ n: 1 });
  });

  test('goes first where there are too many, of who has many', () => {
    const { lend, made, instances } = instancesOf('surely', { most: 4, mostOfUser: 2 });
    runOf(lend('bob'));
    for (let n = 0; n < 10; n++) runOf(lend('ada', { n }));
    expect(instances.size).toBe(3);
    expect(made[0]?.closed).toBe(0);
    for (const user of ['cyd', 'dan', 'eve']) runOf(lend(user));
    expect(instances.size).toBe(4);
    expect(made[0]?.closed).toBe(1);
    instances.close();
  });
});
