import { child, valueOf, type MapTree } from '../tree.ts';
import { isObject, own } from '../value.ts';

/** A node as a flow's text names it. */
export interface NamedNode {
  readonly id: string;
  /** Undefined where none is written, or something else than a text. */
  readonly type: string | undefined;
}

/** The nodes of a flow whose text has been read but not checked; what is none is left out. */
export function nodesIn(tree: MapTree | undefined): readonly NamedNode[] {
  const list = child(tree, 'nodes');
  const found = list?.kind === 'list' ? list.items.map(valueOf) : [];
  return found.flatMap((node) => {
    if (!isObject(node)) return [];
    const [id, type] = [own(node, 'id'), own(node, 'type')];
    if (typeof id !== 'string' && typeof id !== 'number') return [];
    return { id: String(id), type: typeof type === 'string' ? type : undefined };
  });
}
