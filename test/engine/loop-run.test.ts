import { describe, expect, it } from 'vitest';
import { ItemStream } from '../../src/engine/item-stream.ts';
import type { Value } from '../../src/flow/value.ts';
import { aggregator, flowText, items, loop, router, step, transform } from './flow-text.ts';
import { findingsOf, idle, runYaml, startYaml, type Ended, type StageOptions } from './harness.ts';

const body = ['b -> l', 'l -> x -> l'];
/** A batch loop around one step. */
const batchLoop = (list: readonly Value[], size: number, config = {}): string =>
  flowText({ b: items(list, size), l: loop(config), x: step() }, body);

/** What a name was in each call of a node. */
const seen = (ended: Ended, node: string, name: string): unknown[] =>
  ended.calls.of(node).map((call) => call.input(name));

async function values(text: string, name: string, options: StageOptions = {}): Promise<unknown[]> {
  const found: unknown[] = [];
  const x = ({ lookup }: { lookup: (name: string) => unknown }) => (found.push(lookup(name)), {});
  await runYaml(text, { ...options, steps: { x: (call) => x({ lookup: (n) => call.lookup(n) }) } });
  return found;
}

describe('a loop over items', () => {
  it.each([
    [1, [[1], [2], [3], [4], [5]]],
    [2, [[1, 2], [3, 4], [5]]],
    [5, [[1, 2, 3, 4, 5]]],
    [9, [[1, 2, 3, 4, 5]]],
  ])('hands out %i a round', async (size, batches) => {
    expect(await values(batchLoop([1, 2, 3, 4, 5], size), 'batch')).toEqual(batches);
  });

  it('goes by its own batch_size, by that of the BatchInput above, else by one', async () => {
    expect(await values(batchLoop([1, 2, 3], 2, { batch_size: 3 }), 'batch')).toEqual([[1, 2, 3]]);
    const config = flowText({ l: loop({ items: [1, 2] }), x: step() }, ['l -> x -> l']);
    expect(await values(config, 'batch')).toEqual([[1], [2]]);
  });

  it('says whether there is more, which round it is and how much there is in all', async () => {
    const text = batchLoop([1, 2, 3], 2);
    expect(await values(text, 'has_more_data')).toEqual([true, false]);
    expect(await values(text, 'has_more_items')).toEqual([true, false]);
    expect(await values(text, 'iteration')).toEqual([0, 1]);
    expect(await values(text, 'total')).toEqual([3, 3]);
  });

  it('tells each round and counts items', async () => {
    const ended = await runYaml(batchLoop([1, 2, 3], 2, { max_iterations: 9 }));
    const rounds = ended.events.filter(({ type }) => type === 'loop_iteration');
    expect(rounds).toMatchObject([
      { node: 'l', round: 0, done: 0, total: 3, max_iterations: 9 },
      { node: 'l', round: 1, done: 2, total: 3, max_iterations: 9 },
    ]);
    const finished = ended.events.find((e) => e.type === 'node_finished' && e.node === 'l');
    expect(finished).toMatchObject({ rounds: 2 });
    const x = ended.events.flatMap((e) =>
      e.type === 'node_finished' && e.node === 'x' ? [e] : [],
    );
    expect(x.map(({ iteration }) => iteration)).toEqual([[0], [1]]);
  });

  it('reads a stream only as far as it must', async () => {
    let read = 0;
    let closed = 0;
    const stream = new ItemStream('s', null, async function* () {
      try {
        for (let n = 0; n < 100; n++) {
          await Promise.resolve();
          read++;
          yield n;
        }
      } finally {
        closed++;
      }
    });
    const text = flowText(
      { b: { type: 'BatchInput', config: { batch_size: 2 } }, l: loop(), x: step(), out: step() },
      [...body, 'x -> out if enough'],
    );
    const run = startYaml(text, { inputs: { items: stream } });
    (await run.calls.next('x')).finish({ enough: false });
    const x = await run.calls.next('x');
    expect(x.lookup('batch')).toEqual([2, 3]);
    expect([x.lookup('has_more_data'), x.lookup('total')]).toEqual([true, null]);
    expect(read).toBe(5);
    x.finish({ enough: true });
    (await run.calls.next('out')).finish();
    await run.ended;
    expect([read, closed]).toEqual([5, 1]);
  });

  it('fails with its stream', async () => {
    const stream = new ItemStream('s', null, async function* () {
      yield 1;
      await Promise.resolve();
      throw new Error('line 2 is broken');
    });
    const text = flowText({ b: { type: 'BatchInput', config: { batch_size: 1 } }, l: loop(), x: step() }, body); // prettier-ignore
    const ended = await runYaml(text, { inputs: { items: stream } });
    expect(ended.error).toMatchObject({ code: 'component-defect', node: 'l' });
    expect(ended.error?.message).toContain('line 2');
  });
});

