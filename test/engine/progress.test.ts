import { describe, expect, it } from 'vitest';
import { flowText, router, step, transform } from './flow-text.ts';
import { idle, runYaml, startYaml } from './harness.ts';

describe('readiness', () => {
  it('starts every node without incoming edges at once, and others when their edges are decided', async () => {
    const run = startYaml(
      flowText({ a: step(), b: step(), c: step(), join: step(), after: step() }, [
        'a -> join',
        'b -> join -> after',
      ]),
    );
    await idle();
    expect(run.calls.open).toEqual(['a', 'b', 'c']);
    (await run.calls.next('a')).finish();
    await idle();
    expect(run.calls.open).toEqual(['b', 'c']);
    (await run.calls.next('b')).finish();
    (await run.calls.next('join')).finish();
    (await run.calls.next('after')).finish();
    await idle();
    expect(run.calls.open).toEqual(['c']);
    (await run.calls.next('c')).finish();
    expect((await run.ended).status).toBe('succeeded');
  });

  it('runs a join that one edge was taken to, and skips what none was, all the way down', async () => {
    const ended = await runYaml(
      flowText({ a: step(), b: step(), c: step(), d: step(), join: step() }, [
        'a -> b if False',
        'b -> c -> d',
        'd -> join',
        'a -> join',
      ]),
    );
    expect(ended.skipped).toEqual(['b', 'c', 'd']);
    expect(ended.calls.nodes).toEqual(['a', 'join']);
  });

  it('skips a join that no edge was taken to', async () => {
    const ended = await runYaml(
      flowText({ a: step(), b: step(), join: step(), after: step() }, [
        'a -> join if False',
        'b -> join if False',
        'join -> after',
      ]),
    );
    expect(ended.skipped).toEqual(['join', 'after']);
    expect(ended.status).toBe('succeeded');
    expect(ended.outputs).toEqual({});
  });

  it('awaits a skipped branch before it runs a join', async () => {
    const run = startYaml(
      flowText({ a: step(), slow: step(), never: step(), join: step() }, [
        'a -> join',
        'slow -> never if False',
        'never -> join',
      ]),
    );
    (await run.calls.next('a')).finish();
    await idle();
    expect(run.calls.open).toEqual(['slow']);
    (await run.calls.next('slow')).finish();
    (await run.calls.next('join')).finish();
    expect((await run.ended).skipped).toEqual(['never']);
  });

  it('runs a node once, however many edges lead to it', async () => {
    const ended = await runYaml(
      flowText({ a: step({ out: ['x', 'y'] }), b: step({ maybe: ['p', 'q'] }) }, [
        'a -> b',
        'a.x -> b.p',
        'a.y -> b.q',
        'a -> b if True',
      ]),
    );
    expect(ended.calls.nodes).toEqual(['a', 'b']);
  });

  it('takes ids as they come', async () => {
    const ids = ['__proto__', 'constructor', 'toString', '分析', 'a-1', '0'];
    const nodes = Object.fromEntries(ids.map((id) => [`_${id}`, step()]));
    const text = flowText(nodes, [ids.map((id) => `_${id}`).join(' -> ')]).replaceAll('"_', '"');
    const ended = await runYaml(text);
    expect(ended.finished).toEqual(ids);
    expect(Object.entries(ended.outputs)).toEqual([['0', '0']]);
  });

  it('starts thousands of nodes, and skips as many in a chain, without a deep stack', async () => {
    const ids = Array.from({ length: 5_000 }, (_, n) => `n${n}`);
    const nodes = Object.fromEntries(ids.map((id) => [id, step()]));
    const ended = await runYaml(flowText(nodes, [`n0 -> n1 if False`, ids.slice(1).join(' -> ')]));
    expect(ended.skipped).toHaveLength(4_999);
  });
});

