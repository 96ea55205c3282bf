import path from 'node:path';
import { message, sayIn } from '../../messages/message.ts';
import { spokenLanguage } from '../../project/language.ts';
import { exists, projectRoot, PROJECT_FILE } from '../../project/project-root.ts';
import { hasStore, openStore } from '../../store/open-store.ts';
import { storePlace } from '../../store/store-place.ts';
import type { Terminal } from '../terminal.ts';

/** More than these are not looked through. */
const MOST = 50;

/** The runs that are kept, the newest first; rejects where they can't be read. */
export async function runValues(terminal: Terminal): Promise<{
  candidates: { readonly word: string; readonly about?: string }[];
}> {
  const { folder, environment } = terminal;
  const root = await projectRoot(folder, folder);
  const isProject = await exists(path.join(root, PROJECT_FILE));
  const file = storePlace(isProject ? root : undefined, environment);
  if (!hasStore(file)) return { candidates: [] };
  const say = sayIn(spokenLanguage([], environment));
  const { store } = await openStore(file);
  try {
    const runs = store.summaries({ limit: MOST });
    const candidates = runs.map(({ id, flow, status }) => ({
      word: id,
      about: `${flow} ${say(message(`run-status/${status}`))}`,
    }));
    return { candidates: [...candidates, { word: 'latest' }] };
  } finally {
    store.close();
  }
}
