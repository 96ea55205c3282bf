import { describe, expect, it } from 'vitest';
import type { ComponentType } from '../../src/engine/component.ts';
import { ItemStream } from '../../src/engine/item-stream.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { Value } from '../../src/flow/value.ts';
import { aggregator, flowText, items, loop, step, transform } from './flow-text.ts';
import { idle, startYaml, type StageOptions } from './harness.ts';
import { cut, eventsOf, resultsOf, session, type Entry } from './sessions.ts';

/** The same with what steps give: their id, unless they have a script. */
const base = (options: StageOptions): StageOptions => ({
  ...options,
  steps: { '*': ({ node }) => ({ result: node }), ...options.steps }, // prettier-ignore
});

/** Runs a flow, lets it die right after an event, and runs it again; gives the steps that the second session calls. */
async function interrupted(
  text: string,
  options: StageOptions,
  isLast: (event: RunEvent) => boolean,
): Promise<{ called: string[]; first: Entry[]; entries: readonly Entry[]; result: Value }> {
  const whole = await session(text, base(options));
  const at = whole.entries.findIndex((entry) => 'event' in entry && isLast(entry.event));
  const first = cut(whole.entries, at + 1);
  const { ended, entries } = await session(text, base(options), first);
  expect(ended.status).toBe(whole.ended.status);
  expect(ended.result).toEqual(whole.ended.result);
  return { called: ended.calls.nodes, first, entries, result: ended.result };
}

const finished = (node: string, round?: number) => (event: RunEvent) =>
  event.type === 'node_finished' &&
  event.node === node &&
  (round === undefined || event.iteration?.[0] === round);

