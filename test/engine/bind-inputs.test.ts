import { describe, expect, it } from 'vitest';
import { ItemStream } from '../../src/engine/item-stream.ts';
import { flowText, items, router, step, transform } from './flow-text.ts';
import { findingsOf, runYaml, type StageOptions } from './harness.ts';

/** What node `x` gets as its input `v`. */
async function bound(text: string, options: StageOptions = {}): Promise<unknown> {
  const ended = await runYaml(text, options);
  const [call] = ended.calls.of('x');
  if (!call) throw new Error(ended.error ? `${ended.error.code}: ${ended.error.message}` : 'no x');
  return call.input('v');
}

const gives = (name: string, value: string | number) => () => ({ [name]: value });

describe('an input is bound by the first of', () => {
  const all = { a: step({ out: ['v'] }), b: step({ out: ['w'] }) };
  const steps = { a: gives('v', 'upstream'), b: gives('w', 'port') };

  it('1: `inputs:`, which outdo a port edge', async () => {
    const x = step({ in: ['v'], v: 'config' }, { inputs: { v: '"given"' } });
    const text = flowText({ ...all, x }, ['a -> x', 'b.w -> x.v']);
    expect(await bound(text, { steps })).toBe('given');
  });

  it('1: a port edge', async () => {
    const text = flowText({ ...all, x: step({ in: ['v'], v: 'config' }) }, [
      'a -> x',
      'b.w -> x.v',
    ]);
    expect(await bound(text, { steps })).toBe('port');
  });

  it('1: a port edge without a port at its source, from which it gets the primary', async () => {
    const text = flowText({ ...all, x: step({ in: ['v'], v: 'config' }) }, ['a -> x', 'b -> x.v']);
    expect(await bound(text, { steps })).toBe('port');
  });

  it('2: config', async () => {
    const text = flowText({ ...all, x: step({ in: ['v'], v: 'config' }) }, ['a -> x', 'b -> x']);
    expect(await bound(text, { steps })).toBe('config');
  });

  it('3: an upstream output of that name, the nearest first', async () => {
    const far = { far: step({ out: ['v'] }), ...all };
    const text = flowText({ ...far, x: step({ in: ['v'] }) }, ['far -> a -> b -> x', 'far -> x']);
    // `far` is as near as `b` by its own edge.
    expect(await bound(text, { steps: { ...steps, far: gives('v', 'far') } })).toBe('far');
    const longer = flowText({ ...far, x: step({ in: ['v'] }) }, ['far -> a -> b -> x']);
    expect(await bound(longer, { steps: { ...steps, far: gives('v', 'far') } })).toBe('upstream');
  });

  it('3: … of a node that ran', async () => {
    const text = flowText({ far: step({ out: ['v'] }), ...all, x: step({ in: ['v'] }) }, [
      'far -> b -> x',
      'far -> a if False',
      'a -> x',
    ]);
    expect(await bound(text, { steps: { ...steps, far: gives('v', 'far') } })).toBe('far');
  });

  it('4: the predecessor’s primary, when one required input is open', async () => {
    const text = flowText({ b: step({ out: ['w', 'z'] }), x: step({ in: ['v'], maybe: ['u'] }) }, ['b -> x']); // prettier-ignore
    expect(await bound(text, { steps: { b: () => ({ z: 1, w: 'primary' }) } })).toBe('primary');
  });

  it('4: … the output that the edge names', async () => {
    const text = flowText({ b: step({ out: ['w', 'z'] }), x: step({ in: ['v'] }) }, ['b.z -> x']);
    expect(await bound(text, { steps: { b: () => ({ w: 'primary', z: 'z' }) } })).toBe('z');
  });

  it('4: … not when two are open', async () => {
    const text = flowText({ b: step(), x: step({ in: ['v', 'u'] }) }, ['b -> x']);
    const ended = await runYaml(text, { steps: { b: 'r' } });
    expect(ended.error).toMatchObject({ code: 'input-unbound', node: 'x' });
    expect(ended.error?.message).toContain('v, u');
  });

  it('4: … only along edges that were taken', async () => {
    const text = flowText({ a: step(), b: step(), x: step({ in: ['v'] }) }, [
      'a -> x if False',
      'b -> x',
    ]);
    expect(await bound(text, { steps: { a: 'a', b: 'b' } })).toBe('b');
  });

  it('5: the declared value, or nothing', async () => {
    const type = {
      type: 'Declares',
      role: 'work' as const,
      config: {},
      inputs: () => [{ name: 'v', required: false, default: 'declared' }],
      outputs: () => ({ names: ['got'] }),
      create: () => ({ run: (inputs: object) => ({ got: { ...inputs } as never }) }),
    };
    const text = flowText({ b: step(), x: 'Declares' }, ['b -> x']);
    expect((await runYaml(text, { types: [type] })).result).toEqual({ v: 'declared' });
    expect(await bound(flowText({ b: step(), x: step({ maybe: ['v'] }) }, ['b -> x']))).toBe(
      undefined,
    );
  });
});

