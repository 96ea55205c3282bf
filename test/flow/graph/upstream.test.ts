import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Flow } from '../../../src/flow/flow.ts';
import { forwardGraph } from '../../../src/flow/graph/forward-graph.ts';
import { graphOf } from '../../../src/flow/graph/graph.ts';
import { Upstream } from '../../../src/flow/graph/upstream.ts';
import { builtFlow, type BuiltNode } from '../built-flow.ts';

function lookUp(flow: Flow): {
  near: (node: string, name: string) => string | undefined;
  upstream: Upstream;
  number: (id: string) => number;
} {
  const graph = graphOf(flow);
  const upstream = new Upstream(graph, forwardGraph(graph));
  const number = (id: string): number => graph.index.get(id)!;
  return {
    upstream,
    number,
    near: (node, name) => {
      const found = upstream.nearest(number(node), name);
      if (!found) return undefined;
      const ids = found.givers.map((giver) => {
        const id = graph.nodes[upstream.nodeOf(giver)]!.id;
        return giver === upstream.nodeOf(giver) ? id : `failed ${id}`;
      });
      return `${found.distance}: ${ids.join(' ')}`;
    },
  };
}

const text: BuiltNode = { outputs: ['text'] };

describe('the nearest nodes that declare a name', () => {
  test('fewest edges win, and equally near ones are all given', () => {
    const { near } = lookUp(
      builtFlow({ a: text, b: text, c: text, mid: {}, end: {} }, [
        'a -> b',
        'b -> mid',
        'c -> mid',
        'mid -> end',
        'a -> end',
      ]),
    );
    expect(near('end', 'text')).toBe('1: a');
    expect(near('mid', 'text')).toBe('1: b c');
    expect(near('b', 'text')).toBe('1: a');
    expect(near('a', 'text')).toBeUndefined();
    expect(near('end', 'other')).toBeUndefined();
  });

  test('what stands beside or behind is not upstream', () => {
    const { near, upstream, number } = lookUp(
      builtFlow({ start: {}, left: text, right: {}, after: text }, [
        'start -> left',
        'start -> right',
        'right -> after',
      ]),
    );
    expect(near('right', 'text')).toBeUndefined();
    expect(upstream.isAbove(number('start'), number('after'))).toBe(true);
    expect(upstream.isAbove(number('left'), number('after'))).toBe(false);
    expect(upstream.isAbove(number('after'), number('start'))).toBe(false);
  });

  test('back edges do not count', () => {
    const loop: BuiltNode = { role: 'loop', outputs: ['batch'] };
    const { near } = lookUp(
      builtFlow({ loop, work: { outputs: ['draft'] }, check: { outputs: ['grade'] }, out: {} }, [
        'loop -> work',
        'work -> check',
        'check -> loop',
        'loop -> out',
      ]),
    );
    expect(near('check', 'batch')).toBe('2: loop');
    expect(near('work', 'grade')).toBeUndefined();
    expect(near('loop', 'draft')).toBeUndefined();
    expect(near('out', 'draft')).toBeUndefined();
  });

  test('a handler sees what the failed node was given and `error`, not its outputs', () => {
    const { near } = lookUp(
      builtFlow(
        {
          ask: { outputs: ['answer'], inputs: ['prompt'], onError: 'rescue' },
          rescue: {},
          end: {},
        },
        ['rescue -> end', 'ask -> end'],
      ),
    );
    expect(near('rescue', 'answer')).toBeUndefined();
    expect(near('rescue', 'prompt')).toBe('1: failed ask');
    expect(near('rescue', 'error')).toBe('1: failed ask');
    expect(near('end', 'answer')).toBe('1: ask');
    expect(near('end', 'error')).toBe('2: failed ask');
  });

  test('a node that goes on after a failure gives `error`', () => {
    const { near } = lookUp(builtFlow({ ask: { onError: 'continue' }, end: {} }, ['ask -> end']));
    expect(near('end', 'error')).toBe('1: ask');
  });
});

test('open outputs and run inputs are found at any distance', () => {
  const { upstream, number } = lookUp(
    builtFlow(
      { in: { role: 'input', open: true }, free: { open: true }, mid: {}, end: {}, alone: {} },
      ['in -> mid', 'mid -> end', 'free -> end'],
    ),
  );
  expect(upstream.distanceToOpen(number('mid'))).toBe(1);
  expect(upstream.hasOpenWork(number('mid'))).toBe(false);
  expect(upstream.distanceToOpen(number('end'))).toBe(1);
  expect(upstream.hasOpenWork(number('end'))).toBe(true);
  expect(upstream.hasRunInputs(number('end'))).toBe(true);
  expect(upstream.distanceToOpen(number('alone'))).toBe(Infinity);
  expect(upstream.hasRunInputs(number('alone'))).toBe(false);
});

describe('at any size', () => {
  test('a chain of 5,000 nodes is no matter, asked from either end', () => {
    const count = 5_000;
    const nodes = Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`n${n}`, n === 0 ? text : {}]),
    );
    const edges = Array.from({ length: count - 1 }, (_, n) => `n${n} -> n${n + 1}`);
    const { upstream } = lookUp(builtFlow(nodes, edges));
    for (let n = count - 1; n > 0; n -= 1000) {
      expect(upstream.nearest(n, 'text')).toEqual({ distance: n, givers: [0] });
    }
    for (let n = 1; n < count; n++) expect(upstream.nearest(n, 'text')?.distance).toBe(n);
  });

  test('agrees with a plain search on random graphs, in any order of asking', () => {
    const cell = fc.record({
      gives: fc.boolean(),
      handler: fc.option(fc.nat(20), { nil: undefined }),
      from: fc.array(fc.nat(20), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(11)),
        (cells, order) => {
          const nodes: Record<string, BuiltNode> = {};
          const edges: string[] = [];
          for (const [n, { gives, handler, from }] of cells.entries()) {
            const target = n + 1 + (handler ?? 0);
            nodes[`n${n}`] = {
              outputs: gives ? ['x'] : [],
              inputs: gives ? [] : ['x'],
              ...(handler !== undefined && target < cells.length && { onError: `n${target}` }),
            };
            for (const f of from) if (f < n) edges.push(`n${f} -> n${n}`);
          }
          const flow = builtFlow(nodes, edges);
          const { upstream } = lookUp(flow);
          for (const n of [...order.filter((o) => o < cells.length), ...cells.keys()]) {
            expect(upstream.nearest(n, 'x')).toEqual(plainSearch(flow, n));
          }
        },
      ),
    );
  });
});

/** All ways upwards, level by level, without any memory. */
function plainSearch(flow: Flow, node: number): { distance: number; givers: number[] } | undefined {
  const graph = graphOf(flow);
  const count = graph.nodes.length;
  let level = new Set([node]);
  for (let distance = 1; level.size > 0; distance++) {
    const next = new Set<number>();
    for (const at of level) {
      for (const e of graph.in[at % count]!)
        next.add(e.kind === 'handler' ? e.from + count : e.from);
    }
    const givers = [...next].filter((giver) => {
      const type = graph.nodes[giver % count]!.nodeType!;
      const names = giver < count ? type.outputs({}).names : type.inputs({}).map((p) => p.name);
      return names.includes('x');
    });
    if (givers.length > 0) return { distance, givers: givers.sort((a, b) => a - b) };
    level = next;
  }
  return undefined;
}
