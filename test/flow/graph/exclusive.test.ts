import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exclusive } from '../../../src/flow/graph/exclusive.ts';
import type { Flow } from '../../../src/flow/flow.ts';
import { forwardGraph } from '../../../src/flow/graph/forward-graph.ts';
import { graphOf, type Graph } from '../../../src/flow/graph/graph.ts';
import { builtFlow, type BuiltNode } from '../built-flow.ts';

function canBoth(
  nodes: Readonly<Record<string, BuiltNode>>,
  edges: readonly string[],
): (a: string, b: string) => boolean {
  const graph = graphOf(builtFlow(nodes, edges));
  const exclusive = new Exclusive(graph, forwardGraph(graph));
  return (a, b) => {
    const answer = exclusive.canBoth(graph.index.get(a)!, graph.index.get(b)!);
    expect(exclusive.canBoth(graph.index.get(b)!, graph.index.get(a)!)).toBe(answer);
    return answer;
  };
}

const router = (...arms: string[]): BuiltNode => ({ role: 'router', arms });

describe('two nodes that can both run', () => {
  test('parallel branches, and a node and its successor', () => {
    const both = canBoth({ in: {}, a: {}, b: {}, c: {} }, ['in -> a', 'in -> b', 'b -> c']);
    expect(both('a', 'c')).toBe(true);
    expect(both('b', 'c')).toBe(true);
  });

  test('nodes that begin apart', () => {
    expect(canBoth({ a: {}, b: {} }, [])('a', 'b')).toBe(true);
  });

  test('what comes behind one arm', () => {
    const both = canBoth({ r: router('a', 'b'), a: {}, b: {}, a1: {}, a2: {} }, [
      'a -> a1',
      'a -> a2',
    ]);
    expect(both('a1', 'a2')).toBe(true);
    expect(both('a1', 'b')).toBe(false);
  });

  test('arms of which one also has another way in', () => {
    const both = canBoth({ in: {}, r: router('a', 'b'), a: {}, b: {} }, ['in -> r', 'in -> b']);
    expect(both('a', 'b')).toBe(true);
  });
});

describe('two nodes that exclude each other', () => {
  test('arms of one router, however long', () => {
    const both = canBoth({ in: {}, r: router('a', 'b', 'c'), a: {}, b: {}, c: {}, a1: {} }, [
      'in -> r',
      'a -> a1',
    ]);
    expect([both('a', 'b'), both('a1', 'c'), both('b', 'c')]).toEqual([false, false, false]);
  });

  test('arms that were joined and part again', () => {
    // Of `outer`: inner and b; of `inner`: x and y. `join` follows x or b, so y excludes it.
    const both = canBoth(
      { outer: router('inner', 'b'), inner: router('x', 'y'), b: {}, x: {}, y: {}, join: {} },
      ['x -> join', 'b -> join'],
    );
    expect(both('y', 'join')).toBe(false);
    expect(both('x', 'join')).toBe(true);
  });

  test('success and failure of a node', () => {
    const both = canBoth({ f: { onError: 'h' }, h: {}, s: {}, end: {} }, [
      'f -> s',
      's -> end',
      'h -> end',
    ]);
    expect(both('h', 's')).toBe(false);
    expect(both('f', 'h')).toBe(false);
    expect(both('h', 'end')).toBe(true);
  });

  test('a node’s outputs and its handler', () => {
    const flow = builtFlow({ f: { onError: 'h' }, h: {}, end: {} }, ['f -> end', 'h -> end']);
    const graph = graphOf(flow);
    const exclusive = new Exclusive(graph, forwardGraph(graph));
    const [toF, toH] = graph.in[graph.index.get('end')!]!;
    expect(exclusive.canBoth(exclusive.edgePlace(toF!), exclusive.edgePlace(toH!))).toBe(false);
  });
});

describe('what only the run can tell', () => {
  test('two ways that each have a condition', () => {
    const both = canBoth({ in: {}, a: {}, b: {}, c: {} }, ['in ?> a', 'in ?> b', 'in -> c']);
    expect(both('a', 'b')).toBe(false);
    expect(both('a', 'c')).toBe(true);
  });

  test('arms of two routers', () => {
    const both = canBoth(
      { in: {}, r: router('a', 'x'), s: router('b', 'y'), a: {}, b: {}, x: {}, y: {} },
      ['in -> r', 'in -> s'],
    );
    expect(both('a', 'b')).toBe(false);
  });

  test('anything in a flow with an illegal cycle', () => {
    expect(canBoth({ a: {}, b: {}, c: {} }, ['a -> b', 'b -> a'])('a', 'c')).toBe(false);
  });
});

test('long ways behind one arm are followed to where they part, very long ones given up', () => {
  const long = (length: number): boolean => {
    const nodes: Record<string, BuiltNode> = { r: router('s', 'end'), s: {}, end: {} };
    const edges = ['s -> a0', 's -> b0'];
    for (const side of ['a', 'b']) {
      for (let n = 0; n < length; n++) {
        nodes[`${side}${n}`] = {};
        if (n > 0) edges.push(`${side}${n - 1} -> ${side}${n}`);
      }
    }
    return canBoth(nodes, edges)(`a${length - 1}`, `b${length - 1}`);
  };
  expect(long(2_000)).toBe(true);
  expect(long(11_000)).toBe(false);
});