describe('zero rounds', () => {
  const text = flowText(
    {
      b: items([]),
      l: loop(),
      x: step(),
      agg: aggregator(),
      sum: aggregator('sum'),
      after_l: step(),
      after_agg: step({ in: ['result'] }),
      after_sum: step({ in: ['result'] }),
      after_x: step(),
    },
    [
      'b -> l -> x',
      'x -> agg -> l',
      'x -> sum -> l',
      'l -> after_l',
      'agg -> after_agg',
      'sum -> after_sum',
      'x -> after_x',
    ],
  );

  it('take the controller’s and the aggregators’ exits, which give empty results', async () => {
    const ended = await runYaml(text);
    expect(ended.calls.nodes).toEqual(['after_l', 'after_agg', 'after_sum']);
    expect(seen(ended, 'after_agg', 'result')).toEqual([[]]);
    expect(seen(ended, 'after_sum', 'result')).toEqual([0]);
    expect(ended.skipped).toEqual(['x', 'after_x']);
  });

  it('reach the aggregators of inner loops, too', async () => {
    const nested = flowText(
      { b: items([]), o: loop(), i: loop({ max_iterations: 2 }), agg: aggregator(), out: step() },
      ['b -> o -> i', 'i -> agg -> i', 'i -> o', 'agg -> out'],
    );
    const ended = await runYaml(nested);
    expect(seen(ended, 'out', 'result')).toEqual([undefined]);
    expect(ended.calls.of('out')[0]?.lookup('result')).toEqual([]);
  });

  it('are made where `continue_condition` is false at once', async () => {
    const ended = await runYaml(batchLoop([1, 2], 1, { continue_condition: 'total > 2' }));
    expect(ended.calls.nodes).toEqual([]);
    expect(ended.status).toBe('succeeded');
  });
});

describe('continue_condition', () => {
  it('is asked before each round, about the round to come', async () => {
    const text = flowText(
      { l: loop({ max_iterations: 9, continue_condition: 'iteration < 3' }), x: step() },
      ['l -> x -> l'],
    );
    expect(await values(text, 'iteration')).toEqual([0, 1, 2]);
  });

  it('sees what the controller’s `inputs:` give', async () => {
    const l = loop({ max_iterations: 9, continue_condition: 'iteration < most' }, { inputs: { most: '1 + 1' } }); // prettier-ignore
    const ended = await runYaml(flowText({ l, x: step() }, ['l -> x -> l']));
    expect(ended.calls.nodes).toEqual(['x', 'x']);
  });

  it('knows whether there is more data', async () => {
    const text = batchLoop([1, 2, 3], 2, { continue_condition: 'has_more_data' });
    expect(await values(text, 'batch')).toEqual([[1, 2], [3]]);
  });

  it.each(['n < 3', 'x.n < 3', 'nodes["x"].n < 3'])(
    'that names an output of the body (%s) is asked from round 2',
    async (condition) => {
      const text = flowText(
        { l: loop({ max_iterations: 9, continue_condition: condition }), x: step({ out: ['n'] }) },
        ['l -> x -> l'],
      );
      const ended = await runYaml(text, { steps: { x: ({ number }) => ({ n: number }) } });
      expect(ended.calls.nodes).toHaveLength(3);
    },
  );

  it('… even if somebody gave that name before the loop', async () => {
    const text = flowText(
      {
        a: step({ out: ['n'] }),
        l: loop({ max_iterations: 9, continue_condition: 'n < 3' }),
        x: step({ out: ['n'] }),
      },
      ['a -> l', 'l -> x -> l'],
    );
    const steps = { a: () => ({ n: 100 }), x: ({ number }: { number: number }) => ({ n: number }) };
    expect((await runYaml(text, { steps })).calls.of('x')).toHaveLength(3);
  });

  it('sees what the body gave that nobody could know', async () => {
    const text = flowText(
      {
        l: loop({ max_iterations: 9, continue_condition: 'score < 30' }),
        x: transform('{"score": (iteration + 1) * 10}'),
      },
      ['l -> x -> l'],
    );
    const ended = await runYaml(text);
    expect(ended.finished.filter((id) => id === 'x')).toHaveLength(3);
  });

  it('that can’t be evaluated fails the loop', async () => {
    const text = batchLoop([1], 1, { continue_condition: '[total][0] > "x"' });
    expect((await runYaml(text)).error).toMatchObject({ code: 'expression-type', node: 'l' });
  });
});

