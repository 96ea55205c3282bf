import { child, keyText, type MapTree, type Tree } from '../tree.ts';

/**
 * Whether ids, types or links of a flow depend on a parameter that has no value yet: then nobody can say what is
 * missing in it.
 */
export function isPartial(flow: MapTree): boolean {
  return ['nodes', 'edges'].some((key) => {
    const list = child(flow, key);
    return isUnknown(list) || itemsOf(list).some(isPartialItem);
  });
}

const fields = ['id', 'type', 'config', 'inputs', 'on_error', 'from', 'to'];

function isPartialItem(item: Tree): boolean {
  if (item.kind !== 'map') return isUnknown(item);
  return (
    item.entries.some(({ key, value }) => isUnknown(value) && fields.includes(keyText(key))) ||
    hasPartialArms(item)
  );
}

function hasPartialArms(node: Tree): boolean {
  const config = child(node, 'config');
  const conditions = child(config, 'conditions');
  return (
    isUnknown(conditions) ||
    isUnknown(child(config, 'default_node')) ||
    itemsOf(conditions).some((item) => isUnknown(item) || isUnknown(child(item, 'next_node')))
  );
}

function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

function isUnknown(tree: Tree | undefined): boolean {
  return tree?.kind === 'unknown';
}
