import type { OpenedProject } from '../project/projects.ts';
import { openMemoryStore, openStore } from '../store/open-store.ts';
import { storePlace } from '../store/store-place.ts';
import type { Store } from '../store/store.ts';

/** Of runs that are kept in memory, old ones are looked for after so many. */
const IN_MEMORY = 1_000;

/** Where runs are kept. */
export interface OpenedStore {
  readonly store: Store;
  /** After so many runs old ones have to go, however young they are; where it is not said, from time to time. */
  readonly most?: number;
}

/** The project's store; with `store: false` one in memory. `file`: another place. Rejects with StoreError. */
export async function openStoreOf(
  { settings, root, file: projectFile }: OpenedProject['project'],
  environment: NodeJS.ProcessEnv,
  file?: string,
): Promise<OpenedStore> {
  if (!settings.store) return { store: await openMemoryStore(), most: IN_MEMORY };
  const place = storePlace(projectFile === undefined ? undefined : root, environment);
  return { store: (await openStore(file ?? place)).store };
}