describe('back edges', () => {
  const loopOf = (edges: string[], nodes = {}): string =>
    flowText({ l: loop({ max_iterations: 5 }), x: step(), y: step(), ...nodes }, edges);

  it('decide on the next round by their condition', async () => {
    const text = loopOf(['l -> x -> l if more', 'l -> y', 'y -> l if False']);
    const ended = await runYaml(text, { steps: { x: ({ number }) => ({ more: number < 3 }) } });
    expect(ended.calls.of('x')).toHaveLength(3);
  });

  it('of several any true one does', async () => {
    const text = loopOf(['l -> x', 'x -> l if n < 2', 'x -> y', 'y -> l if n < 4']);
    const ended = await runYaml(text, { steps: { x: ({ number }) => ({ n: number }) } });
    expect(ended.calls.of('x')).toHaveLength(4);
  });

  it('whose source was skipped mean: next round', async () => {
    const text = loopOf(['l -> x', 'x -> y if False', 'y -> l if False']);
    const ended = await runYaml(text);
    // A condition is given, so five rounds are a limit.
    expect(ended.error?.code).toBe('loop-limit-reached');
    expect(ended.calls.of('x')).toHaveLength(5);
  });

  it('may come from a router', async () => {
    const text = flowText(
      {
        l: loop({ max_iterations: 9 }),
        x: step({ out: ['n'] }),
        r: router([['n < 3', 'l']], 'out'),
        out: step({ in: ['n'] }),
      },
      ['l -> x -> r'],
    );
    const ended = await runYaml(text, { steps: { x: ({ number }) => ({ n: number }) } });
    expect(ended.calls.nodes).toEqual(['x', 'x', 'x', 'out']);
    expect(seen(ended, 'out', 'n')).toEqual([3]);
  });
});

