import { createRegistry } from '../../src/components/registry.ts';
import type { NodeType } from '../../src/flow/node-type.ts';

const nothing = (): Promise<never> => Promise.reject(new Error('offline'));

/** All built-in node types; nothing of them can be run. */
const registry = createRegistry({
  door: { request: nothing },
  knowledge: { names: () => [], has: () => false, search: nothing, asOf: () => 0 },
  code: { inspected: () => undefined, workers: nothing },
});

export const types: readonly NodeType[] = registry
  .names()
  .flatMap((name) => registry.get(name) ?? []);
