import { child, type MapTree, type Tree } from '../flow/tree.ts';

/** The names of node types that a flow's text uses: its nodes' types, and what an ItemProcessor runs. */
export function typeNames(tree: MapTree): string[] {
  const nodes = child(tree, 'nodes');
  if (nodes?.kind !== 'list') return [];
  const names = new Set<string>();
  const add = (found: Tree | undefined): void => {
    if (found?.kind === 'scalar' && typeof found.value === 'string') names.add(found.value);
  };
  for (const node of nodes.items) {
    if (node.kind !== 'map') continue;
    add(child(node, 'type'));
    const config = child(node, 'config');
    if (config?.kind !== 'map') continue;
    add(child(config, 'component'));
    add(child(config, 'plugin'));
  }
  return [...names];
}