describe('a break', () => {
  const found = { steps: { x: ({ number }: { number: number }) => ({ n: number }) } };

  it('by a conditional edge ends the loop in the middle of the round', async () => {
    const text = flowText(
      { l: loop({ max_iterations: 9 }), x: step(), y: step(), z: step(), out: step() },
      ['l -> x -> y -> l', 'l -> z -> l', 'x -> out if n == 3'],
    );
    const run = startYaml(text, { steps: { ...found.steps, y: 1, out: 1 } });
    for (let round = 0; round < 2; round++) (await run.calls.next('z')).finish();
    const z = await run.calls.next('z');
    const ended = await run.ended;
    expect(z.context.signal.aborted).toBe(true);
    expect(ended.calls.of('y')).toHaveLength(2);
    expect(ended.skipped).toEqual(['y']);
    expect(ended.cancelled).toEqual(['z']);
    expect(ended.calls.nodes.at(-1)).toBe('out');
    // What was called off is told before the loop's end.
    const order = ended.events.map((e) => `${e.type} ${'node' in e ? (e.node ?? '') : ''}`);
    expect(order.indexOf('node_failed z')).toBeLessThan(order.indexOf('node_finished l'));
  });

  it('by a router’s arm does the same', async () => {
    const text = flowText(
      {
        l: loop({ max_iterations: 9 }),
        x: step({ out: ['n'] }),
        r: router([['n == 2', 'out']], 'y'),
        y: step(),
        out: step({ in: ['n'] }),
      },
      ['l -> x -> r', 'y -> l'],
    );
    const ended = await runYaml(text, found);
    expect(ended.calls.nodes).toEqual(['x', 'y', 'x', 'out']);
    expect(seen(ended, 'out', 'n')).toEqual([2]);
  });

  it('by an error handler, too', async () => {
    const text = flowText(
      {
        l: loop({ max_iterations: 9 }),
        x: step({ maybe: ['iteration'] }, { on_error: 'rescue' }),
        rescue: step({ in: ['error'] }),
        after: step(),
      },
      ['l -> x -> l', 'x -> after'],
    );
    const ended = await runYaml(text, {
      steps: {
        x({ number }) {
          if (number === 3) throw new Error('no more');
          return {};
        },
      },
    });
    expect(ended.calls.nodes).toEqual(['x', 'x', 'x', 'rescue']);
    expect(ended.calls.of('rescue')[0]?.input('error')).toMatchObject({ code: 'component-defect' });
    expect(ended.skipped).toEqual(['after']);
    expect(ended.status).toBe('succeeded');
  });

  it('out of two loops ends both', async () => {
    const text = flowText(
      {
        o: loop({ max_iterations: 3 }),
        i: loop({ max_iterations: 3 }),
        x: step(),
        y: step(),
        out: step(),
      },
      ['o -> i -> x', 'x -> y -> i', 'i -> o', 'x -> out if n == 5'],
    );
    const ended = await runYaml(text, found);
    expect(ended.calls.of('x')).toHaveLength(5);
    expect(ended.finished.slice(-3)).toEqual(['i', 'o', 'out']);
    expect(ended.cancelled).toEqual([]);
  });

  it('of an inner loop by an edge back to the outer one starts its next round', async () => {
    const text = flowText(
      { o: loop({ max_iterations: 2 }), i: loop({ max_iterations: 9 }), x: step() },
      ['o -> i -> x', 'x -> i', 'x -> o if n % 3 == 0', 'i -> o if False'],
    );
    const ended = await runYaml(text, found);
    expect(ended.calls.of('x').map(({ context }) => context.scope.lookup('n'))).toHaveLength(6);
    expect(ended.error?.code).toBe('loop-limit-reached');
  });

  it('in the moment when another node of the body gets its turn counts that one once', async () => {
    const text = flowText(
      {
        o: loop({ max_iterations: 2 }),
        l: loop({ max_iterations: 2 }),
        a: step(),
        b: step(),
        x: step(),
        after: step(),
      },
      ['o -> l', 'l -> a -> x -> l', 'l -> b -> l', 'b -> after if done', 'after -> o'],
    );
    const run = startYaml(text);
    for (let round = 0; round < 2; round++) {
      const [a, b] = [await run.calls.next('a'), await run.calls.next('b')];
      a.finish();
      b.finish({ done: true });
      (await run.calls.next('after')).finish();
    }
    const ended = await run.ended;
    expect(ended.status).toBe('succeeded');
    expect(ended.calls.of('x')).toHaveLength(0);
    expect(ended.calls.of('after')).toHaveLength(2);
  });

  it('calls off an inner loop that still waits for its items', async () => {
    let closed = false;
    const never = new ItemStream('s', null, () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => undefined),
        return: () => ((closed = true), Promise.resolve({ done: true, value: undefined })),
      }),
    }));
    const text = flowText(
      {
        o: loop({ max_iterations: 2 }),
        i: loop({}, { inputs: { items: 'items' } }),
        x: step(),
        a: step(),
        out: step(),
      },
      ['o -> i -> x', 'x -> i', 'i -> o', 'o -> a -> o', 'a -> out if True'],
    );
    const ended = await runYaml(text, { inputs: { items: never } });
    expect(ended.status).toBe('succeeded');
    expect(ended.cancelled).toEqual(['i']);
    expect(closed).toBe(true);
  });
});

