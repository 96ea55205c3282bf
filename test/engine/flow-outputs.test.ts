import { describe, expect, it } from 'vitest';
import { aggregator, flowText, items, loop, router, step, transform } from './flow-text.ts';
import { runYaml } from './harness.ts';

describe('a flow returns', () => {
  it('its `outputs`, which see what a node behind all its ends would see', async () => {
    const text = flowText({ a: step({ out: ['x'] }), b: step({ out: ['y'] }) }, ['a -> b'], {
      outputs: { sum: 'x + y', again: 'a.x', given: 'extra' },
    });
    const ended = await runYaml(text, {
      inputs: { extra: 'e' },
      steps: { a: () => ({ x: 1 }), b: () => ({ y: 2 }) },
    });
    expect({ ...ended.outputs }).toEqual({ sum: 3, again: 1, given: 'e' });
    expect(ended.last).toMatchObject({ single: false });
  });

  it('one value, where `outputs` name one', async () => {
    const text = flowText({ a: step({ out: ['x'] }) }, [], { outputs: { only: 'x' } });
    const ended = await runYaml(text, { steps: { a: () => ({ x: 1 }) } });
    expect({ ...ended.outputs }).toEqual({ only: 1 });
    expect(ended.last).toMatchObject({ single: true, outputs: { only: 1 } });
  });

  it('a failure, where `outputs` can’t be evaluated', async () => {
    const text = flowText({ a: step() }, [], { outputs: { x: '1 / n' } });
    const ended = await runYaml(text, { steps: { a: () => ({ n: 0 }) } });
    expect(ended.error).toMatchObject({ code: 'expression-value', node: null });
    expect(ended.status).toBe('failed');
  });

  it('what stands aside, too, where `outputs` name it', async () => {
    const text = flowText(
      {
        l: loop({ max_iterations: 1 }),
        a: step({ out: ['x'] }),
        b: step({ out: ['y'] }),
        c: step(),
      },
      ['l -> a -> l', 'l -> b -> l', 'a -> c'],
      { outputs: { y: 'y' } },
    );
    const ended = await runYaml(text, { steps: { a: () => ({ x: 1 }), b: () => ({ y: 2 }) } });
    expect(ended.result).toBe(2);
  });

  it('None for what was skipped', async () => {
    const text = flowText({ a: step(), b: step({ out: ['y'] }) }, ['a -> b if False'], {
      outputs: { y: 'y', z: 'b.y' },
    });
    expect({ ...(await runYaml(text)).outputs }).toEqual({ y: null, z: null });
  });

  it('else its OutputNodes', async () => {
    const out = { type: 'OutputNode' };
    const text = flowText({ a: step(), o: out, p: out, b: step(), q: out }, [
      'a -> o',
      'b -> p',
      'a -> q if False',
    ]);
    expect({ ...(await runYaml(text)).outputs }).toEqual({ o: 'a', p: 'b' });
  });

  it('else the nodes without successors that ran: of one its primary', async () => {
    const text = flowText(
      { a: step({ out: ['n'] }), r: router([['n > 1', 'b']], 'c'), b: step({ out: ['x', 'y'] }), c: step() }, // prettier-ignore
      ['a -> r'],
    );
    const ended = await runYaml(text, {
      steps: { a: () => ({ n: 2 }), b: () => ({ y: 2, x: 1 }) },
    });
    expect(ended.result).toBe(1);
    expect({ ...ended.outputs }).toEqual({ b: 1 });
    expect(ended.last).toMatchObject({ single: true });
  });

  it('… of several each by its id', async () => {
    const ended = await runYaml(flowText({ a: step(), b: step(), c: step() }, ['a -> b']));
    expect({ ...ended.outputs }).toEqual({ b: 'b', c: 'c' });
    expect(ended.last).toMatchObject({ single: false });
  });

  it('… of a loop that nothing leaves: its aggregator', async () => {
    const text = flowText(
      { b: items([1, 2]), l: loop(), x: step({ out: ['results'] }), agg: aggregator('sum'), side: step() }, // prettier-ignore
      ['b -> l -> x', 'x -> agg -> l', 'x -> side -> l'],
    );
    const ended = await runYaml(text, { steps: { x: ({ number }) => ({ results: number }) } });
    expect(ended.result).toBe(3);
  });

  it('… of one without: the nodes that lead back', async () => {
    const text = flowText({ l: loop({ max_iterations: 2 }), x: step(), y: step() }, ['l -> x -> y -> l']); // prettier-ignore
    expect({ ...(await runYaml(text)).outputs }).toEqual({ y: 'y' });
  });

  it('… of one that something leaves: that', async () => {
    const text = flowText(
      { b: items([1, 2]), l: loop(), x: step(), agg: aggregator('count'), after: step() },
      ['b -> l -> x', 'x -> agg -> l', 'agg -> after'],
    );
    expect({ ...(await runYaml(text)).outputs }).toEqual({ after: 'after' });
  });

  it('an error handler is no successor: its node’s result, or its own', async () => {
    const text = flowText({ a: step({}, { on_error: 'h' }), h: step() });
    expect({ ...(await runYaml(text)).outputs }).toEqual({ a: 'a' });
    const failed = await runYaml(text, {
      steps: {
        a() {
          throw new Error('broken');
        },
      },
    });
    expect({ ...failed.outputs }).toEqual({ h: 'h' });
  });

  it('nothing, where all of that was skipped', async () => {
    const ended = await runYaml(flowText({ a: step(), b: step() }, ['a -> b if False']));
    expect({ ...ended.outputs }).toEqual({});
    expect(ended.last).toMatchObject({ single: false, status: 'succeeded' });
  });

  it('values as they are, whole numbers of any size too', async () => {
    const ended = await runYaml(flowText({ a: transform('2 ** 70') }));
    expect(ended.result).toBe(2n ** 70n);
  });
});
