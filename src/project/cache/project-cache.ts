import path from 'node:path';
import type { NodeCache, ResultCache } from '../../engine/result-cache.ts';
import type { Fingerprints } from '../../flow/fingerprint/fingerprint.ts';
import type { FlowTree } from '../flow-tree.ts';
import { nodeAt } from '../why-changed.ts';
import type { BufferedRows } from './buffered-rows.ts';
import { NodeResults } from './node-results.ts';
import { isCached, type CacheMode } from './uses-cache.ts';

export interface CacheOptions {
  readonly mode: CacheMode;
  readonly fingerprints: Fingerprints;
  readonly rows: BufferedRows;
  /** Whether what a node rests on is what its fingerprint was made of. */
  readonly stands: (name: string) => boolean;
  /** See {@link NodeResults}. */
  readonly key: string;
  readonly version: string;
}

/** The cache for a run of a flow. */
export function projectCache(tree: FlowTree, options: CacheOptions): ResultCache {
  const { mode, fingerprints, rows, key, version, stands } = options;
  const nodes = new Map<string, NodeCache | undefined>();
  const file = path.join(tree.folder, path.basename(tree.flow.file.path));
  const open = (name: string): NodeCache | undefined => {
    const fingerprint = fingerprints.get(name);
    const place = nodeAt(name, tree);
    if (!fingerprint || !place || !isCached(place, mode)) return undefined;
    return new NodeResults(
      {
        fingerprint,
        place,
        key,
        version,
        name: JSON.stringify([file, name]),
        stands: () => stands(name),
      },
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
