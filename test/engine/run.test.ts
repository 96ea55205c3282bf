import { describe, expect, it } from 'vitest';
import { aggregator, flowText, items, loop, step } from './flow-text.ts';
import { idle, runYaml, startYaml } from './harness.ts';

describe('concurrency', () => {
  const wide = flowText({ a: step(), b: step(), c: step(), d: step() });

  it('is a limit to the steps at once', async () => {
    const run = startYaml(wide, { concurrency: 2 });
    await idle();
    expect(run.calls.open).toEqual(['a', 'b']);
    (await run.calls.next('b')).finish();
    await idle();
    expect(run.calls.open).toEqual(['a', 'c']);
    for (const id of ['a', 'c', 'd']) (await run.calls.next(id)).finish();
    expect((await run.ended).status).toBe('succeeded');
  });

  it('counts the steps of sub-flows and not the nodes that wait for them', async () => {
    const inner = flowText({ x: step(), y: step() });
    const flow = { type: 'Flow', config: { flow: 'inner' }, inputs: { input: '1' } };
    const run = startYaml(flowText({ f: flow, g: flow }), { concurrency: 1, flows: { inner } });
    for (const id of ['f/x', 'f/y', 'g/x', 'g/y']) {
      await idle();
      expect(run.calls.open).toEqual([id]);
      (await run.calls.next(id)).finish();
    }
    expect((await run.ended).status).toBe('succeeded');
  });

  it('of one is no dead end for an ItemProcessor that runs a flow for each item', async () => {
    const text = flowText(
      {
        b: items([1, 2, 3], 3),
        l: loop(),
        p: { type: 'ItemProcessor', config: { flow: 'inner', concurrency: 3 } },
        agg: aggregator(),
      },
      ['b -> l -> p', 'p -> agg -> l'],
    );
    const inner = flowText({ x: step({}, { inputs: { n: 'item' } }), y: step() }, ['x -> y']);
    const ended = await runYaml(text, {
      concurrency: 1,
      flows: { inner },
      steps: { 'p/x': (call) => ({ r: call.input('n') ?? null }), 'p/y': (call) => ({ r: call.lookup('r') ?? null }) }, // prettier-ignore
    });
    expect(ended.result).toEqual([1, 2, 3]);
  });

  it('is waived for nobody by `parallel: false`: such a node runs alone', async () => {
    const text = flowText({ a: step(), b: step({ parallel: false }), c: step() });
    const run = startYaml(text);
    await idle();
    expect(run.calls.open).toEqual(['a']);
    (await run.calls.next('a')).finish();
    await idle();
    expect(run.calls.open).toEqual(['b']);
    (await run.calls.next('b')).finish();
    (await run.calls.next('c')).finish();
    await run.ended;
  });

  it('lets the nodes of a sub-flow that runs alone run beside each other, and none else', async () => {
    const inner = flowText({ x: step(), y: step() });
    const f = { type: 'Flow', config: { flow: 'inner', parallel: false }, inputs: { input: '1' } };
    const run = startYaml(flowText({ f, b: step() }), { flows: { inner } });
    await idle();
    expect(run.calls.open).toEqual(['f/x', 'f/y']);
    (await run.calls.next('f/x')).finish();
    (await run.calls.next('f/y')).finish();
    (await run.calls.next('b')).finish();
    expect((await run.ended).status).toBe('succeeded');
  });

  it('leaves no step waiting when the run ends, be they thousands', async () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, n) => [`n${n}`, step()] as const),
    );
    const run = startYaml(flowText(nodes), { concurrency: 1 });
    (await run.calls.next('n0')).fail(new Error('broken'));
    const ended = await run.ended;
    expect(ended.status).toBe('failed');
    expect(run.calls.all).toHaveLength(1);
  });
});

