import type { ConfigField, NodeTypes } from '../node-type.ts';

/** The way from a tree's root to a part of it: keys and indices. */
export type Path = readonly (string | number)[];

/** Whether the text at a path is an expression. Below `nodes` the node's type helps to tell, where it is known. */
export type IsExpression = (path: Path, nodeType: string | undefined) => boolean;

/**
 * Knows where a flow has expressions: `outputs`, conditions of edges, inputs of nodes, `retry.when`, and what the
 * node types declare for their `config`; a program is as good as one.
 */
export function expressionFields(types: NodeTypes): IsExpression {
  return (path, nodeType) => {
    const { length } = path;
    switch (path[0]) {
      case 'outputs':
        return length === 2;
      case 'edges':
        return length === 3 && path[2] === 'condition';
      case 'defaults':
        return length === 3 && path[1] === 'retry' && path[2] === 'when';
      case 'nodes':
        if (path[2] === 'inputs') return length === 4;
        if (path[2] === 'retry') return length === 4 && path[3] === 'when';
        if (path[2] !== 'config' || nodeType === undefined) return false;
        return isExpressionIn(types.get(nodeType)?.config, path);
      default:
        return false;
    }
  };
}

/** `path` leads from the flow's root through the `config` that the fields declare. */
function isExpressionIn(
  fields: Readonly<Record<string, ConfigField>> | undefined,
  path: Path,
): boolean {
  let field = own(fields, path[3]);
  for (let depth = 4; field && depth < path.length; depth++) {
    const step = path[depth];
    field = typeof step === 'number' ? field.items : (own(field.fields, step) ?? field.values);
  }
  return (field?.expression ?? field?.program) === true;
}

function own(
  fields: Readonly<Record<string, ConfigField>> | undefined,
  name: string | number | undefined,
): ConfigField | undefined {
  return fields && name !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}
