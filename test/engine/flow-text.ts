import type { Value } from '../../src/flow/value.ts';

/** A node as its file has it, without its id; a text is its type alone. */
export type NodeText = string | object;

/**
 * The text of a flow from its nodes by id and its edges: `a -> b`, `a.x -> b.y`, `a -> b if x > 1`. Further keys of the
 * flow (`outputs`, `parameters`) come last. The text is JSON, which is YAML.
 */
export function flowText(
  nodes: Readonly<Record<string, NodeText>>,
  edges: readonly string[] = [],
  more: object = {},
): string {
  return JSON.stringify({
    nodes: Object.entries(nodes).map(([id, node]) => ({
      id,
      ...(typeof node === 'string' ? { type: node } : node),
    })),
    edges: edges.flatMap(edgesOf),
    ...more,
  });
}

/** One edge, or several in a row: `a -> b -> c`. A condition is that of the last. */
function edgesOf(text: string): object[] {
  const [way = '', condition] = text.split(' if ', 2);
  const ends = way.split('->').map((end) => end.trim());
  const edges = ends.slice(1).map((to, n) => ({ from: ends[n], to }));
  return edges.map((edge, n) =>
    condition !== undefined && n === edges.length - 1 ? { ...edge, condition } : edge,
  );
}

/** A scripted step; `config` declares what it takes and gives: lists of names `in`, `maybe`, `streams`, `out`. */
export function step(config: object = {}, more: object = {}): NodeText {
  return { type: 'Step', config, ...more };
}

/** A ConditionalRouter: `[expression, target]` in order, and where it goes else. */
export function router(
  conditions: readonly (readonly [string, string])[],
  otherwise?: string,
): NodeText {
  return {
    type: 'ConditionalRouter',
    config: {
      conditions: conditions.map(([expression, target]) => ({ expression, next_node: target })),
      ...(otherwise !== undefined && { default_node: otherwise }),
    },
  };
}

export function transform(expression: string, more: object = {}): NodeText {
  return { type: 'Transform', config: { expression }, ...more };
}

export function loop(config: object = {}, more = {}): NodeText {
  return { type: 'LoopController', config, ...more };
}

export function aggregator(method = 'collect'): NodeText {
  return { type: 'ResultAggregator', config: { aggregation_method: method } };
}

export function items(list: readonly Value[], batchSize = 1): NodeText {
  return { type: 'BatchInput', config: { items: list, batch_size: batchSize } };
}