describe('against every possible run of small random flows', () => {
  const cell = fc.record({
    kind: fc.constantFrom('work', 'work', 'router', 'handled'),
    to: fc.array(fc.record({ by: fc.nat(6), conditional: fc.boolean() }), { maxLength: 3 }),
  });

  test('what can both be reached is reached in some run', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 8 }), (cells) => {
        const flow = flowFrom(cells);
        const graph = graphOf(flow);
        const exclusive = new Exclusive(graph, forwardGraph(graph));
        const runs = allRuns(graph);
        for (const a of graph.nodes.keys()) {
          for (const b of graph.nodes.keys()) {
            if (a < b && exclusive.canBoth(a, b)) {
              expect(runs.some((ran) => ran.has(a) && ran.has(b))).toBe(true);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('with one decision only, nothing that is reached is missed', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 8 }), fc.nat(7), (cells, only) => {
        const plain = cells.map(({ kind, to }, n) => ({
          kind: n === only ? kind : 'work',
          to: to.map(({ by }) => ({ by, conditional: false })),
        }));
        const graph = graphOf(flowFrom(plain));
        const exclusive = new Exclusive(graph, forwardGraph(graph));
        const runs = allRuns(graph);
        for (const a of graph.nodes.keys()) {
          for (const b of graph.nodes.keys()) {
            if (a >= b) continue;
            expect(exclusive.canBoth(a, b)).toBe(runs.some((ran) => ran.has(a) && ran.has(b)));
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

interface Cell {
  readonly kind: string;
  readonly to: readonly { readonly by: number; readonly conditional: boolean }[];
}

/** Edges lead onwards only, so there is no cycle. */
function flowFrom(cells: readonly Cell[]): Flow {
  const nodes: Record<string, BuiltNode> = {};
  const edges: string[] = [];
  for (const [n, { kind, to }] of cells.entries()) {
    const targets = to.filter(({ by }) => n + 1 + by < cells.length);
    const ids = targets.map(({ by }) => `n${n + 1 + by}`);
    nodes[`n${n}`] = {};
    if (kind === 'router' && ids.length > 0) nodes[`n${n}`] = { role: 'router', arms: ids };
    else {
      const handled = kind === 'handled' ? ids.shift() : undefined;
      if (handled !== undefined) nodes[`n${n}`] = { onError: handled };
      const kept = targets.slice(-ids.length || targets.length);
      for (const [i, id] of ids.entries())
        edges.push(`n${n} ${kept[i]?.conditional ? '?>' : '->'} ${id}`);
    }
  }
  return builtFlow(nodes, edges);
}

/** The nodes that run and succeed, for every choice of every router, failure and condition. */
function allRuns(graph: Graph): ReadonlySet<number>[] {
  const choices: { node?: number; edge?: number; ways: number }[] = [];
  for (const [node, { nodeType, onError }] of graph.nodes.entries()) {
    if (nodeType?.role === 'router') {
      choices.push({ node, ways: graph.out[node]!.filter((e) => e.kind === 'route').length });
    } else if (onError.kind === 'node') choices.push({ node, ways: 2 });
  }
  for (const edge of graph.edges) if (edge.condition) choices.push({ edge: edge.index, ways: 2 });
  const total = choices.reduce((product, { ways }) => product * Math.max(ways, 1), 1);
  return Array.from({ length: total }, (_, run) => {
    const chosen = new Map<string, number>();
    let rest = run;
    for (const { node, edge, ways } of choices) {
      chosen.set(node === undefined ? `edge ${edge}` : `node ${node}`, rest % Math.max(ways, 1));
      rest = Math.floor(rest / Math.max(ways, 1));
    }
    return oneRun(graph, chosen);
  });
}

function oneRun(graph: Graph, chosen: ReadonlyMap<string, number>): Set<number> {
  const ran = new Set<number>();
  for (const node of graph.nodes.keys()) {
    const edges = graph.in[node]!;
    const taken = edges.some((e) => {
      if (!ran.has(e.from)) return false;
      const choice = chosen.get(`node ${e.from}`);
      if (e.kind === 'handler') return choice === 1;
      if (e.kind === 'route') {
        return graph.out[e.from]!.filter((o) => o.kind === 'route')[choice ?? 0] === e;
      }
      const failed = graph.nodes[e.from]!.onError.kind === 'node' && choice === 1;
      return !failed && (!e.condition || chosen.get(`edge ${e.index}`) === 1);
    });
    if (edges.length === 0 || taken) ran.add(node);
  }
  for (const [node, { onError }] of graph.nodes.entries()) {
    if (onError.kind === 'node' && chosen.get(`node ${node}`) === 1) ran.delete(node);
  }
  return ran;
}