describe('conditions on edges', () => {
  it('see their source’s outputs first, then what it saw', async () => {
    const text = flowText(
      {
        a: step({ out: ['score'] }),
        b: step({ out: ['score'] }),
        high: step(),
        low: step(),
      },
      ['a -> b', 'b -> high if score > 5 and limit == 3', 'b -> low if score <= 5'],
    );
    const ended = await runYaml(text, {
      inputs: { limit: 3 },
      steps: { a: () => ({ score: 1 }), b: () => ({ score: 9 }) },
    });
    expect(ended.calls.nodes).toEqual(['a', 'b', 'high']);
    expect(ended.skipped).toEqual(['low']);
  });

  it('fail the run when they can’t be evaluated, and show the values', async () => {
    const ended = await runYaml(flowText({ a: step(), b: step() }, ['a -> b if result > 3']), {
      steps: { a: 'text' },
    });
    expect(ended.status).toBe('failed');
    expect(ended.error).toMatchObject({ code: 'expression-type', node: 'a' });
    expect(ended.error?.hint).toContain('result = "text"');
    expect(ended.error?.place).toMatch(/^flow\.yaml:1:\d+$/);
    expect(ended.calls.nodes).toEqual(['a']);
  });
});

describe('ConditionalRouter', () => {
  const arms = flowText(
    {
      a: step({ out: ['x'] }),
      r: router(
        [
          ['x > 10', 'big'],
          ['x > 5', 'middle'],
        ],
        'small',
      ),
      big: step(),
      middle: step(),
      small: step(),
      join: step(),
    },
    ['a -> r', 'big -> join', 'middle -> join', 'small -> join'],
  );

  it.each([
    [11, 'big'],
    [6, 'middle'],
    [5, 'small'],
  ])('takes the first true arm of %i, else the default', async (x, taken) => {
    const ended = await runYaml(arms, { steps: { a: () => ({ x }) } });
    expect(ended.calls.nodes).toEqual(['a', taken, 'join']);
    expect(ended.skipped).toHaveLength(2);
  });

  it('fails with each expression and its values when nothing is true and there is no default', async () => {
    const text = flowText(
      { a: step({ out: ['x'] }), r: router([['x > 10', 'b'], ['x < 0', 'b']]), b: step() }, // prettier-ignore
      ['a -> r'],
    );
    const ended = await runYaml(text, { steps: { a: () => ({ x: 7 }) } });
    expect(ended.error).toMatchObject({ code: 'router-no-match', node: 'r' });
    expect(ended.error?.message).toContain('x > 10 (x = 7); x < 0 (x = 7)');
  });

  it('means the same whether its targets are listed as edges or not', async () => {
    const listed = arms.replace('"edges":[', '"edges":[{"from":"r","to":"middle"},');
    const ended = await runYaml(listed, { steps: { a: () => ({ x: 11 }) } });
    expect(ended.calls.nodes).toEqual(['a', 'big', 'join']);
  });

  it('gives what a listed edge to its target says', async () => {
    const text = flowText({ a: step(), r: router([['True', 'b']]), b: step({ in: ['why'] }) }, [
      'a -> r',
      'r.matched -> b.why',
    ]);
    const ended = await runYaml(text);
    expect(ended.calls.of('b')[0]?.input('why')).toBe('b');
  });

  it('may lead to one node by several arms', async () => {
    const text = flowText(
      { a: step({ out: ['x'] }), r: router([['x > 10', 'b'], ['x > 5', 'c'], ['x > 1', 'b']], 'c'), b: step(), c: step() }, // prettier-ignore
      ['a -> r'],
    );
    const ended = await runYaml(text, { steps: { a: () => ({ x: 2 }) } });
    expect(ended.calls.nodes).toEqual(['a', 'b']);
  });

  it('is looked through: its target gets what led to it', async () => {
    const text = flowText(
      { a: step(), r: router([['True', 's']]), s: router([['True', 'b']]), b: step({ in: ['text'] }) }, // prettier-ignore
      ['a -> r'],
    );
    const ended = await runYaml(text);
    expect(ended.calls.of('b')[0]?.input('text')).toBe('a');
  });

  it('is looked through by a merger, too: a branch is what led to the router', async () => {
    const text = flowText(
      {
        a: step(),
        b: step(),
        r: router([['True', 'm']], 'b2'),
        b2: step(),
        m: { type: 'ResultMerger', config: { merge_strategy: 'combine' } },
      },
      ['a -> r', 'b2 -> m', 'b -> m'],
    );
    const ended = await runYaml(text);
    expect(ended.result).toEqual({ a: 'a', b: 'b' });
  });
});

