import type { NodeTypes } from '../flow/node-type.ts';
import {
  child,
  keyText,
  objectValueOf,
  valueOf,
  type ListTree,
  type MapTree,
  type Tree,
} from '../flow/tree.ts';
import { isObject, own, toJson, type Value, type ValueObject } from '../flow/value.ts';

/** What a flow's file means, whatever its layout, comments and order of keys are. Placeholders are not filled. */
export interface FlowShape {
  /** `name`, `description` and whatever else stands at the top by itself. */
  readonly about: ValueObject;
  readonly parameters: ReadonlyMap<string, ValueObject>;
  readonly nodes: ReadonlyMap<string, NodeShape>;
  /** In the file's order; those that a router or a handler implies only as such. */
  readonly edges: readonly EdgeShape[];
  readonly outputs: ReadonlyMap<string, Value>;
}

export interface NodeShape {
  readonly id: string;
  readonly type: string;
  /** All but its id and type. */
  readonly body: ValueObject;
}

export interface EdgeShape {
  /** With the port, as written. */
  readonly from: string;
  readonly to: string;
  /** Null where there is none. */
  readonly condition: Value;
}

const PARTS = ['parameters', 'nodes', 'edges', 'outputs'];

/** Reads the meaning of a flow's tree. What can't be read is left out: saying so is for `validate`. */
export function flowShape(tree: MapTree, types: NodeTypes): FlowShape {
  const about = tree.entries.filter(({ key }) => !PARTS.includes(keyText(key)));
  const nodes = nodesIn(child(tree, 'nodes'));
  const outputs = child(tree, 'outputs');
  return {
    about: objectValueOf({ ...tree, entries: about }),
    parameters: parametersIn(child(tree, 'parameters')),
    nodes,
    edges: edgesIn(child(tree, 'edges'), nodes, types),
    outputs: new Map(
      outputs?.kind === 'map'
        ? outputs.entries.map(({ key, value }) => [keyText(key), valueOf(value)])
        : [],
    ),
  };
}

function maps(tree: Tree | undefined): ValueObject[] {
  const items = tree?.kind === 'list' ? (tree satisfies ListTree).items : [];
  return items.flatMap((item) => (item.kind === 'map' ? [objectValueOf(item)] : []));
}

function parametersIn(tree: Tree | undefined): Map<string, ValueObject> {
  const parameters = new Map<string, ValueObject>();
  for (const parameter of maps(tree)) {
    const name = textOf(own(parameter, 'name'));
    if (name !== undefined && !parameters.has(name)) {
      parameters.set(name, without(parameter, ['name']));
    }
  }
  return parameters;
}

function nodesIn(tree: Tree | undefined): Map<string, NodeShape> {
  const nodes = new Map<string, NodeShape>();
  for (const node of maps(tree)) {
    const id = textOf(own(node, 'id'));
    if (id === undefined || nodes.has(id)) continue;
    const type = textOf(own(node, 'type')) ?? '';
    nodes.set(id, { id, type, body: without(node, ['id', 'type']) });
  }
  return nodes;
}

function edgesIn(
  tree: Tree | undefined,
  nodes: ReadonlyMap<string, NodeShape>,
  types: NodeTypes,
): EdgeShape[] {
  const seen = new Set<string>();
  return maps(tree).flatMap((edge) => {
    const [from, to] = ['from', 'to'].map((key) => textOf(own(edge, key)));
    if (from === undefined || to === undefined) return [];
    const condition = own(edge, 'condition') ?? null;
    const implied = condition === null && impliedTargets(nodes.get(from), types).includes(to);
    const id = toJson([from, to, condition]);
    if (implied || seen.has(id)) return [];
    seen.add(id);
    return [{ from, to, condition }];
  });
}

/** The nodes to which a router or a handler leads without an edge being listed. */
export function impliedTargets(node: NodeShape | undefined, types: NodeTypes): string[] {
  if (!node) return [];
  const targets = [own(node.body, 'on_error')];
  if (types.get(node.type)?.role === 'router') {
    const config = own(node.body, 'config');
    const conditions = isObject(config) ? own(config, 'conditions') : undefined;
    const arms = Array.isArray(conditions) ? (conditions as readonly Value[]) : [];
    targets.push(...arms.map((arm) => (isObject(arm) ? own(arm, 'next_node') : undefined)));
    targets.push(isObject(config) ? own(config, 'default_node') : undefined);
  }
  return targets.flatMap((target) => textOf(target) ?? []);
}

function without(object: ValueObject, keys: readonly string[]): ValueObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