describe('other exits', () => {
  it('are taken once, at the end, and give what was last', async () => {
    const text = flowText(
      { b: items([1, 2, 3]), l: loop(), x: step({ out: ['n'] }), out: step({ in: ['n'] }), done: step() }, // prettier-ignore
      [...body, 'x -> out', 'l -> done'],
    );
    const ended = await runYaml(text, { steps: { x: ({ number }) => ({ n: number }) } });
    expect(ended.calls.nodes.slice(0, 3)).toEqual(['x', 'x', 'x']);
    expect(ended.calls.nodes.slice(3).sort()).toEqual(['done', 'out']);
    expect(seen(ended, 'out', 'n')).toEqual([3]);
  });

  it('are taken from a node that ran in any round, with what it last gave', async () => {
    const text = flowText(
      {
        b: items([1, 2, 3]),
        l: loop(),
        x: step(),
        once: step({ out: ['n'] }),
        never: step(),
        out: step({ in: ['n'] }),
        out2: step(),
      },
      [...body, 'l -> once if iteration == 1', 'once -> l', 'l -> never if False', 'never -> l', 'once -> out', 'never -> out2'], // prettier-ignore
    );
    const ended = await runYaml(text, { steps: { once: ({ number }) => ({ n: number * 10 }) } });
    expect(seen(ended, 'out', 'n')).toEqual([10]);
    expect(ended.calls.of('out2')).toEqual([]);
  });

  it('are taken after a break, too, with what was gathered until then', async () => {
    const text = flowText(
      {
        b: items(['a', 'b', 'c']),
        l: loop(),
        x: step({ out: ['results'] }),
        agg: aggregator(),
        found: step(),
        report: step({ in: ['result'] }),
      },
      ['b -> l -> x', 'x -> agg -> l', 'x -> found if batch[0] == "c"', 'agg -> report'],
    );
    const ended = await runYaml(text, {
      steps: { x: (call) => ({ results: call.lookup('batch') ?? null }) },
    });
    expect(ended.calls.nodes.slice(-2)).toEqual(expect.arrayContaining(['found', 'report']));
    expect(seen(ended, 'report', 'result')).toEqual([['a', 'b']]);
  });

  it('out of two loops are taken at the end of the outer one', async () => {
    const text = flowText(
      {
        o: loop({ max_iterations: 2 }),
        i: loop({ max_iterations: 2 }),
        x: step({ out: ['n'] }),
        out: step({ in: ['n'] }),
      },
      ['o -> i -> x', 'x -> i', 'i -> o', 'x -> out'],
    );
    const ended = await runYaml(text, { steps: { x: ({ number }) => ({ n: number }) } });
    expect(ended.calls.nodes).toEqual(['x', 'x', 'x', 'x', 'out']);
    expect(seen(ended, 'out', 'n')).toEqual([4]);
  });

  it('… even if the inner one made no round at last', async () => {
    const text = flowText(
      {
        o: loop({ max_iterations: 2 }),
        i: loop({ max_iterations: 9, continue_condition: 'iteration < 2 and o.iteration == 0' }),
        x: step({ out: ['n'] }),
        out: step({ in: ['n'] }),
      },
      ['o -> i -> x', 'x -> i', 'i -> o', 'x -> out'],
    );
    const ended = await runYaml(text, { steps: { x: ({ number }) => ({ n: number }) } });
    expect(ended.error).toBe(null);
    expect(seen(ended, 'out', 'n')).toEqual([2]);
  });
});

