import { describe, expect, it } from 'vitest';
import { flowText, loop, router, step, transform } from './flow-text.ts';
import { runYaml, startYaml, type StageOptions } from './harness.ts';

/** The value of an expression of node `t`, which is the flow's last. */
async function valueOf(text: string, options: StageOptions = {}): Promise<unknown> {
  const ended = await runYaml(text, options);
  if (ended.error) throw new Error(`${ended.error.code}: ${ended.error.message}`);
  return ended.result;
}

describe('a name', () => {
  it('is a loop variable first', async () => {
    const text = flowText(
      {
        a: step({ out: ['iteration'] }),
        l: loop({ max_iterations: 2 }),
        t: transform('iteration'),
      },
      ['a -> l', 'l -> t -> l'],
    );
    expect(await valueOf(text, { steps: { a: () => ({ iteration: 77 }) } })).toBe(1);
  });

  it('is that of the innermost loop', async () => {
    const text = flowText(
      {
        o: loop({ max_iterations: 3 }),
        i: loop({ max_iterations: 2 }),
        t: transform('[iteration, o.iteration]'),
      },
      ['o -> i', 'i -> t -> i', 'i -> o'],
    );
    expect(await valueOf(text)).toEqual([1, 2]);
  });

  it('is an upstream output before a run input, and that before a parameter', async () => {
    const flow = (a: object, expression: string) =>
      flowText({ a: step(a), t: transform(expression) }, ['a -> t'], {
        parameters: [
          { name: 'x', type: 'integer', default: 3 },
          { name: 'y', type: 'integer', default: 3 },
          { name: 'z', type: 'integer', default: 3 },
        ],
      });
    const options = { steps: { a: () => ({ x: 1 }) }, inputs: { x: 2, y: 2 } };
    expect(await valueOf(flow({ out: ['x'] }, '[x, y, z]'), options)).toEqual([1, 2, 3]);
  });

  it('is what `inputs:` give before all of that', async () => {
    const t = transform('iteration', { inputs: { iteration: '"given"' } });
    const text = flowText({ l: loop({ max_iterations: 1 }), t }, ['l -> t -> l']);
    expect(await valueOf(text)).toBe('given');
  });

  it('that nobody gives fails the node and is named, with those that there are', async () => {
    const text = flowText({ a: step(), t: transform('scroe') }, ['a -> t']);
    const ended = await runYaml(text, { steps: { a: () => ({ score: 1 }) }, inputs: { q: 1 } });
    expect(ended.error).toMatchObject({ code: 'expression-name', node: 't' });
    expect(`${ended.error?.message ?? ''}${ended.error?.hint ?? ''}`).toContain('score');
  });
});

describe('a node’s id', () => {
  it('stands for its outputs, those that it declares and does not give are None', async () => {
    const text = flowText(
      { a: step({ out: ['x', 'y'] }), b: step(), t: transform('[a.x, a.y, a]') },
      ['a -> b -> t'],
    );
    const value = await valueOf(text, { steps: { a: () => ({ x: 1 }) } });
    expect(value).toEqual([1, null, { x: 1, y: null }]);
  });

  it('wins over a run input of that name, where an output is meant', async () => {
    const text = flowText({ input: 'InputNode', t: transform('input.text + input') }, [
      'input -> t',
    ]);
    expect(await valueOf(text, { inputs: { input: 'x' } })).toBe('xx');
  });

  it('that is no name is written nodes["…"]', async () => {
    const text = flowText({ 'llm-1': step({ out: ['x'] }), t: transform('nodes["llm-1"].x') }, [
      'llm-1 -> t',
    ]);
    expect(await valueOf(text, { steps: { 'llm-1': () => ({ x: 4 }) } })).toBe(4);
  });

  it('may be Chinese', async () => {
    const text = flowText({ 分析: step({ out: ['得分'] }), t: transform('分析.得分 + 得分') }, [
      '分析 -> t',
    ]);
    expect(await valueOf(text, { steps: { 分析: () => ({ 得分: 4 }) } })).toBe(8);
  });

  it('in the condition behind it is what it has just given', async () => {
    const text = flowText(
      { l: loop({ max_iterations: 3 }), a: step({ out: ['n'] }), out: step() },
      ['l -> a -> l', 'a -> out if a.n == 2'],
    );
    const ended = await runYaml(text, { steps: { a: ({ number }) => ({ n: number }) } });
    expect(ended.calls.nodes).toEqual(['a', 'a', 'out']);
  });
});