describe('a tie', () => {
  it('is an error before the run where it can be seen', () => {
    const text = flowText(
      { a: step({ out: ['v'] }), b: step({ out: ['v'] }), x: step({ in: ['v'] }) },
      ['a -> x', 'b -> x'],
    );
    expect(findingsOf(text)).toEqual(['input-ambiguous']);
  });

  it('is an error of the run where it can’t', async () => {
    const text = flowText({ a: step(), b: step(), x: step({ in: ['v'] }) }, ['a -> x', 'b -> x']);
    const steps = { a: gives('v', 1), b: gives('v', 2) };
    const ended = await runYaml(text, { steps });
    expect(ended.error).toMatchObject({ code: 'name-ambiguous', node: 'x' });
    expect(ended.error?.message).toContain('“a” and “b”');
  });

  it('is none on exclusive arms, however the run goes', async () => {
    const text = flowText(
      {
        n: step({ out: ['n'] }),
        r: router([['n > 1', 'a']], 'b'),
        a: step({ out: ['v'] }),
        b: step({ out: ['v'] }),
        x: step({ in: ['v'] }),
      },
      ['n -> r', 'a -> x', 'b -> x'],
    );
    const steps = { a: gives('v', 'a'), b: gives('v', 'b') };
    expect(await bound(text, { steps: { ...steps, n: gives('n', 2) } })).toBe('a');
    expect(await bound(text, { steps: { ...steps, n: gives('n', 0) } })).toBe('b');
  });

  it('between predecessors’ primaries is an error of the run, too', async () => {
    const text = flowText({ a: step(), b: step(), c: step(), x: step({ in: ['v'] }) }, [
      'c -> a if True',
      'c -> b if True',
      'a -> x',
      'b -> x',
    ]);
    const ended = await runYaml(text, { steps: { a: 'a', b: 'b' } });
    expect(ended.error).toMatchObject({ code: 'input-ambiguous', node: 'x' });
  });

  it('between two edges to one input is one', async () => {
    const text = flowText({ c: step(), a: step(), b: step(), x: step({ in: ['v'] }) }, [
      'c -> a if True',
      'c -> b if True',
      'a -> x.v',
      'b -> x.v',
    ]);
    const ended = await runYaml(text, { steps: { a: 'a', b: 'b' } });
    expect(ended.error).toMatchObject({ code: 'input-ambiguous', node: 'x' });
  });
});

describe('run inputs', () => {
  it('come in by an InputNode, all named ones too', async () => {
    const text = flowText({ i: 'InputNode', x: step({ in: ['v', 'text'] }) }, ['i -> x']);
    const ended = await runYaml(text, { inputs: { input: 'hello', v: 7 } });
    expect({ ...ended.calls.of('x')[0]?.inputs }).toEqual({ v: 7, text: 'hello' });
  });

  it('are no upstream outputs: without one, an input is not bound to them', () => {
    expect(findingsOf(flowText({ x: step({ in: ['v'] }) }))).toEqual(['input-unbound']);
  });
});

