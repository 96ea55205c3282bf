import { flowText, type NodeText } from './flow-text.ts';
import { nodeOf, type Model, type ModelNode, type Threshold } from './model.ts';

/** The text of a model's flow. */
export function modelText(model: Model): string {
  const nodes = Object.fromEntries(model.nodes.map((node) => [node.id, nodeText(node)]));
  const edges = model.edges.map(({ from, to, test }) => {
    if (!test) return `${from} -> ${to}`;
    const value = nodeOf(model, from).kind === 'loop' ? '(iteration or 0)' : '(val or 0)';
    return `${from} -> ${to} if ${below(value, test)}`;
  });
  return flowText(nodes, edges);
}

function nodeText(node: ModelNode): NodeText {
  const onError = node.onError === undefined ? {} : { on_error: node.onError };
  switch (node.kind) {
    case 'step':
      return { type: 'Step', config: { out: ['val', ...node.out], maybe: node.maybe }, ...onError };
    case 'router':
      return { type: 'ConditionalRouter', config: routerConfig(node) };
    case 'loop':
      return { type: 'LoopController', config: loopConfig(node), ...onError };
    case 'aggregator':
      return { type: 'ResultAggregator', config: { aggregation_method: 'collect' } };
    case 'merger':
      return { type: 'ResultMerger', config: { merge_strategy: 'combine' } };
  }
}

function routerConfig({ arms, asks }: ModelNode): object {
  return {
    conditions: arms.flatMap(({ test, to }) =>
      test ? [{ expression: below(`(${asks}.val or 0)`, test), next_node: to }] : [],
    ),
    default_node: arms.at(-1)?.to,
  };
}

function loopConfig(node: ModelNode): object {
  const { items, condition, maxIterations } = node;
  return {
    batch_size: node.batchSize,
    on_limit: node.stopsAtLimit ? 'stop' : 'fail',
    ...(items !== undefined && { items: Array.from({ length: items }, (_, n) => n) }),
    ...(maxIterations !== undefined && { max_iterations: maxIterations }),
    ...(condition && {
      continue_condition:
        'rounds' in condition
          ? `iteration < ${condition.rounds}`
          : below(`(${condition.node}.val or 0)`, condition.test),
    }),
  };
}

function below(value: string, test: Threshold): string {
  return `${value} % ${test.mod} < ${test.below}`;
}