describe('a while loop', () => {
  it('needs max_iterations, which are its rounds where nothing else ends it', async () => {
    const nodes = { l: loop(), x: step() };
    expect(findingsOf(flowText(nodes, ['l -> x -> l']))).toEqual(['loop-limit-missing']);
    const text = flowText({ ...nodes, l: loop({ max_iterations: 3 }) }, ['l -> x -> l']);
    const ended = await runYaml(text);
    expect(ended.calls.nodes).toEqual(['x', 'x', 'x']);
    expect(ended.warnings).toEqual([]);
  });

  it('that wants to go on at its limit fails, or stops with a warning', async () => {
    const flow = (more: object): string =>
      flowText(
        { l: loop({ max_iterations: 2, continue_condition: 'iteration < 9', ...more }), x: step() },
        ['l -> x -> l'],
      );
    const failed = await runYaml(flow({}));
    expect(failed.error).toMatchObject({ code: 'loop-limit-reached', node: 'l' });
    const stopped = await runYaml(flow({ on_limit: 'stop' }));
    expect(stopped.status).toBe('succeeded');
    expect(stopped.warnings).toEqual(['loop-limit-reached']);
  });

  it('carries its state by its nodes’ ids', async () => {
    const text = flowText(
      {
        l: loop({ max_iterations: 4 }),
        x: { type: 'Transform', inputs: { last: 'x.result' }, config: { expression: '(last or 1) * 2' } }, // prettier-ignore
      },
      ['l -> x -> l'],
    );
    expect((await runYaml(text)).result).toBe(16);
  });
});

describe('a limit with data left', () => {
  const five = [1, 2, 3, 4, 5];

  it('fails the run and says how much', async () => {
    const ended = await runYaml(batchLoop(five, 2, { max_iterations: 1 }));
    expect(ended.error).toMatchObject({ code: 'loop-limit-reached', node: 'l' });
    expect(ended.error?.message).toContain('limit of 1 round with 3 items left');
    expect(ended.calls.nodes).toEqual(['x']);
  });

  it('stops with a warning where that is meant', async () => {
    const text = flowText(
      { b: items(five, 2), l: loop({ max_iterations: 2, on_limit: 'stop' }), x: step(), out: step() }, // prettier-ignore
      [...body, 'l -> out'],
    );
    const ended = await runYaml(text);
    expect(ended.warnings).toEqual(['loop-limit-reached']);
    const warning = ended.events.find(({ type }) => type === 'warning');
    expect(warning).toMatchObject({ node: 'l' });
    expect(JSON.stringify(warning)).toContain('with 1 item left');
    expect(ended.calls.nodes.at(-1)).toBe('out');
  });

  it('is none where the data just suffice', async () => {
    const ended = await runYaml(batchLoop(five, 2, { max_iterations: 3 }));
    expect(ended.status).toBe('succeeded');
    expect(ended.calls.nodes).toHaveLength(3);
  });

  it('of a stream of unknown length says only that there is some', async () => {
    const stream = new ItemStream('s', null, async function* () {
      await Promise.resolve();
      yield* five;
    });
    const text = flowText({ b: { type: 'BatchInput', config: { batch_size: 2 } }, l: loop({ max_iterations: 1 }), x: step() }, body); // prettier-ignore
    const ended = await runYaml(text, { inputs: { items: stream } });
    expect(ended.error?.message).toContain('limit of 1 round with items left');
  });
});

