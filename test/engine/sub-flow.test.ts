import { describe, expect, it } from 'vitest';
import { NodeError } from '../../src/engine/component.ts';
import { flowText, items, loop, step, transform } from './flow-text.ts';
import { runYaml, startYaml } from './harness.ts';

const flow = (more: object = {}, config: object = {}): object => ({
  type: 'Flow',
  config: { flow: 'inner', ...config },
  ...more,
});

describe('a sub-flow', () => {
  it('gets the node’s `inputs:` as run inputs, and gives what it returns', async () => {
    const inner = flowText(
      { i: 'InputNode', x: step({}, { inputs: { t: 'text + more' } }) },
      ['i -> x'],
      { outputs: { one: 'r', two: 'x.r + 1' } },
    );
    const text = flowText(
      { f: flow({ inputs: { input: '"a"', more: '"b"' } }), y: transform('[one, f.two]') },
      ['f -> y'],
    );
    const ended = await runYaml(text, { flows: { inner }, steps: { 'f/x': () => ({ r: 5 }) } });
    expect(ended.calls.of('f/x')[0]?.input('t')).toBe('ab');
    expect(ended.result).toEqual([5, 6]);
  });

  it('without `inputs:` gets the predecessor’s primary as its input', async () => {
    const inner = flowText({ i: 'InputNode', x: transform('text.upper()') }, ['i -> x']);
    const text = flowText({ a: step({ out: ['w'] }), f: flow(), y: step({ in: ['v'] }) }, ['a -> f -> y']); // prettier-ignore
    const ended = await runYaml(text, { flows: { inner }, steps: { a: () => ({ w: 'hello' }) } });
    expect(ended.calls.of('y')[0]?.input('v')).toBe('HELLO');
  });

  it('gets the parameters that its node gives', async () => {
    const inner = flowText({ x: transform('factor * 2') }, [], {
      parameters: [{ name: 'factor', type: 'integer', default: 1 }],
    });
    const text = flowText({ f: flow({ inputs: { input: '1' } }, { parameters: { factor: 21 } }) });
    expect((await runYaml(text, { flows: { inner } })).result).toBe(42);
  });

  it('sees nothing of the flow around it', async () => {
    const inner = flowText({ i: 'InputNode', x: transform('secret') }, ['i -> x']);
    const text = flowText({ a: step({ out: ['secret'] }), f: flow() }, ['a -> f'], {
      parameters: [{ name: 'secret', type: 'string', default: 'p' }],
    });
    const ended = await runYaml(text, {
      flows: { inner },
      inputs: { secret: 'run' },
      steps: { a: () => ({ secret: 'out' }) },
    });
    expect(ended.error).toMatchObject({ code: 'expression-name', node: 'f' });
  });

  it('tells its events under its node’s name, with the rounds around it', async () => {
    const inner = flowText({ l: loop({ max_iterations: 2 }), x: step() }, ['l -> x -> l']);
    const text = flowText({ b: items([1, 2]), o: loop(), f: flow({ inputs: { input: '1' } }) }, [
      'b -> o -> f',
      'f -> o',
    ]);
    const ended = await runYaml(text, { flows: { inner } });
    const x = ended.events.flatMap((e) => (e.type === 'node_finished' && e.node === 'f/x' ? [e] : [])); // prettier-ignore
    expect(x.map(({ iteration }) => iteration)).toEqual([[0, 0], [0, 1], [1, 0], [1, 1]]); // prettier-ignore
    expect(x[0]).toMatchObject({ node: 'f/x' });
    const nodes = ended.events[0];
    expect(nodes).toMatchObject({ nodes: [{ id: 'b' }, { id: 'o' }, { id: 'f', loop: 'o' }] });
  });

  it('that fails fails its node, and its own node is named where it is told', async () => {
    const inner = flowText({ x: step(), y: step() });
    const run = startYaml(flowText({ f: flow({ inputs: { input: '1' } }) }), { flows: { inner } });
    (await run.calls.next('f/x')).fail(new NodeError('bad', { key: 'cancelled' }));
    const ended = await run.ended;
    expect(ended.error).toMatchObject({ code: 'bad', node: 'f' });
    const failed = ended.events.flatMap((e) => (e.type === 'node_failed' ? [e] : []));
    expect(failed).toMatchObject([
      { node: 'f/x', status: 'failed', error: { code: 'bad', node: 'f/x' } },
      { node: 'f/y', status: 'cancelled' },
      { node: 'f', status: 'failed', error: { code: 'bad', node: 'f' } },
    ]);
  });

  it('that fails can be tried again, and be handled', async () => {
    const inner = flowText({ x: step() });
    const f = flow({ inputs: { input: '1' }, retry: { max_attempts: 2, delay: 0 }, on_error: 'h' });
    const run = startYaml(flowText({ f, h: step({ in: ['error'] }) }), { flows: { inner } });
    (await run.calls.next('f/x')).fail(new NodeError('bad', { key: 'cancelled' }));
    (await run.calls.next('f/x')).fail(new NodeError('worse', { key: 'cancelled' }));
    const h = await run.calls.next('h');
    expect(h.input('error')).toMatchObject({ code: 'worse', node: 'f', attempts: 2 });
    h.finish();
    const ended = await run.ended;
    expect(ended.status).toBe('succeeded');
    // Each attempt has its own components.
    expect(ended.calls.of('f/x').map(({ number }) => number)).toEqual([1, 1]);
  });

  it('handles its own errors by its own ids', async () => {
    const inner = flowText({ x: step({}, { on_error: 'h' }), h: transform('error.node') });
    const run = startYaml(flowText({ f: flow({ inputs: { input: '1' } }) }), { flows: { inner } });
    (await run.calls.next('f/x')).fail(new Error('broken'));
    const ended = await run.ended;
    expect(ended.result).toBe('x');
    const warning = ended.events.find(({ type }) => type === 'warning');
    expect(warning).toMatchObject({ node: 'f/x', code: 'node-failed-handled' });
  });

  it('may be run by a sub-flow', async () => {
    const middle = flowText({ g: flow({ inputs: { input: 'input + "!"' } }) });
    const inner = flowText({ i: 'InputNode', x: transform('text + "?"') }, ['i -> x']);
    const f = { type: 'Flow', config: { flow: 'middle' }, inputs: { input: '"a"' } };
    const ended = await runYaml(flowText({ f }), { flows: { inner, middle } });
    expect(ended.result).toBe('a!?');
    expect(ended.finished).toEqual(['f/g/i', 'f/g/x', 'f/g', 'f']);
  });

  it('of an ItemProcessor tells only warnings', async () => {
    const inner = flowText({ x: step({}, { on_error: 'continue' }) });
    const p = { type: 'ItemProcessor', config: { batch: [1, 2], flow: 'inner' } };
    const run = startYaml(flowText({ p }), { flows: { inner } });
    (await run.calls.next('p/x')).fail(new Error('broken'));
    (await run.calls.next('p/x')).finish({ r: 2 });
    const ended = await run.ended;
    expect(ended.warnings).toEqual(['node-failed-continued']);
    expect(ended.finished).toEqual(['p']);
    expect(ended.result).toEqual([null, 2]);
  });

  it('is ended with all that is in it before its node’s end is told', async () => {
    const inner = flowText({ x: step(), y: step() });
    const f = flow({ inputs: { input: '1' }, timeout: 1, on_error: 'continue' });
    const run = startYaml(flowText({ f }), { flows: { inner } });
    await run.calls.next('f/y');
    run.clock.pass(1000);
    const ended = await run.ended;
    const order = ended.events.flatMap((e) => (e.type === 'node_failed' ? [e.node] : []));
    expect(order).toEqual(['f/x', 'f/y', 'f']);
    expect(ended.status).toBe('succeeded');
  });
});