describe('the end of a run', () => {
  it('by its time limit', async () => {
    const run = startYaml(flowText({ a: step() }), { timeout: 3 });
    const a = await run.calls.next('a');
    run.clock.pass(3000);
    const ended = await run.ended;
    expect(a.context.signal.aborted).toBe(true);
    expect(ended.error).toMatchObject({ code: 'run-timeout', node: null });
    expect(ended.status).toBe('failed');
  });

  it('leaves no timer behind', async () => {
    const run = startYaml(flowText({ a: step({}, { timeout: 5 }) }), { timeout: 3 });
    (await run.calls.next('a')).finish();
    await run.ended;
    expect(run.clock.pending).toEqual([]);
  });

  it('by its signal, before it begins', async () => {
    const ended = await runYaml(flowText({ a: step() }), { signal: AbortSignal.abort() });
    expect(ended.events.map(({ type }) => type)).toEqual(['run_started', 'run_finished']);
    expect(ended.status).toBe('cancelled');
    expect(ended.error?.code).toBe('cancelled');
  });

  it('by its signal, in the middle', async () => {
    const inner = flowText({ x: step() });
    const f = { type: 'Flow', config: { flow: 'inner' }, inputs: { input: '1' } };
    const run = startYaml(flowText({ a: step(), f, b: step() }, ['a -> b']), { flows: { inner } });
    const x = await run.calls.next('f/x');
    run.abort();
    const ended = await run.ended;
    expect(x.context.signal.aborted).toBe(true);
    expect(ended.cancelled.sort()).toEqual(['a', 'f', 'f/x']);
    expect(ended.status).toBe('cancelled');
  });

  it('is not changed by its signal afterwards', async () => {
    const run = startYaml(flowText({ a: step() }), { steps: { a: 1 } });
    const ended = await run.ended;
    run.abort();
    await idle();
    expect(ended.status).toBe('succeeded');
    expect(run.events.at(-1)).toBe(ended.last);
  });

  it('closes the components, of sub-flows too, before it is told', async () => {
    const order: string[] = [];
    const type = {
      type: 'Closing',
      role: 'work' as const,
      config: {},
      inputs: () => [],
      outputs: () => ({ names: ['x'] }),
      create: ({ id }: { id: string }) => ({
        run: () => ({ x: 1 }),
        async close() {
          await idle();
          order.push(id);
        },
      }),
    };
    const f = { type: 'Flow', config: { flow: 'inner' }, inputs: { input: '1' } };
    const run = startYaml(flowText({ a: 'Closing', f, b: step() }), {
      types: [type],
      flows: { inner: flowText({ x: 'Closing', y: step() }) },
      onEvent: ({ type: event }) => event === 'run_finished' && order.push(event),
    });
    await run.calls.next('f/y');
    (await run.calls.next('b')).fail(new Error('broken'));
    await run.ended;
    expect(order).toEqual(['x', 'a', 'run_finished']);
  });

  it('is the same though a component can’t be closed', async () => {
    const type = {
      type: 'Stuck',
      role: 'work' as const,
      config: {},
      inputs: () => [],
      outputs: () => ({ names: ['x'] }),
      create: () => ({
        run: () => ({ x: 1 }),
        close: () => Promise.reject(new Error('jammed')),
      }),
    };
    const ended = await runYaml(flowText({ a: 'Stuck' }), { types: [type] });
    expect(ended.result).toBe(1);
    expect(JSON.stringify(ended.events)).toContain('jammed');
  });

  it('is a defect where events can’t be told', async () => {
    const run = startYaml(flowText({ a: step() }), {
      steps: { a: 1 },
      onEvent({ type }) {
        if (type === 'node_finished') throw new Error('reporter is broken');
      },
    });
    await expect(run.ended).rejects.toThrow('reporter is broken');
  });
});

describe('a run of work that never waits', () => {
  it('lets others have their turn', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 30);
    const text = flowText({ l: loop({ max_iterations: 10_000_000 }), x: step() }, ['l -> x -> l']);
    const ended = await runYaml(text, { steps: { x: 1 }, signal: abort.signal });
    expect(ended.status).toBe('cancelled');
  });

  it('… though all of it is skipped', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 30);
    const text = flowText({ l: loop({ max_iterations: 10_000_000 }), x: step() }, [
      'l -> x if False',
      'x -> l',
    ]);
    const ended = await runYaml(text, { signal: abort.signal, dropEvents: true });
    expect(ended.status).toBe('cancelled');
  });
});
