import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inSourceOrder } from '../../src/diagnostics/diagnostic.ts';
import { findingsIn } from './findings.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'x-y', '节点', '__proto__', 'constructor', 'gone');
const name = fc.constantFrom(
  'text',
  'result',
  'batch',
  'error',
  'a.result',
  'nodes["x-y"].result',
  'b.error',
  'nothing',
  '__proto__',
  'd',
);
const type = fc.constantFrom(
  'InputNode',
  'OutputNode',
  'TextAnalyzer',
  'ConditionalRouter',
  'BatchInput',
  'LoopController',
  'ItemProcessor',
  'ResultAggregator',
  'DataSplitter',
  'ResultMerger',
  'Transform',
  'Transform',
  'Flow',
  'HumanInput',
  'Unknown',
);
const node = fc.record({
  id,
  type,
  name,
  target: id,
  onError: fc.option(id, { nil: undefined }),
  input: fc.option(name, { nil: undefined }),
});
const edge = fc.record({
  from: id,
  to: id,
  fromPort: fc.option(fc.constantFrom('result', 'text', 'nothing'), { nil: undefined }),
  toPort: fc.option(fc.constantFrom('value', 'text', 'nothing'), { nil: undefined }),
  condition: fc.option(name, { nil: undefined }),
});
const flow = fc.record({
  nodes: fc.array(node, { minLength: 1, maxLength: 8 }),
  edges: fc.array(edge, { maxLength: 14 }),
  output: fc.option(name),
});

interface RandomFlow {
  nodes: {
    id: string;
    type: string;
    name: string;
    target: string;
    onError: string | undefined;
    input: string | undefined;
  }[];
  edges: {
    from: string;
    to: string;
    fromPort: string | undefined;
    toPort: string | undefined;
    condition: string | undefined;
  }[];
  output: string | null;
}

function textOf({ nodes, edges, output }: RandomFlow): string {
  const port = (id: string, name: string | undefined): string =>
    name === undefined ? id : `${id}.${name}`;
  return JSON.stringify({
    nodes: nodes.map(({ id, type, name, target, onError, input }) => ({
      id,
      type,
      config: configs[type]?.(name, target) ?? {},
      ...(onError !== undefined && { on_error: onError }),
      ...(input !== undefined && { inputs: { value: input, text: name } }),
    })),
    edges: edges.map(({ from, to, fromPort, toPort, condition }) => ({
      from: port(from, fromPort),
      to: port(to, toPort),
      ...(condition !== undefined && { condition }),
    })),
    outputs: output === null ? {} : { answer: output },
  });
}

const configs: Readonly<Record<string, (name: string, target: string) => object>> = {
  Transform: (name) => ({ expression: name }),
  LoopController: (name) => ({ continue_condition: name }),
  ItemProcessor: (name) => ({ expression: `item == ${name}` }),
  HumanInput: (name) => ({ prompt: `{${name}}` }),
  ConditionalRouter: (name, target) => ({
    conditions: [{ expression: name, next_node: target }],
    default_node: 'd',
  }),
};

describe('any flow', () => {
  test('is checked to its end, the same way each time, and nothing is said twice', () => {
    fc.assert(
      fc.property(flow, (random) => {
        const text = textOf(random);
        const first = findingsIn(text);
        expect(inSourceOrder(first)).toHaveLength(first.length);
        expect(findingsIn(text).map(({ message }) => message)).toEqual(
          first.map(({ message }) => message),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('shows every finding at a place of its own text', () => {
    fc.assert(
      fc.property(flow, (random) => {
        const text = textOf(random);
        for (const { location, related = [] } of findingsIn(text)) {
          for (const place of [location!, ...related.map((other) => other.location)]) {
            expect(place.end).toBeGreaterThan(place.start);
            expect(place.end).toBeLessThanOrEqual(text.length);
          }
        }
      }),
    );
  });
});

test('a cycle of 11,000 nodes is one finding, and its message is short', () => {
  const count = 11_000;
  const nodes = Array.from({ length: count }, (_, n) => ({
    id: `n${n}`,
    type: 'Transform',
    config: { template: '{result}' },
  }));
  const edges = nodes.map((_, n) => ({ from: `n${n}`, to: `n${(n + 1) % count}` }));
  const found = findingsIn(JSON.stringify({ nodes, edges }));
  expect(found.map(({ code }) => code)).toEqual(['cycle-without-loop-controller']);
  expect(found[0]!.related).toHaveLength(10);
  expect(found[0]!.message.values).toEqual({
    cycle: 'n0 → n1 → n2 → n3 → n4 → n5 → n6 → n7 → n8 → … → n10999 → n0',
  });
});

test('thousands of mistakes are all found', () => {
  const nodes = Array.from({ length: 3_000 }, (_, n) => ({
    id: `n${n}`,
    type: 'Transform',
    config: { template: `{nam${n}}` },
  }));
  const edges = nodes.map((_, n) => ({ from: `n${n}`, to: `m${n}` }));
  const codes = findingsIn(JSON.stringify({ nodes, edges })).map(({ code }) => code);
  expect(codes.filter((code) => code === 'edge-target-missing')).toHaveLength(3_000);
});
