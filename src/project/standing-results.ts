import type { KeptResult } from '../engine/kept-result.ts';
import type { FlowTree } from './flow-tree.ts';
import type { OpenedProject } from './projects.ts';
import { nodeAt } from './why-changed.ts';

/** Whether what nodes of a flow rest on is what their fingerprints were made of, by their paths as events name them. */
export function standing(
  tree: FlowTree,
  { types: { grounds } }: OpenedProject,
): (path: string) => boolean {
  const nodes = new Map<string, ReturnType<typeof nodeAt>>();
  return (path) => {
    if (grounds.isEmpty) return true;
    let place = nodes.get(path);
    if (!place) nodes.set(path, (place = nodeAt(path, tree)));
    return !place || grounds.hold(place.node);
  };
}

/** A result as it may be kept: without its outputs where nobody knows of what they came. */
export function asItStands(result: KeptResult, stands: (path: string) => boolean): KeptResult {
  if (result.again || stands(result.node)) return result;
  const { key, node, attempts, seq } = result;
  return { key, node, attempts, ...(seq !== undefined && { seq }), again: 'moved' };
}
