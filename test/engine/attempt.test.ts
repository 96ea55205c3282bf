import { describe, expect, it } from 'vitest';
import { flowText, step } from './flow-text.ts';
import { idle, runYaml, startYaml } from './harness.ts';

const one = (more: object = {}): string => flowText({ a: step({}, more) });
const types = (events: readonly { type: string }[]): string[] => events.map(({ type }) => type);

describe('a timeout', () => {
  it('ends an attempt, and tells its component', async () => {
    const run = startYaml(one({ timeout: 2 }));
    const a = await run.calls.next('a');
    run.clock.pass(1999);
    await idle();
    expect(a.context.signal.aborted).toBe(false);
    run.clock.pass(1);
    const ended = await run.ended;
    expect(a.context.signal.aborted).toBe(true);
    expect(ended.error).toMatchObject({ code: 'node-timeout', node: 'a' });
    expect(ended.error?.message).toContain('2 s');
  });

  it('counts for each attempt anew', async () => {
    const run = startYaml(one({ timeout: 2, retry: { max_attempts: 2, delay: 5 } }));
    await run.calls.next('a');
    run.clock.pass(2000);
    await idle();
    run.clock.pass(5000);
    const a = await run.calls.next('a');
    run.clock.pass(1999);
    a.finish({ x: 1 });
    const ended = await run.ended;
    expect(ended.result).toBe(1);
    expect(run.clock.pending).toEqual([]);
  });

  it('does not count the time that a person takes', async () => {
    let answer: (value: string) => void = () => undefined;
    const run = startYaml(one({ timeout: 10 }), {
      ask: () => new Promise((resolve) => (answer = resolve)),
    });
    const a = await run.calls.next('a');
    run.clock.pass(4000);
    const asked = a.context.ask({ prompt: '?' });
    expect(run.clock.pending).toEqual([]);
    run.clock.pass(1_000_000);
    answer('yes');
    expect(await asked).toBe('yes');
    expect(run.clock.pending).toEqual([6000]);
    run.clock.pass(6000);
    expect((await run.ended).error?.code).toBe('node-timeout');
  });

  it('of a sub-flow does not count it either', async () => {
    let answer: (value: string) => void = () => undefined;
    const text = flowText({
      f: { type: 'Flow', config: { flow: 'inner' }, inputs: { input: '1' }, timeout: 10 },
    });
    const inner = flowText({ h: { type: 'HumanInput', config: { prompt: '?' } }, a: step() }, ['h -> a']); // prettier-ignore
    const run = startYaml(text, {
      flows: { inner },
      ask: () => new Promise((resolve) => (answer = resolve)),
    });
    await idle();
    expect(run.clock.pending).toEqual([]);
    run.clock.pass(1_000_000);
    answer('yes');
    await run.calls.next('f/a');
    expect(run.clock.pending).toEqual([10_000]);
    run.clock.pass(10_000);
    const ended = await run.ended;
    expect(ended.error).toMatchObject({ code: 'node-timeout', node: 'f' });
    expect(ended.cancelled).toEqual(['f/a']);
  });
});

