import type { ResultCache } from '../engine/result-cache.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { message } from '../messages/message.ts';
import type { FlowTree } from '../project/flow-tree.ts';
import type { OpenedProject } from '../project/projects.ts';
import { usesCache } from '../project/cache/uses-cache.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { storePlace } from '../store/store-place.ts';
import type { StoreFlags } from './to-store.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** The flags that say what is cached. */
export interface CacheFlags extends StoreFlags {
  /** True: all nodes that may be; false: none; undefined: those that say so. */
  readonly cache?: boolean;
}

/** What is to be run. */
interface ToRun {
  readonly tree: FlowTree;
  readonly plan: Plan;
  readonly opened: OpenedProject;
}

/**
 * Does a run with the results of earlier ones at hand, as far as its nodes are cached; what comes of it is kept for later. Without
 * where nothing may be left behind, and where requests are recorded, replayed or made to fail. Where the cache can't be used, that
 * is said, and the run goes on without.
 */
export async function withCache<T>(
  { tree, plan, opened }: ToRun,
  flags: CacheFlags,
  terminal: Terminal,
  run: (cache: ResultCache | undefined) => Promise<T>,
): Promise<T> {
  const { settings, root, file } = opened.project;
  const mode = flags.cache === true ? 'all' : 'asked';
  const isOff = flags.cache === false || flags.store === false || !settings.store;
  const isStaged = [flags.record, flags.replay, flags.fault].some((flag) => flag !== undefined);
  if (isOff || isStaged || !usesCache(plan, mode)) return run(undefined);
  const { openCache } = await import('../project/cache/open-cache.ts');
  const place = storePlace(file === undefined ? undefined : root, terminal.environment);
  const cache = await openCache(tree, plan, opened, {
    file: place,
    mode,
    version,
    warn: (problem) => {
      const text = message('cache-not-used', { problem });
      terminal.stderr.write(`${foreign(terminal.say(text))}\n`);
    },
  });
  try {
    return await run(cache?.results);
  } finally {
    cache?.close();
  }
}
