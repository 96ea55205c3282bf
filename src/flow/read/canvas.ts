import { child, entry, type MapEntry, type Tree } from '../tree.ts';

/**
 * Where a tree shows that it is the JSON that the platform's canvas exports: a `nodes` whose items carry their
 * settings in `data`, at the top or below `data`, or several such flows in a list. Undefined for anything else.
 */
export function canvasNodes(tree: Tree): MapEntry | undefined {
  const top = tree.kind === 'list' ? tree.items[0] : tree;
  const inner = entry(child(top, 'data'), 'nodes');
  if (inner?.value.kind === 'list' && !entry(top, 'nodes')) return inner;
  const nodes = entry(top, 'nodes');
  if (nodes?.value.kind !== 'list') return undefined;
  if (entry(top, 'flow_type') && !nodes.value.items.some((item) => entry(item, 'config'))) {
    return nodes;
  }
  return nodes.value.items.some(isCanvasNode) ? nodes : undefined;
}

function isCanvasNode(node: Tree): boolean {
  return child(node, 'data')?.kind === 'map' && !entry(node, 'config');
}