describe('an edge from outside into a body', () => {
  it('is awaited by the loop and gives its data in every round', async () => {
    const text = flowText(
      { b: items([1, 2]), l: loop(), x: step({ in: ['extra'] }), slow: step({ out: ['extra'] }) },
      [...body, 'slow -> x'],
    );
    const run = startYaml(text, { steps: { x: 1 } });
    const slow = await run.calls.next('slow');
    await idle();
    expect(run.calls.open).toEqual(['slow']);
    slow.finish({ extra: 'given' });
    expect(seen(await run.ended, 'x', 'extra')).toEqual(['given', 'given']);
  });

  it('is awaited by the outermost loop that it leads into', async () => {
    const text = flowText(
      {
        o: loop({ max_iterations: 2 }),
        i: loop({ max_iterations: 2 }),
        x: step({ in: ['extra'] }),
        slow: step({ out: ['extra'] }),
      },
      ['o -> i -> x', 'x -> i', 'i -> o', 'slow -> x'],
    );
    const run = startYaml(text, { steps: { x: 1 } });
    const slow = await run.calls.next('slow');
    await idle();
    expect(run.events.some((e) => e.type === 'node_started' && e.node === 'o')).toBe(false);
    slow.finish({ extra: 1 });
    expect(seen(await run.ended, 'x', 'extra')).toEqual([1, 1, 1, 1]);
  });

  it('does not start the loop: that is for the edges to its controller', async () => {
    const text = flowText({ a: step(), l: loop({ max_iterations: 1 }), x: step(), o: step() }, [
      'a -> l if False',
      'l -> x -> l',
      'o -> x',
    ]);
    const ended = await runYaml(text);
    expect(ended.calls.nodes).toEqual(['a', 'o']);
    expect(ended.skipped).toEqual(['l', 'x']);
  });

  it('starts it where nothing else leads to it', async () => {
    const text = flowText({ a: step(), l: loop({ max_iterations: 2 }), x: step(), y: step() }, [
      'a -> x -> y -> l',
      'l -> x',
    ]);
    expect((await runYaml(text)).calls.nodes).toEqual(['a', 'x', 'y', 'x', 'y']);
    const skipped = await runYaml(text.replace('"to":"x"', '"to":"x","condition":"False"'));
    expect(skipped.skipped).toEqual(['l', 'x', 'y']);
  });

  it('from a skipped node delays nothing and gives nothing', async () => {
    const text = flowText(
      { a: step(), s: step(), l: loop({ max_iterations: 1 }), x: step({ maybe: ['result'] }) },
      ['a -> s if False', 's -> x', 'a -> l', 'l -> x -> l'],
    );
    const ended = await runYaml(text);
    expect(ended.calls.nodes).toEqual(['a', 'x']);
  });
});

