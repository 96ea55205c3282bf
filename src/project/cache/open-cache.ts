import type { ResultCache } from '../../engine/result-cache.ts';
import type { Plan } from '../../flow/plan/plan.ts';
import type { Message } from '../../messages/message.ts';
import { openStore } from '../../store/open-store.ts';
import { StoreError, storeError } from '../../store/store-error.ts';
import type { Store } from '../../store/store.ts';
import { secretKey } from '../fingerprint/secret-key.ts';
import { fingerprintsOf } from '../fingerprints.ts';
import type { FlowTree } from '../flow-tree.ts';
import type { OpenedProject } from '../projects.ts';
import { standing } from '../standing-results.ts';
import { BufferedRows } from './buffered-rows.ts';
import { projectCache } from './project-cache.ts';
import type { CacheMode } from './uses-cache.ts';

export interface OpenCacheOptions {
  /** The store's. */
  readonly file: string;
  readonly mode: CacheMode;
  /** Of the tool. */
  readonly version: string;
  /** Told, once, why the cache can't be used, or no longer. */
  readonly warn: (problem: Message) => void;
}

export interface OpenedCache {
  readonly results: ResultCache;
  /** Writes what is left, and drops what has not been used for longest where there is too much. Never throws. */
  close(): void;
}

/** The cache of a project, for runs of a flow. Undefined where it can't be used, which was told. */
export async function openCache(
  tree: FlowTree,
  plan: Plan,
  opened: OpenedProject,
  { file, mode, version, warn }: OpenCacheOptions,
): Promise<OpenedCache | undefined> {
  const failed = (error: unknown): void => warn(storeError(error, file).text);
  let store: Store;
  try {
    ({ store } = await openStore(file));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    failed(error);
    return undefined;
  }
  const { settings, environment } = opened.project;
  const fingerprints = await fingerprintsOf(tree, plan, opened);
  const rows = new BufferedRows(store.cache, failed);
  const key = secretKey(environment);
  const stands = standing(tree, opened);
  return {
    results: projectCache(tree, { mode, fingerprints, rows, key, version, stands }),
    close() {
      rows.flush();
      try {
        if (rows.written) store.cache.trim(settings.cache_size);
        store.close();
      } catch (error) {
        failed(error);
      }
    },
  };
}
