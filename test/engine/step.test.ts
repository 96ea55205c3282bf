import { describe, expect, it } from 'vitest';
import { NodeError } from '../../src/engine/component.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { flowText, step } from './flow-text.ts';
import { idle, runYaml, startYaml, type Running } from './harness.ts';

const one = (retry: object, more: object = {}, out: string[] = ['score']): string =>
  flowText({ a: step({ out }, { retry, ...more }) });

const types = (events: readonly RunEvent[]): string[] => events.map(({ type }) => type);
const delays = (events: readonly RunEvent[]): number[] =>
  events.flatMap((event) => (event.type === 'node_retrying' ? [event.delay_ms] : []));

/** Fails each call, and lets time pass until there is no further one. */
async function failAll(run: Running): Promise<void> {
  const end = { isReached: false };
  void run.ended.then(() => (end.isReached = true));
  for (;;) {
    await idle();
    if (end.isReached) return;
    for (const call of run.calls.all) if (!call.over) call.fail(new Error('broken'));
    await idle();
    run.clock.pass(run.clock.pending[0] ?? 0);
  }
}

describe('retry', () => {
  it('tries again so often, each time later', async () => {
    const run = startYaml(one({ max_attempts: 4, delay: 1, backoff: 3 }));
    await failAll(run);
    const ended = await run.ended;
    expect(run.calls.all).toHaveLength(4);
    expect(delays(ended.events)).toEqual([1000, 3000, 9000]);
    expect(ended.events.at(-2)).toMatchObject({ type: 'node_failed', attempts: 4 });
    expect(ended.error?.message).toContain('broken');
    const retrying = ended.events.find(({ type }) => type === 'node_retrying');
    expect(retrying).toMatchObject({ attempt: 2, max_attempts: 4, error: { node: 'a' } });
    expect(run.calls.all.map(({ context }) => context.attempt)).toEqual([1, 2, 3, 4]);
  });

  it('waits until its time has come', async () => {
    const run = startYaml(one({ max_attempts: 2, delay: 1 }));
    (await run.calls.next('a')).fail(new Error('broken'));
    await idle();
    run.clock.pass(999);
    await idle();
    expect(run.calls.all).toHaveLength(1);
    run.clock.pass(1);
    (await run.calls.next('a')).finish({ score: 1 });
    const ended = await run.ended;
    expect(ended.result).toBe(1);
    expect(ended.events.at(-2)).toMatchObject({ attempts: 2, duration_ms: 1000 });
  });

  it.each([
    [0, 500],
    [0.5, 1000],
    [1, 1500],
  ])('spreads its delays at random (%d)', async (random, delay) => {
    const retry = { max_attempts: 2, delay: 1, jitter: 0.5 };
    const run = startYaml(one(retry), { random: () => random });
    await failAll(run);
    expect(delays((await run.ended).events)).toEqual([delay]);
  });

  it('does not count to infinity', async () => {
    const text = one({ max_attempts: 3, delay: 1e9, backoff: 1e9 });
    const run = startYaml(text);
    await failAll(run);
    expect(delays((await run.ended).events)).toEqual([2 ** 31 - 1, 2 ** 31 - 1]);
    const many = startYaml(one({ max_attempts: 1100, delay: 0 }), {
      steps: {
        a() {
          throw new Error('broken');
        },
      },
    });
    expect(new Set(delays((await many.ended).events))).toEqual(new Set([0]));
  });

  it('asks `when` about a failure', async () => {
    const failure = (status: number): NodeError =>
      new NodeError('http-status', { key: 'cancelled' }, { details: { status } });
    const run = startYaml(one({ max_attempts: 5, delay: 0, when: 'error.status >= 500' }));
    (await run.calls.next('a')).fail(failure(503));
    (await run.calls.next('a')).fail(failure(404));
    const ended = await run.ended;
    expect(run.calls.all).toHaveLength(2);
    expect(ended.error?.code).toBe('http-status');
  });

  it('asks `when` about an answer: a bad one is tried again', async () => {
    for (const when of ['score < 3', 'a.score < 3', 'error or score < 3']) {
      const ended = await runYaml(one({ max_attempts: 5, delay: 0, when }), {
        steps: { a: ({ number }) => ({ score: number }) },
      });
      expect(ended.calls.nodes).toHaveLength(3);
      expect(ended.result).toBe(3);
    }
  });

  it('that still wants another answer at the end fails', async () => {
    const ended = await runYaml(one({ max_attempts: 3, delay: 0, when: 'score < 9' }), {
      steps: { a: ({ number }) => ({ score: number }) },
    });
    expect(ended.calls.nodes).toHaveLength(3);
    expect(ended.error).toMatchObject({ code: 'retry-exhausted', node: 'a' });
    const retrying = ended.events.find(({ type }) => type === 'node_retrying');
    expect(retrying).toMatchObject({ error: { code: 'retry-wanted' } });
  });

  it('whose `when` can’t be evaluated on a failure leaves the failure as it is', async () => {
    const run = startYaml(one({ max_attempts: 3, delay: 0, when: 'score < 9' }));
    (await run.calls.next('a')).fail(new Error('broken'));
    const ended = await run.ended;
    expect(run.calls.all).toHaveLength(1);
    expect(ended.error?.message).toContain('broken');
  });

  it('voids what was streamed, and starts the stream anew', async () => {
    const run = startYaml(one({ max_attempts: 2, delay: 0 }));
    const first = await run.calls.next('a');
    first.context.stream('half');
    first.fail(new Error('cut'));
    const second = await run.calls.next('a');
    second.context.stream('whole');
    second.finish({ score: 1 });
    const stream = types((await run.ended).events).filter((type) => type !== 'stream_chunk');
    expect(stream.slice(1)).toEqual([
      'node_started',
      'stream_start',
      'stream_error',
      'node_retrying',
      'node_started',
      'stream_start',
      'stream_end',
      'node_finished',
      'run_finished',
    ]);
  });

  it('voids the stream of an answer that is tried again', async () => {
    const ended = await runYaml(one({ max_attempts: 2, delay: 0, when: 'score < 2' }), {
      steps: {
        a({ context, number }) {
          context.stream('x');
          return { score: number };
        },
      },
    });
    const stream = types(ended.events).filter((type) => type.startsWith('stream_'));
    expect(stream).toEqual(['stream_start', 'stream_chunk', 'stream_error', 'stream_start', 'stream_chunk', 'stream_end']); // prettier-ignore
  });

  it('binds its inputs again, and tries again what can’t be bound', async () => {
    const text = flowText({ a: step({}, { inputs: { x: '1 / zero' }, retry: { max_attempts: 2, delay: 1 } }) }); // prettier-ignore
    const run = startYaml(text, { inputs: { zero: 0 } });
    await failAll(run);
    const ended = await run.ended;
    expect(run.calls.all).toHaveLength(0);
    expect(ended.error?.code).toBe('expression-value');
    expect(delays(ended.events)).toEqual([1000]);
  });

  it('can be cancelled while it waits', async () => {
    const run = startYaml(one({ max_attempts: 2, delay: 60 }));
    (await run.calls.next('a')).fail(new Error('broken'));
    await idle();
    run.abort();
    const ended = await run.ended;
    expect(ended).toMatchObject({ status: 'cancelled', cancelled: ['a'] });
    expect(run.clock.pending).toEqual([]);
  });

  it('of another flow’s node does not go by this one’s `when`', async () => {
    const text = flowText({
      f: {
        type: 'Flow',
        config: { flow: 'inner' },
        inputs: { input: '1' },
        retry: { max_attempts: 5, delay: 0, when: 'error.code == "other"' },
      },
    });
    const inner = one({ max_attempts: 1, when: 'True' });
    const ended = await runYaml(text, { flows: { inner }, steps: { 'f/a': 1 } });
    expect(ended.calls.nodes).toEqual(['f/a']);
    expect(ended.error).toMatchObject({ code: 'retry-exhausted', node: 'f' });
  });

  it('comes from `defaults` for nodes that do work', async () => {
    const text = flowText({ a: step() }, [], {
      defaults: { retry: { max_attempts: 2, delay: 0 } },
    });
    const run = startYaml(text);
    (await run.calls.next('a')).fail(new Error('broken'));
    (await run.calls.next('a')).finish();
    expect((await run.ended).status).toBe('succeeded');
  });
});

