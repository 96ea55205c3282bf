import type { Tree } from '../tree.ts';

/** How large a tree is with all its aliases written out. */
export interface ExpandedSize {
  /** Its scalars, lists and maps; a long text counts for more than one. */
  readonly weight: number;
  /** How many lists and maps it is deep; 0 for a scalar. */
  readonly depth: number;
}

/** More than this all aliases together may not stand for. */
export const maxAliasWeight = 1_000_000;

/**
 * Measures trees without writing an alias out: each list and map is looked at once. Who measures every anchored tree
 * when it is complete also keeps the recursion as shallow as the text is nested.
 */
export class ExpandedSizes {
  readonly #known = new Map<Tree, ExpandedSize>();

  of(tree: Tree): ExpandedSize {
    if (tree.kind === 'unknown') return { weight: 1, depth: 0 };
    if (tree.kind === 'scalar') {
      return { weight: typeof tree.value === 'string' ? 1 + tree.value.length / 100 : 1, depth: 0 };
    }
    const known = this.#known.get(tree);
    if (known) return known;
    let weight = 1;
    let depth = 0;
    for (const child of tree.kind === 'list' ? tree.items : tree.entries) {
      const size = this.of('key' in child ? child.value : child);
      weight += size.weight;
      depth = Math.max(depth, size.depth);
    }
    const size = { weight, depth: depth + 1 };
    this.#known.set(tree, size);
    return size;
  }
}