describe('a stream of items', () => {
  const stream = (count: number): ItemStream =>
    new ItemStream('items.jsonl', count, async function* () {
      await Promise.resolve();
      for (let n = 0; n < count; n++) yield n;
    });
  const source = { type: 'BatchInput', config: {} };

  it('is read into a list for an input that takes no streams', async () => {
    const text = flowText({ s: source, x: step({ in: ['v'] }) }, ['s.items -> x.v']);
    expect(await bound(text, { inputs: { items: stream(3) } })).toEqual([0, 1, 2]);
  });

  it('is handed on as it is to one that does', async () => {
    for (const edge of ['s.items -> x.v', 's -> x']) {
      const text = flowText({ s: source, x: step({ streams: ['v'] }) }, [edge]);
      expect(await bound(text, { inputs: { items: stream(3) } })).toBeInstanceOf(ItemStream);
    }
  });

  it('can be named by `inputs:`, alone or with its node', async () => {
    for (const name of ['items', 's.items']) {
      const x = step({ streams: ['v'] }, { inputs: { v: name } });
      const text = flowText({ s: source, x }, ['s -> x']);
      expect(await bound(text, { inputs: { items: stream(3) } })).toBeInstanceOf(ItemStream);
    }
  });

  it('is nothing for an expression', async () => {
    const text = flowText({ s: source, t: transform('len(items)') }, ['s -> t']);
    const ended = await runYaml(text, { inputs: { items: stream(3) } });
    expect(ended.error?.code).toBe('stream-in-expression');
  });

  it('stands in events and in the result by its source and length', async () => {
    const ended = await runYaml(flowText({ s: source }), { inputs: { items: stream(3) } });
    expect(ended.result).toEqual({ source: 'items.jsonl', count: 3 });
    const finished = ended.events.find(({ type }) => type === 'node_finished');
    expect(finished).toMatchObject({ outputs: { items: { source: 'items.jsonl', count: 3 } } });
  });

  it('is not read on when the run is cancelled', async () => {
    let read = 0;
    const abort = new AbortController();
    const endless = new ItemStream('endless', null, async function* () {
      for (;;) {
        await new Promise<void>((resolve) => setImmediate(resolve));
        if (++read === 3) abort.abort();
        yield read;
      }
    });
    const text = flowText({ s: source, x: step({ in: ['v'] }) }, ['s.items -> x.v']);
    const ended = await runYaml(text, { inputs: { items: endless }, signal: abort.signal });
    expect(ended.status).toBe('cancelled');
    expect(read).toBeLessThan(6);
  });
});

describe('ResultMerger', () => {
  it('gets the branches that ran by their ids, in the edges’ order, whichever came first', async () => {
    const text = flowText(
      {
        a: step(),
        b: step({ out: ['x', 'y'] }),
        c: step(),
        m: { type: 'ResultMerger', config: { merge_strategy: 'combine' } },
      },
      ['b.y -> m', 'a -> m', 'c -> m if False'],
    );
    const ended = await runYaml(text, { steps: { b: () => ({ x: 1, y: 2 }) } });
    expect(JSON.stringify(ended.result)).toBe('{"b":2,"a":"a"}');
  });
});

describe('names like any other', () => {
  it('can be `__proto__` and `constructor`', async () => {
    const x = step({ in: ['constructor'] }, { inputs: { constructor: 'a.constructor' } });
    const text = flowText({ a: step(), x }, ['a -> x']);
    const own = Object.fromEntries([['constructor', 5]]);
    const ended = await runYaml(text, { steps: { a: () => own } });
    expect(ended.calls.of('x')[0]?.input('constructor')).toBe(5);
    const none = await runYaml(text, { steps: { a: () => ({}) } });
    expect(none.status).toBe('failed');
  });

  it('hand out nothing inherited', async () => {
    const text = flowText({ a: step(), x: step({ maybe: ['toString'] }) }, ['a -> x']);
    const ended = await runYaml(text);
    expect(ended.calls.of('x')[0]?.input('toString')).toBe(undefined);
    expect(ended.calls.of('x')[0]?.lookup('hasOwnProperty')).toBe(undefined);
  });
});

describe('a LoopController', () => {
  it('takes the items of its config, too', async () => {
    const text = flowText(
      { l: { type: 'LoopController', config: { items: [1, 2], batch_size: 1 } }, x: step() },
      ['l -> x -> l'],
    );
    expect((await runYaml(text)).calls.nodes).toEqual(['x', 'x']);
  });

  it('refuses what is no list', async () => {
    const text = flowText(
      { s: items([1]), l: { type: 'LoopController', inputs: { items: 'items[0]' } }, x: step() },
      ['s -> l', 'l -> x -> l'],
    );
    expect((await runYaml(text)).error).toMatchObject({ code: 'loop-items-not-a-list', node: 'l' });
  });
});