describe('a race', () => {
  const race = (branches: Record<string, ReturnType<typeof step>>, edges: string[]): string =>
    flowText(
      {
        ...branches,
        m: { type: 'ResultMerger', config: { merge_strategy: 'first' } },
        end: step(),
      },
      [...edges, 'm -> end'],
    );

  it('goes on with the first branch and cancels the others, whose components are told', async () => {
    const run = startYaml(race({ a: step(), b: step(), c: step() }, ['a -> m', 'b -> c -> m']));
    const a = await run.calls.next('a');
    const b = await run.calls.next('b');
    let told = 0;
    a.context.signal.addEventListener('abort', () => told++);
    b.finish();
    (await run.calls.next('c')).finish({ text: 'c' });
    const end = await run.calls.next('end');
    expect(told).toBe(1);
    expect(end.lookup('result')).toBe('c');
    // What a cancelled component does is of no interest any more.
    a.finish({ text: 'a' });
    end.finish();
    const ended = await run.ended;
    expect(ended.cancelled).toEqual(['a']);
    expect(ended.finished).not.toContain('a');
    expect(ended.status).toBe('succeeded');
  });

  it('skips what of a losing branch has not begun', async () => {
    const run = startYaml(race({ a: step(), a2: step(), b: step() }, ['a -> a2 -> m', 'b -> m']));
    (await run.calls.next('b')).finish();
    (await run.calls.next('end')).finish();
    const ended = await run.ended;
    expect(ended.cancelled).toEqual(['a']);
    expect(ended.skipped).toEqual(['a2']);
  });

  it('has one winner, though others end before its turn to merge comes', async () => {
    const text = race({ a: step(), b: step(), c: step() }, ['a -> m', 'b -> m']);
    const run = startYaml(text, { concurrency: 3 });
    const [a, b] = [await run.calls.next('a'), await run.calls.next('b')];
    b.finish({ text: 'b' });
    a.finish({ text: 'a' });
    const end = await run.calls.next('end');
    expect(end.lookup('result')).toBe('b');
    end.finish();
    (await run.calls.next('c')).finish();
    expect((await run.ended).cancelled).toEqual(['a']);
  });

  it('has one winner when a node that is needed elsewhere comes in too', async () => {
    const run = startYaml(
      race({ a: step(), b: step(), other: step() }, ['a -> m', 'b -> m', 'a -> other']),
      { concurrency: 2 },
    );
    const [a, b] = [await run.calls.next('a'), await run.calls.next('b')];
    b.finish({ text: 'b' });
    a.finish({ text: 'a' });
    const end = await run.calls.next('end');
    expect(end.lookup('result')).toBe('b');
    end.finish();
    (await run.calls.next('other')).finish();
    const ended = await run.ended;
    expect(ended.cancelled).toEqual([]);
    expect(ended.finished).toContain('other');
  });

  it('does not take a skipped branch for a winner', async () => {
    const run = startYaml(
      race({ a: step(), b: step(), skipped: step() }, ['a -> skipped if False', 'skipped -> m', 'b -> m']), // prettier-ignore
    );
    (await run.calls.next('a')).finish();
    await idle();
    expect(run.calls.open).toEqual(['b']);
    (await run.calls.next('b')).finish({ text: 'b' });
    const end = await run.calls.next('end');
    expect(end.lookup('result')).toBe('b');
    end.finish();
    expect((await run.ended).status).toBe('succeeded');
  });

  it('without any branch is skipped', async () => {
    const ended = await runYaml(
      race({ a: step(), b: step() }, ['a -> m if False', 'b -> m if False']),
    );
    expect(ended.skipped).toEqual(['m', 'end']);
  });

  it('calls off a node whose turn came in the same moment', async () => {
    const run = startYaml(race({ a: step(), a2: step(), b: step() }, ['a -> a2 -> m', 'b -> m']));
    const [a, b] = [await run.calls.next('a'), await run.calls.next('b')];
    a.finish();
    b.finish({ text: 'b' });
    (await run.calls.next('end')).finish();
    const ended = await run.ended;
    expect(ended.skipped).toEqual(['a2']);
    expect(ended.finished).toEqual(['a', 'b', 'm', 'end']);
  });

  it('fails with a branch that fails before there is a winner', async () => {
    const run = startYaml(race({ a: step(), b: step() }, ['a -> m', 'b -> m']));
    (await run.calls.next('a')).fail(new Error('broken'));
    const ended = await run.ended;
    expect(ended.error).toMatchObject({ code: 'component-defect', node: 'a' });
    expect(ended.cancelled).toEqual(['b']);
  });

  it('leaves alone what a late branch needs of the names above it', async () => {
    // m asks for `v` while b, which c will have it from, still runs.
    const run = startYaml(
      flowText(
        {
          v: step({ out: ['v'] }),
          a: step(),
          b: step(),
          c: step({ in: ['v'] }),
          other: step(),
          m: { type: 'ResultMerger', config: { expression: 'v' }, inputs: {} },
          m1: { type: 'ResultMerger', config: { merge_strategy: 'first' } },
          t: transform('v'),
        },
        ['v -> a -> m1', 'v -> b -> c -> m1', 'c -> other', 'm1 -> t', 't -> m'],
      ),
    );
    (await run.calls.next('v')).finish({ v: 1 });
    (await run.calls.next('a')).finish();
    const b = await run.calls.next('b');
    await idle();
    b.finish({ v: 2 });
    const c = await run.calls.next('c');
    expect(c.input('v')).toBe(2);
    c.finish();
    (await run.calls.next('other')).finish();
    expect((await run.ended).outputs).toMatchObject({ m: 1 });
  });
});