describe('a run that goes on', () => {
  it('does nothing finished again, and tells nothing twice', async () => {
    const text = flowText({ a: step(), b: step(), c: step() }, ['a -> b -> c']);
    const { called, entries } = await interrupted(text, {}, finished('b'));
    expect(called).toEqual(['c']);
    const types = eventsOf(entries).map((e) => `${e.type} ${'node' in e ? (e.node ?? '') : ''}`.trim()); // prettier-ignore
    expect(types).toEqual([
      ...['run_started', 'node_started a', 'node_finished a', 'node_started b', 'node_finished b'],
      ...['run_started', 'node_started c', 'node_finished c', 'run_finished'],
    ]);
  });

  it('does again what was in flight, under the same idempotency key', async () => {
    const keys: string[] = [];
    const text = flowText({ a: step(), b: step() }, ['a -> b']);
    const steps: StageOptions['steps'] = {
      b: ({ context }) => {
        keys.push(context.idempotencyKey);
        return { result: 1 };
      },
    };
    const starts = (event: RunEvent): boolean => event.type === 'node_started' && event.node === 'b'; // prettier-ignore
    const { called } = await interrupted(text, { steps }, starts);
    expect(called).toEqual(['b']);
    expect(keys).toEqual(['run:b', 'run:b']);
  });

  it('goes on in the round that it was in', async () => {
    const text = flowText(
      { l: loop({ items: [1, 2, 3, 4] }), a: step(), b: transform('batch[0] * 10'), agg: aggregator() },
      ['l -> a -> b -> agg -> l'],
    ); // prettier-ignore
    const { called, result } = await interrupted(text, {}, finished('a', 2));
    expect(called).toEqual(['a']);
    expect(result).toEqual([10, 20, 30, 40]);
  });

  it('keeps what nodes of a sub-flow have done that was not over', async () => {
    const inner = flowText({ x: step(), y: step() }, ['x -> y']);
    const text = flowText({ f: { type: 'Flow', config: { flow: 'inner' }, inputs: { input: '1' } } }); // prettier-ignore
    const { called } = await interrupted(text, { flows: { inner } }, finished('f/x'));
    expect(called).toEqual(['f/y']);
  });

  it('tells nothing twice of a sub-flow in which a node has failed', async () => {
    const inner = flowText({ x: step(), y: step() }, ['x -> y']);
    const text = flowText({ f: { type: 'Flow', config: { flow: 'inner' }, inputs: { input: '1' } } }); // prettier-ignore
    let isMended = false;
    const steps: StageOptions['steps'] = {
      'f/y': () => {
        if (!isMended) throw new Error('y is broken');
        return { result: 'y' };
      },
    };
    const failed = await session(text, base({ flows: { inner }, steps }));
    expect(failed.ended.status).toBe('failed');
    isMended = true;
    const { ended, entries } = await session(text, base({ flows: { inner }, steps }), failed.entries); // prettier-ignore
    expect(ended.calls.nodes).toEqual(['f/y']);
    const told = eventsOf(entries).filter(({ type }) => type === 'node_finished');
    expect(told.map((event) => 'node' in event && event.node)).toEqual(['f/x', 'f/y', 'f']);
  });

  it('keeps what flows of single items have done, of which no event tells', async () => {
    const inner = flowText({ x: step({}, { inputs: { n: 'item' } }), y: step() }, ['x -> y']);
    const config = { flow: 'inner', items: [1, 2, 3] };
    const text = flowText({ a: step(), p: { type: 'ItemProcessor', config, inputs: { batch: '[1, 2, 3]' } }, z: step() }, ['a -> p -> z']); // prettier-ignore
    const whole = await session(text, base({ flows: { inner } }));
    const at = whole.entries.findIndex((e) => 'kept' in e && e.kept.key === 'p#1.1/x');
    const { ended } = await session(text, base({ flows: { inner } }), cut(whole.entries, at));
    expect(ended.calls.nodes.filter((node) => node.startsWith('p/')).length).toBeLessThan(6);
    expect(ended.result).toEqual(whole.ended.result);
  });

  it('ends a race as it had ended: the loser is not started again', async () => {
    const text = flowText(
      { s: step(), a: step(), b: step(), m: { type: 'ResultMerger', config: { merge_strategy: 'first' } }, z: step() },
      ['s -> a -> m', 's -> b -> m', 'm -> z'],
    ); // prettier-ignore
    const entries: Entry[] = [];
    const run = startYaml(text, {
      keep: (kept) => entries.push({ kept }),
      onEvent: (event) => entries.push({ event }),
    });
    (await run.calls.next('s')).finish({ result: 's' });
    await idle();
    (await run.calls.next('b')).finish({ result: 'b' });
    const last = await run.calls.next('z');
    const first = [...entries];
    last.finish({ result: 'z' });
    await run.ended;
    const { ended } = await session(text, base({}), first);
    expect(ended.calls.nodes).toEqual(['z']);
  });

  it('starts with the attempt that it had come to', async () => {
    let calls = 0;
    const text = flowText({ a: step({}, { retry: { max_attempts: 3, delay: 0 } }) });
    const steps: StageOptions['steps'] = {
      a: ({ context }) => {
        calls++;
        if (context.attempt < 3) throw new Error('not yet');
        return { result: context.attempt };
      },
    };
    const second = (e: RunEvent): boolean => e.type === 'node_retrying' && e.attempt === 3;
    const { result } = await interrupted(text, { steps }, second);
    expect(result).toBe(3);
    expect(calls).toBe(4);
  });

  it('keeps a failure that the flow has dealt with', async () => {
    const text = flowText(
      { a: step({}, { on_error: 'h' }), h: transform('error.message + str(n)'), z: step() },
      ['h -> z'],
    );
    const steps: StageOptions['steps'] = {
      a: () => {
        throw new Error('broken');
      },
    };
    const options = { steps, unchecked: true, inputs: { n: 7 } };
    const { called } = await interrupted(text, options, finished('h'));
    expect(called).toEqual(['z']);
  });

  it('says that what a stream had told is void', async () => {
    const text = flowText({ a: step() });
    const steps: StageOptions['steps'] = {
      a: ({ context }) => {
        context.stream('one ');
        context.stream('two');
        return { result: 'one two' };
      },
    };
    const { entries } = await interrupted(text, { steps }, (e) => e.type === 'stream_chunk');
    const types = eventsOf(entries).map((e) => e.type).filter((type) => type.startsWith('stream')); // prettier-ignore
    expect(types).toEqual([
      ...['stream_start', 'stream_chunk', 'stream_error'],
      ...['stream_start', 'stream_chunk', 'stream_chunk', 'stream_end'],
    ]);
  });

  it('asks the person whose answer it waits for, and nobody whose answer it has', async () => {
    const human = { type: 'HumanInput', config: { prompt: '?' } };
    const text = flowText({ h: human, a: step(), g: human }, ['h -> a -> g']);
    const answers = new Map([['h', 'yes']]);
    const ask: StageOptions['ask'] = ({ node }) => {
      const answer = answers.get(node);
      return answer === undefined ? undefined : Promise.resolve(answer);
    };
    const waiting = await session(text, base({ ask }));
    expect(waiting.ended.status).toBe('waiting');
    answers.delete('h');
    answers.set('g', 'no');
    const { ended } = await session(text, base({ ask }), waiting.entries);
    expect(ended.calls.nodes).toEqual([]);
    expect(ended.result).toBe('no');
  });

  it('works again where the flow had failed', async () => {
    const text = flowText({ a: step(), b: step() }, ['a -> b']);
    const broken = { b: () => { throw new Error('broken'); } } as StageOptions['steps'] & object; // prettier-ignore
    const failed = await session(text, base({ steps: broken }));
    expect(failed.ended.status).toBe('failed');
    const { ended } = await session(text, base({}), failed.entries);
    expect(ended.calls.nodes).toEqual(['b']);
    expect(ended.status).toBe('succeeded');
  });

  it('runs a node again in whose outputs a secret stands, and tells so only once', async () => {
    const text = flowText({ a: step(), b: step() }, ['a -> b']);
    const options = { secrets: ['hunter2-hunter2'], steps: { a: 'it is hunter2-hunter2' } };
    const { called, entries, first } = await interrupted(text, options, finished('a'));
    expect(called).toEqual(['a', 'b']);
    expect(JSON.stringify(resultsOf(first))).not.toContain('hunter2');
    const told = eventsOf(entries).filter(finished('a'));
    expect(told.length).toBe(1);
  });

  it('reads a stream again', async () => {
    let opened = 0;
    const source: ComponentType = {
      ...({} as ComponentType),
      type: 'Source',
      role: 'work',
      config: {},
      inputs: () => [],
      outputs: () => ({ names: ['items'], open: false }),
      create: () => ({
        run: () => ({
          items: new ItemStream('source', 3, async function* () {
            opened++;
            await Promise.resolve();
            yield* [1, 2, 3];
          }),
        }),
      }),
    };
    const text = flowText({ b: 'Source', l: loop(), x: step(), agg: aggregator() }, ['b -> l -> x -> agg -> l']); // prettier-ignore
    const options = { types: [source], unchecked: true };
    const { called } = await interrupted(text, options, finished('x', 1));
    expect(called).toEqual(['x']);
    expect(opened).toBe(2);
  });

  it('gives components back the state that they had after what is recalled', async () => {
    const restored: (Value | undefined)[] = [];
    const counter: ComponentType = {
      type: 'Counter',
      role: 'work',
      config: {},
      inputs: () => [],
      outputs: () => ({ names: ['n'], open: false }),
      create: () => {
        let n = 0;
        return {
          run: () => ({ n: ++n }),
          state: () => n,
          restore: (state) => {
            restored.push(state);
            n = state as number;
          },
        };
      },
    };
    const text = flowText({ b: items([1, 2, 3, 4]), l: loop(), c: 'Counter', agg: aggregator() }, ['b -> l -> c -> agg -> l']); // prettier-ignore
    const { result } = await interrupted(text, { types: [counter] }, finished('c', 1));
    expect(result).toEqual([1, 2, 3, 4]);
    expect(restored).toEqual([2]);
  });
});

