import type { Flow, FlowNode, Parameter } from '../flow/flow.ts';
import { partsOf } from '../flow/parameters/placeholders.ts';
import { child, type Tree } from '../flow/tree.ts';

/** What a flow needs from outside before it runs. */
export interface FlowNeeds {
  /** How its run inputs are given. */
  readonly inputs: readonly ('text' | 'file' | 'data' | 'items')[];
  /** Parameters that somebody must give. */
  readonly parameters: readonly Parameter[];
  /** Knowledge bases that it names. */
  readonly knowledge: readonly string[];
  /** Environment variables that it reads, by placeholders and parameters. */
  readonly variables: readonly string[];
  /** Whether it asks a person. */
  readonly asksPeople: boolean;
}

/** `tree`: the file that the flow was made of. */
export function flowNeeds(flow: Flow, tree: Tree): FlowNeeds {
  const { nodes, parameters } = flow;
  const variables = parameters.flatMap(({ env }) => env ?? []);
  return {
    inputs: unique(nodes.flatMap(inputOf)),
    parameters: parameters.filter(
      ({ required, default: value, env }) => required && value === undefined && env === undefined,
    ),
    knowledge: unique(nodes.flatMap(baseOf)),
    variables: unique([...variables, ...variablesIn(tree)]),
    asksPeople: nodes.some(({ type }) => type === 'HumanInput'),
  };
}

function inputOf({ nodeType, config }: FlowNode): FlowNeeds['inputs'] {
  if (nodeType?.role === 'input') {
    if (config.required === false) return [];
    const type = config.input_type;
    return [type === 'file' || type === 'data' ? type : 'text'];
  }
  if (nodeType?.role !== 'batch') return [];
  return config.items === undefined && config.source === undefined ? ['items'] : [];
}

function baseOf({ type, configTree }: FlowNode): string[] {
  if (type !== 'KnowledgeRetriever') return [];
  const base = child(configTree, 'knowledge_base_id');
  return base?.kind === 'scalar' && base.value !== null ? [String(base.value)] : [];
}

function variablesIn(tree: Tree): string[] {
  switch (tree.kind) {
    case 'unknown':
      return [];
    case 'scalar':
      if (typeof tree.value !== 'string' || !tree.value.includes('${env.')) return [];
      return partsOf(tree.value).flatMap((part) => (part.kind === 'env' ? part.name : []));
    case 'list':
      return tree.items.flatMap(variablesIn);
    case 'map':
      return tree.entries.flatMap(({ value }) => variablesIn(value));
  }
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