describe('DataSplitter', () => {
  const split = (strategy: string, edges: string[]): string =>
    flowText(
      {
        s: { type: 'DataSplitter', config: { split_strategy: strategy, data: [1, 2, 3] } },
        a: step({ in: ['data'] }),
        b: step({ in: ['text'] }),
        c: step({ in: ['rows'] }),
        d: step({ in: ['data'] }),
      },
      edges,
    );
  const edges = ['s -> a', 's -> b', 's.data -> c.rows', 's -> d'];
  const inputs = (ended: Awaited<ReturnType<typeof runYaml>>): unknown[] =>
    ['a', 'b', 'c', 'd'].map((id) => Object.values(ended.calls.of(id)[0]?.inputs ?? {})[0]);

  it('gives each edge its part, by whatever rule it is bound, and an empty one too', async () => {
    expect(inputs(await runYaml(split('chunk', edges)))).toEqual([[1], [2], [3], []]);
    expect(inputs(await runYaml(split('round_robin', edges)))).toEqual([[1], [2], [3], []]);
  });

  it('parallel gives all to every branch', async () => {
    const all = [1, 2, 3];
    expect(inputs(await runYaml(split('parallel', edges)))).toEqual([all, all, all, all]);
  });

  it('that can’t split fails like any node, and keeps no place', async () => {
    const text = flowText(
      {
        s: {
          type: 'DataSplitter',
          config: { split_strategy: 'chunk', data: 5 },
          on_error: 'continue',
        },
        a: step({ maybe: ['data'] }),
      },
      ['s -> a'],
    );
    const ended = await runYaml(text, { concurrency: 1 });
    expect(ended.warnings).toEqual(['node-failed-continued']);
    expect(ended.calls.of('a')[0]?.input('data')).toBe(null);
  });

  it('gives parts that are told apart further down', async () => {
    const text = flowText(
      {
        s: { type: 'DataSplitter', config: { split_strategy: 'chunk', data: [1, 2] } },
        a: step(),
        b: step(),
        a2: step({ in: ['data'] }),
        both: step({ maybe: ['data'] }),
      },
      ['s -> a -> a2', 's -> b', 'a -> both', 'b -> both'],
    );
    const ended = await runYaml(text);
    expect(ended.calls.of('a2')[0]?.input('data')).toEqual([1]);
    expect(ended.error?.code).toBe('name-ambiguous');
  });
});