describe('a skipped node’s outputs are None', () => {
  it('by name and by id, where it declares them', async () => {
    const text = flowText(
      {
        a: step({ out: ['n'] }),
        r: router([['n > 1', 'b']], 'c'),
        b: step({ out: ['x'] }),
        c: step({ out: ['y'] }),
        t: transform('[x, b.x, y]'),
      },
      ['a -> r', 'b -> t', 'c -> t'],
    );
    expect(await valueOf(text, { steps: { a: () => ({ n: 0 }), c: () => ({ y: 5 }) } })).toEqual([
      null,
      null,
      5,
    ]);
  });

  it('and where nobody can know them before it runs', async () => {
    const text = flowText(
      {
        a: step({ out: ['n'] }),
        b: transform('{"x": n}'),
        t: transform('[x, b.x]'),
      },
      ['a -> b if n > 1', 'b -> t', 'a -> t'],
    );
    expect(await valueOf(text, { steps: { a: () => ({ n: 0 }) } })).toEqual([null, null]);
    expect(await valueOf(text, { steps: { a: () => ({ n: 2 }) } })).toEqual([2, 2]);
  });
});

describe('a node of the same loop', () => {
  it('that comes before is seen as it is in this round, another one as in the round before', async () => {
    const text = flowText(
      {
        l: loop({ max_iterations: 2 }),
        a: step({ out: ['n'] }),
        b: step({ out: ['n'] }),
        t: step({}, { inputs: { mine: 'a.n', other: 'b.n' } }),
      },
      ['l -> a -> t -> l', 'l -> b -> l'],
    );
    const seen: unknown[] = [];
    const run = startYaml(text, {
      steps: {
        a: ({ number }) => ({ n: number }),
        b: ({ number }) => ({ n: number }),
        t: ({ inputs }) => (seen.push({ ...inputs }), {}),
      },
    });
    await run.ended;
    expect(seen).toEqual([
      { mine: 1, other: null },
      { mine: 2, other: 1 },
    ]);
  });

  it('is seen alike, whether it ends early or late', async () => {
    const text = flowText(
      {
        l: loop({ max_iterations: 2 }),
        a: step(),
        slow: step(),
        b: step({ out: ['n'] }),
        t: step({}, { inputs: { other: 'b.n' } }),
      },
      ['l -> a -> t -> l', 'l -> slow -> b -> l'],
    );
    const seen = async (lateFirst: boolean): Promise<unknown[]> => {
      const run = startYaml(text, { steps: { b: ({ number }) => ({ n: number }) } });
      const values: unknown[] = [];
      for (let round = 0; round < 2; round++) {
        const [a, slow] = [await run.calls.next('a'), await run.calls.next('slow')];
        for (const call of lateFirst ? [slow, a] : [a, slow]) {
          call.finish();
          if (call.node === 'slow') await run.calls.next('b');
          else {
            const t = await run.calls.next('t');
            values.push(t.input('other'));
            t.finish();
          }
        }
      }
      await run.ended;
      return values;
    };
    expect(await seen(true)).toEqual([null, 1]);
    expect(await seen(false)).toEqual([null, 1]);
  });

  it('that was skipped in the round before is None', async () => {
    const text = flowText(
      {
        l: loop({ max_iterations: 3 }),
        b: step({ out: ['n'] }),
        t: step({}, { inputs: { before: 'b.n' } }),
      },
      ['l -> b if iteration == 0', 'l -> t -> l', 'b -> l'],
    );
    const seen: unknown[] = [];
    await runYaml(text, {
      steps: { b: () => ({ n: 1 }), t: ({ inputs }) => (seen.push(inputs.before), {}) },
    });
    expect(seen).toEqual([null, 1, null]);
  });
});