describe('on_error', () => {
  const nodes = (onError: string) => ({
    s: step({ out: ['q'] }),
    a: step({ in: ['q'], out: ['x', 'y'] }, { on_error: onError }),
    next: step({ maybe: ['x', 'error'] }),
    rescue: step({ maybe: ['error', 'q'] }),
  });
  const broken = (run: Running): Promise<void> =>
    run.calls.next('a').then((a) => a.fail(new NodeError('bad', { key: 'cancelled' })));

  it('continue: goes on with None and the error, and warns', async () => {
    const run = startYaml(flowText(nodes('continue'), ['s -> a -> next', 'next -> rescue']), {
      steps: { s: () => ({ q: 1 }), next: 1, rescue: 1 },
    });
    await broken(run);
    const ended = await run.ended;
    const next = ended.calls.of('next')[0];
    expect(next?.input('x')).toBe(null);
    expect(next?.input('error')).toMatchObject({ code: 'bad', node: 'a', attempts: 1 });
    expect(next?.lookup('y')).toBe(null);
    expect(ended.status).toBe('succeeded');
    expect(ended.warnings).toEqual(['node-failed-continued']);
    const failed = ended.events.find(({ type }) => type === 'node_failed');
    expect(failed).toMatchObject({ status: 'failed', handled_by: 'continue' });
  });

  it('continue: `error` is None after a success', async () => {
    const text = flowText(nodes('continue'), ['s -> a', 'a -> next if error is None', 'a -> rescue if error']); // prettier-ignore
    const ended = await runYaml(text, {
      steps: { s: () => ({ q: 1 }), a: () => ({ x: 1 }), next: 1 },
    });
    expect(ended.calls.nodes).toEqual(['s', 'a', 'next']);
    expect(ended.calls.of('next')[0]?.input('error')).toBe(null);
    expect(ended.calls.of('next')[0]?.lookup('error')).toBe(null);
  });

  it('continue: conditions and later nodes see the error', async () => {
    const text = flowText(
      { ...nodes('continue'), end: step({}, { inputs: { why: 'a.error.code' } }) },
      ['s -> a', 'a -> next if error is None', 'a -> rescue if error.code == "bad"', 'rescue -> end'], // prettier-ignore
    );
    const run = startYaml(text, { steps: { s: () => ({ q: 1 }), rescue: 1, end: 1 } });
    await broken(run);
    const ended = await run.ended;
    expect(ended.skipped).toEqual(['next']);
    expect(ended.calls.of('end')[0]?.input('why')).toBe('bad');
  });

  it('continue: is None to what takes its primary, whatever it declares', async () => {
    const flow = (a: object) =>
      flowText({ a: step(a, { on_error: 'continue' }), b: step({ in: ['v'] }) }, ['a -> b']);
    for (const a of [{}, { out: ['x'] }]) {
      const run = startYaml(flow(a));
      (await run.calls.next('a')).fail(new Error('broken'));
      const b = await run.calls.next('b');
      expect(b.input('v')).toBe(null);
      b.finish({ r: 1 });
      expect((await run.ended).result).toBe(1);
    }
    const run = startYaml(flowText({ a: step({}, { on_error: 'continue' }) }));
    (await run.calls.next('a')).fail(new Error('broken'));
    expect((await run.ended).result).toBe(null);
  });

  it('<id>: the handler runs on failure only, with the error and the node’s inputs', async () => {
    const text = flowText(nodes('rescue'), ['s -> a -> next', 'rescue -> next']);
    const run = startYaml(text, { steps: { s: () => ({ q: 7 }), next: 1, rescue: 1 } });
    await broken(run);
    const ended = await run.ended;
    expect(ended.calls.nodes).toEqual(['s', 'a', 'rescue', 'next']);
    const rescue = ended.calls.of('rescue')[0];
    expect(rescue?.input('error')).toMatchObject({ code: 'bad', node: 'a' });
    expect(rescue?.input('q')).toBe(7);
    expect(ended.warnings).toEqual(['node-failed-handled']);
    expect(ended.status).toBe('succeeded');
    const well = await runYaml(text, { steps: { s: () => ({ q: 7 }), a: () => ({ x: 1 }) } });
    expect(well.calls.nodes).toEqual(['s', 'a', 'next']);
    expect(well.skipped).toEqual(['rescue']);
  });

  it('<id>: the handler gets the node’s first input for its own', async () => {
    const text = flowText(
      { s: step({ out: ['q'] }), a: step({ in: ['q'] }, { on_error: 'h' }), h: step({ in: ['other'] }) }, // prettier-ignore
      ['s -> a'],
    );
    const run = startYaml(text, { steps: { s: () => ({ q: 7 }), h: 1 } });
    await broken(run);
    expect((await run.ended).calls.of('h')[0]?.input('other')).toBe(7);
  });

  it('<id>: a listed edge to the handler can name what it gives', async () => {
    const text = flowText({ a: step({}, { on_error: 'h' }), h: step({ in: ['problem'] }) }, [
      'a.error -> h.problem',
    ]);
    const run = startYaml(text, { steps: { h: 1 } });
    await broken(run);
    const ended = await run.ended;
    expect(ended.calls.of('h')[0]?.input('problem')).toMatchObject({ code: 'bad' });
  });

  it('<id>: two handlers may follow each other', async () => {
    const text = flowText({
      a: step({}, { on_error: 'h' }),
      h: step({}, { on_error: 'g' }),
      g: step({ in: ['error'] }),
    });
    const run = startYaml(text, { steps: { g: 1 } });
    await broken(run);
    (await run.calls.next('h')).fail(new Error('worse'));
    const ended = await run.ended;
    expect(ended.calls.of('g')[0]?.input('error')).toMatchObject({ node: 'h' });
    expect(ended.status).toBe('succeeded');
  });

  it('comes after all attempts', async () => {
    const a = step({}, { on_error: 'continue', retry: { max_attempts: 2, delay: 0 } });
    const run = startYaml(flowText({ a }));
    await broken(run);
    await broken(run);
    const ended = await run.ended;
    expect(ended.events.find(({ type }) => type === 'node_failed')).toMatchObject({ attempts: 2 });
    expect(ended.status).toBe('succeeded');
  });

  it('fail (the default): the others are cancelled and waited for', async () => {
    const run = startYaml(flowText({ a: step({}, { on_error: 'fail' }), b: step(), c: step() }, ['b -> c'])); // prettier-ignore
    const b = await run.calls.next('b');
    await broken(run);
    const ended = await run.ended;
    expect(b.context.signal.aborted).toBe(true);
    expect(ended.status).toBe('failed');
    expect(ended.error).toMatchObject({ code: 'bad', node: 'a' });
    expect(ended.cancelled).toEqual(['b']);
    expect(ended.calls.nodes).toEqual(['a', 'b']);
    expect(ended.outputs).toEqual({});
    expect(ended.last).toMatchObject({ status: 'failed', outputs: {}, single: false });
  });
});