describe('a component that', () => {
  it('throws at once fails its node', async () => {
    const ended = await runYaml(one(), {
      steps: {
        a() {
          throw new TypeError('x is not a function');
        },
      },
    });
    expect(ended.error).toEqual({
      code: 'component-defect',
      message: 'The node failed: x is not a function',
      node: 'a',
    });
  });

  it.each([
    ['a text', 'text'],
    ['', new Error()],
    ['undefined', undefined],
    ['null', null],
    ['unknown error', Object.create(null)],
  ])('rejects with something odd fails its node, too (%s)', async (words, error) => {
    const run = startYaml(one());
    (await run.calls.next('a')).fail(error);
    const ended = await run.ended;
    expect(ended.error?.message).toBe(`The node failed: ${words === '' ? 'Error' : words === 'a text' ? 'text' : words}`); // prettier-ignore
  });

  it('ignores its signal is not waited for', async () => {
    const run = startYaml(flowText({ a: step(), b: step() }));
    const [a, b] = [await run.calls.next('a'), await run.calls.next('b')];
    b.fail(new Error('broken'));
    const ended = await run.ended;
    expect(ended.cancelled).toEqual(['a']);
    expect(a.context.signal.aborted).toBe(true);
  });

  it('has something to say after its end is not heard', async () => {
    const run = startYaml(flowText({ a: step(), b: step() }));
    const [a, b] = [await run.calls.next('a'), await run.calls.next('b')];
    a.context.stream('1');
    a.finish();
    await idle();
    a.context.stream('2');
    a.context.log('info', 'late');
    a.context.progress(1, 2);
    a.context.warn('late', { key: 'cancelled' });
    b.finish();
    const ended = await run.ended;
    expect(types(ended.events)).not.toContain('log');
    expect(types(ended.events).filter((type) => type === 'stream_chunk')).toHaveLength(1);
    expect(ended.warnings).toEqual([]);
  });

  it('returns after it was cancelled is not taken for a success', async () => {
    const run = startYaml(one());
    const a = await run.calls.next('a');
    run.abort();
    a.finish({ x: 1 });
    const ended = await run.ended;
    expect(ended).toMatchObject({ status: 'cancelled', finished: [], cancelled: ['a'] });
  });

  it('answers at the very moment of its time-out has failed', async () => {
    const run = startYaml(one({ timeout: 1 }));
    const a = await run.calls.next('a');
    run.clock.pass(1000);
    a.finish({ x: 1 });
    expect((await run.ended).error?.code).toBe('node-timeout');
  });

  it('asks or runs a flow after its end gets no answer', async () => {
    const run = startYaml(flowText({ a: step(), b: step() }));
    const [a, b] = [await run.calls.next('a'), await run.calls.next('b')];
    a.finish();
    await idle();
    await expect(a.context.ask({ prompt: '?' })).rejects.toThrow();
    await expect(a.context.runFlow({}, true)).rejects.toThrow();
    b.finish();
    expect((await run.ended).status).toBe('succeeded');
  });

  it('reacts to its signal by ending is done with', async () => {
    const run = startYaml(one({ timeout: 1, retry: { max_attempts: 2, delay: 0 } }), {
      steps: {
        a: ({ context, number }) =>
          number === 2
            ? { x: 1 }
            : new Promise((resolve) => {
                context.signal.addEventListener('abort', () => resolve({ x: 0 }));
              }),
      },
    });
    await idle();
    run.clock.pass(1000);
    expect((await run.ended).result).toBe(1);
  });
});

describe('what a component tells while it runs', () => {
  it('comes in order, framed by stream_start and stream_end', async () => {
    const ended = await runYaml(one(), {
      steps: {
        a({ context }) {
          context.log('info', 'l');
          context.stream('1');
          context.progress(1, null, 'm');
          context.stream('2');
          return { x: '12' };
        },
      },
    });
    expect(types(ended.events)).toEqual([
      'run_started',
      'node_started',
      'log',
      'stream_start',
      'stream_chunk',
      'node_progress',
      'stream_chunk',
      'stream_end',
      'node_finished',
      'run_finished',
    ]);
  });

  it('a stream that fails ends with stream_error', async () => {
    const run = startYaml(one());
    const a = await run.calls.next('a');
    a.context.stream('1');
    a.fail(new Error('cut'));
    const ended = await run.ended;
    expect(types(ended.events).slice(-4)).toEqual([
      'stream_chunk',
      'stream_error',
      'node_failed',
      'run_finished',
    ]);
  });

  it('a stream that is cancelled, too, before the node’s end is told', async () => {
    const run = startYaml(one());
    const a = await run.calls.next('a');
    a.context.stream('1');
    run.abort();
    expect(types((await run.ended).events).slice(-3)).toEqual([
      'stream_error',
      'node_failed',
      'run_finished',
    ]);
  });
});
