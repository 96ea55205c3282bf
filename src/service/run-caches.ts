import type { ResultCache } from '../engine/result-cache.ts';
import type { Fingerprints } from '../flow/fingerprint/fingerprint.ts';
import { rememberingOf } from '../flow/node-type.ts';
import { BufferedRows } from '../project/cache/buffered-rows.ts';
import { projectCache } from '../project/cache/project-cache.ts';
import { hmac, secretKey } from '../project/fingerprint/secret-key.ts';
import { standing } from '../project/standing-results.ts';
import { nodeAt } from '../project/why-changed.ts';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import type { PlannedFlow } from './planned-flow.ts';

/**
 * Results of nodes that say `cache: true`, for the runs of all users: what comes of the same is the same. Only what components give that may
 * remember something is each user's own.
 */
export class RunCaches {
  readonly #store: Store;
  readonly #version: string;
  readonly #rows: BufferedRows;

  /** `version`: of the tool. */
  constructor(store: Store, version: string) {
    this.#store = store;
    this.#version = version;
    // Runs go on without it.
    this.#rows = new BufferedRows(store.cache, () => undefined);
  }

  /** For one run of a flow. */
  of({ tree, generation }: PlannedFlow, fingerprints: Fingerprints, user: string): ResultCache {
    const { opened } = generation;
    const rows = this.#rows;
    const version = this.#version;
    const stands = standing(tree, opened);
    const under = (key: string): ResultCache =>
      projectCache(tree, { mode: 'asked', fingerprints, rows, stands, key, version });
    const key = secretKey(opened.project.environment);
    const common = under(key);
    const own = under(hmac(key, JSON.stringify(['user', user])));
    return {
      of: (name) => {
        const { nodeType, config } = nodeAt(name, tree)?.node ?? {};
        const isFree = nodeType && rememberingOf(nodeType, config ?? {}) === 'never';
        return (isFree ? common : own).of(name);
      },
    };
  }

  /** Writes what is left, and drops what was not used for longest where there is more than so many bytes. Never throws. */
  settle(bytes: number): void {
    this.#rows.flush();
    if (!this.#rows.written) return;
    try {
      this.#store.cache.trim(bytes);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
}