describe('nested loops', () => {
  const nested = (
    inner: object,
    more: Record<string, ReturnType<typeof step>> = {},
    edges: string[] = [],
  ): string =>
    // prettier-ignore
    flowText(
      {
        b: items(['a', 'b']),
        o: loop(),
        i: loop(inner),
        x: step({ out: ['results'] }),
        agg: aggregator(),
        ...more,
      },
      ['b -> o -> i', 'i -> x -> agg', 'agg -> i', 'i -> o', ...edges],
    );

  it('begin anew each time, with their aggregators', async () => {
    const text = nested({ max_iterations: 2 }, { after: step({ in: ['result'] }) }, ['agg -> after', 'after -> o']); // prettier-ignore
    const ended = await runYaml(text, { steps: { x: ({ number }) => ({ results: number }) } });
    expect(seen(ended, 'after', 'result')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const x = ended.events.flatMap((e) =>
      e.type === 'node_finished' && e.node === 'x' ? [e] : [],
    );
    expect(x.map(({ iteration }) => iteration)).toEqual([[0, 0], [0, 1], [1, 0], [1, 1]]); // prettier-ignore
  });

  it('keep their components’ state over all rounds', async () => {
    const ended = await runYaml(nested({ max_iterations: 3 }));
    expect(ended.calls.of('x').map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(ended.calls.closed).toEqual(['x']);
  });

  it('do not take the outer loop’s items, unless told', async () => {
    expect(findingsOf(nested({}))).toEqual(['loop-limit-missing']);
    const without = await runYaml(nested({ max_iterations: 2 }));
    expect(without.calls.of('x').map((call) => call.context.scope.lookup('batch'))).toHaveLength(4);
    expect((await runYaml(nested({ max_iterations: 2 }))).status).toBe('succeeded');
    const text = nested({}).replace(
      '"id":"i","type":"LoopController"',
      '"id":"i","type":"LoopController","inputs":{"items":"[batch[0], 1]"}',
    );
    const batches: unknown[] = [];
    await runYaml(text, {
      steps: { x: (call) => (batches.push(call.lookup('batch')), { results: 1 }) },
    });
    expect(batches).toEqual([['a'], [1], ['b'], [1]]);
  });

  it('that are skipped skip all that is in them', async () => {
    const text = flowText(
      { o: loop({ max_iterations: 2 }), i: loop({ max_iterations: 2 }), x: step(), y: step() },
      ['o -> i if iteration == 1', 'i -> x -> i', 'i -> o', 'o -> y -> o'],
    );
    const ended = await runYaml(text);
    expect(ended.skipped).toEqual(['i', 'x']);
    expect(ended.calls.of('x')).toHaveLength(2);
  });
});

describe('a loop that fails', () => {
  const failing = (onError: string): string =>
    flowText(
      {
        b: items([1, 2, 3]),
        l: loop({ max_iterations: 2 }, { on_error: onError }),
        x: step({ out: ['results'] }),
        agg: aggregator(),
        after: step({ maybe: ['result', 'error'] }),
        rescue: step({ in: ['error'] }),
      },
      ['b -> l -> x', 'x -> agg -> l', 'agg -> after', ...(onError === 'rescue' ? [] : ['l -> rescue'])], // prettier-ignore
    );

  it('goes on by its exits with `continue`', async () => {
    const ended = await runYaml(failing('continue'), { steps: { x: 1 } });
    expect(ended.warnings).toEqual(['node-failed-continued']);
    expect(seen(ended, 'rescue', 'error')).toMatchObject([{ code: 'loop-limit-reached' }]);
    expect(ended.calls.of('after')).toHaveLength(1);
  });

  it('goes to its handler and takes no exit', async () => {
    const ended = await runYaml(failing('rescue'), { steps: { x: 1 } });
    expect(ended.calls.nodes).toEqual(['x', 'x', 'rescue']);
    expect(ended.skipped).toEqual(['after']);
    expect(seen(ended, 'rescue', 'error')).toMatchObject([{ code: 'loop-limit-reached' }]);
  });
});

describe('a loop that is called off', () => {
  it('says nothing of what becomes of its items', async () => {
    let fail: (error: Error) => void = () => undefined;
    const stream = new ItemStream('s', null, async function* () {
      yield 1;
      await new Promise((_, reject) => (fail = reject));
    });
    const text = flowText(
      {
        b: { type: 'BatchInput', config: { batch_size: 1 } },
        l: loop(),
        x: step(),
        y: step(),
        m: { type: 'ResultMerger', config: { merge_strategy: 'first' } },
        end: step(),
      },
      ['b -> l -> x', 'x -> l', 'l -> m', 'y -> m', 'm -> end'],
    );
    const run = startYaml(text, { inputs: { items: stream } });
    await idle();
    (await run.calls.next('y')).finish({ text: 'won' });
    const end = await run.calls.next('end');
    fail(new Error('broken'));
    await idle();
    expect(end.lookup('result')).toBe('won');
    end.finish();
    const ended = await run.ended;
    expect(ended.status).toBe('succeeded');
    expect(ended.cancelled).toEqual(['l']);
    expect(ended.skipped).toEqual(['x']);
  });

  it('tells how its nodes ended, when the run is cancelled', async () => {
    const text = flowText({ l: loop({ max_iterations: 2 }), x: step(), y: step() }, ['l -> x -> y -> l']); // prettier-ignore
    const run = startYaml(text);
    await run.calls.next('x');
    run.abort();
    const ended = await run.ended;
    expect(ended.cancelled).toEqual(['x', 'l']);
    expect(ended.skipped).toEqual([]);
  });
});

describe('ResultAggregator', () => {
  it('tells its result once, and only the count each round', async () => {
    const text = flowText(
      { b: items([1, 2]), l: loop(), x: step({ out: ['results'] }), agg: aggregator() },
      ['b -> l -> x', 'x -> agg -> l'],
    );
    const ended = await runYaml(text, { steps: { x: ({ number }) => ({ results: [number] }) } });
    const told = ended.events.flatMap((e) =>
      e.type === 'node_finished' && e.node === 'agg' ? [[e.iteration, { ...e.outputs }]] : [],
    );
    expect(told).toEqual([
      [[0], { count: 1 }],
      [[1], { count: 2 }],
      [undefined, { result: [1, 2], count: 2 }],
    ]);
    expect(ended.result).toEqual([1, 2]);
  });
});
