import path from 'node:path';
import type { NodeCache, ResultCache } from '../../engine/result-cache.ts';
import { cacheObstacle } from '../../flow/checks/may-cache.ts';
import type { Fingerprints } from '../../flow/fingerprint/fingerprint.ts';
import type { Plan } from '../../flow/plan/plan.ts';
import type { FlowTree } from '../flow-tree.ts';
import { nodeAt, type NodePlace } from '../why-changed.ts';
import type { BufferedRows } from './buffered-rows.ts';
import { NodeResults } from './node-results.ts';

/** `all`: every node that may be; `asked`: those that say `cache: true`. */
export type CacheMode = 'all' | 'asked';

export interface CacheOptions {
  readonly mode: CacheMode;
  readonly fingerprints: Fingerprints;
  readonly rows: BufferedRows;
  /** See {@link NodeResults}. */
  readonly key: string;
  readonly version: string;
}

/** The cache for a run of a flow. */
export function projectCache(tree: FlowTree, options: CacheOptions): ResultCache {
  const { mode, fingerprints, rows, key, version } = options;
  const nodes = new Map<string, NodeCache | undefined>();
  const file = path.join(tree.folder, path.basename(tree.flow.file.path));
  const open = (name: string): NodeCache | undefined => {
    const fingerprint = fingerprints.get(name);
    const place = nodeAt(name, tree);
    if (!fingerprint || !place || !isCached(place, mode)) return undefined;
    return new NodeResults(
      { fingerprint, place, key, version, name: JSON.stringify([file, name]) },
      rows,
    );
  };
  return {
    of(name) {
      if (nodes.has(name)) return nodes.get(name);
      const opened = open(name);
      nodes.set(name, opened);
      return opened;
    },
  };
}

/** Whether any node of a plan, or of those below it, is cached. */
export function usesCache(plan: Plan, mode: CacheMode): boolean {
  const seen = new Set<Plan>();
  const pending = [plan];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const { flow } = next;
    if (next.nodes.some(({ node }) => isCached({ flow, node }, mode))) return true;
    pending.push(...next.subPlans.values());
  }
  return false;
}

function isCached({ flow, node }: NodePlace, mode: CacheMode): boolean {
  if (!(node.cache ?? mode === 'all')) return false;
  return cacheObstacle(node, flow.edges) === undefined;
}