describe('a run that takes up results of another one', () => {
  it('tells them as its own, and keeps them', async () => {
    const text = flowText({ a: step(), b: step() }, ['a -> b']);
    const other = await session(text, base({}));
    const results = resultsOf(other.entries).filter(({ node }) => node === 'a');
    const kept: string[] = [];
    const run = startYaml(text, {
      ...base({}),
      earlier: { results, isKept: () => true },
      keep: ({ key }) => kept.push(key),
    });
    const ended = await run.ended;
    expect(ended.calls.nodes).toEqual(['b']);
    expect(kept).toEqual(['a', 'b']);
    const reused = ended.events.flatMap((e) => (e.type === 'node_finished' ? [[e.node, e.reused]] : [])); // prettier-ignore
    expect(reused).toEqual([['a', 'run'], ['b', undefined]]); // prettier-ignore
  });
});

describe('a run that goes on with a flow that was changed', () => {
  it('tells anew of what does not hold any more', async () => {
    const text = flowText({ a: step(), b: step(), c: step() }, ['a -> b -> c']);
    const whole = await session(text, base({}));
    const results = resultsOf(whole.entries).filter(({ node }) => node === 'a');
    const history = eventsOf(whole.entries);
    const run = startYaml(text, {
      ...base({}),
      earlier: { results, history, isKept: (node) => node === 'a' },
    });
    run.ended.catch(() => undefined);
    await idle();
    expect(run.calls.nodes).toEqual(['b', 'c']);
    const [first, ...rest] = run.events;
    expect(first).toMatchObject({ type: 'run_started', resumed: true, dropped: ['b', 'c'], seq: history.length }); // prettier-ignore
    expect(rest.map((e) => ('node' in e ? e.node : e.type))).toEqual(['b', 'b', 'c', 'c', 'run_finished']); // prettier-ignore
  });
});
