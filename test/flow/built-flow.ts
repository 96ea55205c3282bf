import { SourceFile } from '../../src/diagnostics/source-file.ts';
import type { Location } from '../../src/diagnostics/diagnostic.ts';
import type { Flow, FlowNode } from '../../src/flow/flow.ts';
import type { NodeType, Role } from '../../src/flow/node-type.ts';
import type { MapEntry, MapTree, ScalarTree } from '../../src/flow/tree.ts';
import { objectOf } from '../../src/flow/value.ts';

const file = new SourceFile('built.yaml', '');
const nowhere: Location = { file, start: 0, end: 0 };

export interface BuiltNode {
  readonly role?: Role;
  readonly outputs?: readonly string[];
  readonly open?: boolean;
  readonly inputs?: readonly string[];
  readonly onError?: string;
  /** Targets of a router, the last one as the default. */
  readonly arms?: readonly string[];
}

/**
 * A flow that comes from no text: nodes by id, edges as `a -> b` or, with a condition, `a ?> b`. For tests of the
 * graph, which look at no place.
 */
export function builtFlow(
  nodes: Readonly<Record<string, BuiltNode>>,
  edges: readonly string[],
): Flow {
  return {
    file,
    name: undefined,
    description: undefined,
    version: undefined,
    parameters: [],
    parameterValues: objectOf([]),
    nodes: Object.entries(nodes).map(([id, node]) => builtNode(id, node)),
    edges: edges.map((text) => {
      const [from = '', arrow = '', to = ''] = text.split(' ');
      const condition = { expression: undefined, tree: scalar('x') };
      return {
        from: { node: from, port: undefined, location: nowhere },
        to: { node: to, port: undefined, location: nowhere },
        condition: arrow === '?>' ? condition : undefined,
        location: nowhere,
      };
    }),
    outputs: [],
  };
}

function builtNode(id: string, node: BuiltNode): FlowNode {
  const { onError = 'fail' } = node;
  return {
    id,
    type: node.role ?? 'work',
    nodeType: builtType(node),
    location: nowhere,
    idLocation: nowhere,
    typeLocation: nowhere,
    config: objectOf([]),
    configTree: node.arms && map({ default_node: node.arms.at(-1) ?? '' }, node.arms.slice(0, -1)),
    expressions: new Map(),
    templates: new Map(),
    inputs: [],
    retry: undefined,
    timeout: undefined,
    onError:
      onError === 'fail' || onError === 'continue'
        ? { kind: onError }
        : { kind: 'node', id: onError, location: nowhere },
  };
}

function builtType(node: BuiltNode): NodeType {
  return {
    type: 'Built',
    role: node.role ?? 'work',
    config: {},
    inputs: () => (node.inputs ?? []).map((name) => ({ name, required: true })),
    outputs: () => ({ names: node.outputs ?? [], open: node.open ?? false }),
  };
}

function map(values: Readonly<Record<string, string>>, targets: readonly string[]): MapTree {
  const entry = (key: string, value: MapEntry['value']): MapEntry => ({ key: scalar(key), value });
  const items = targets.map((target) => map({ next_node: target }, []));
  const conditions: MapEntry[] =
    targets.length > 0 ? [entry('conditions', { kind: 'list', items, location: nowhere })] : [];
  const entries = Object.entries(values).map(([key, value]) => entry(key, scalar(value)));
  return { kind: 'map', entries: [...conditions, ...entries], location: nowhere };
}

function scalar(value: string): ScalarTree {
  return { kind: 'scalar', value, location: nowhere, quoted: false, textStart: 0 };
}
