import type { ConfigField, NodeTypes } from '../node-type.ts';

/** The way from a tree's root to a part of it: keys and indices. */
export type Path = readonly (string | number)[];

/** Whether the text at a path is an expression. Below `nodes` the node's type helps to tell, where it is known. */
export type IsExpression = (path: Path, nodeType: string | undefined) => boolean;

/**
 * Knows where a flow has expressions: `outputs`, conditions of edges, inputs of nodes, `retry.when`, and what the
 * node types declare for their `config`.
 */
export function expressionFields(types: NodeTypes): IsExpression {
  return (path, nodeType) => {
    const [top, second, third, ...rest] = path;
    switch (top) {
      case 'outputs':
        return path.length === 2;
      case 'edges':
        return third === 'condition' && rest.length === 0;
      case 'defaults':
        return second === 'retry' && third === 'when' && rest.length === 0;
      case 'nodes':
        if (third === 'inputs') return rest.length === 1;
        if (third === 'retry') return rest.length === 1 && rest[0] === 'when';
        if (third !== 'config' || nodeType === undefined) return false;
        return isExpressionIn(types.get(nodeType)?.config, rest);
      default:
        return false;
    }
  };
}

function isExpressionIn(
  fields: Readonly<Record<string, ConfigField>> | undefined,
  path: Path,
): boolean {
  const field = path.reduce<ConfigField | undefined>((outer, step, depth) => {
    if (depth === 0) return own(fields, step);
    if (typeof step === 'number') return outer?.items;
    return own(outer?.fields, step) ?? outer?.values;
  }, undefined);
  return field?.expression ?? false;
}

function own(
  fields: Readonly<Record<string, ConfigField>> | undefined,
  name: string | number,
): ConfigField | undefined {
  return fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
}
