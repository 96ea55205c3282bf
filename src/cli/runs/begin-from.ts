import { message } from '../../messages/message.ts';
import type { Project } from '../../project.ts';
import { own } from '../../flow/value.ts';
import { shownPath } from '../../project/shown-path.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { hasStore, openStore } from '../../store/open-store.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Store } from '../../store/store.ts';
import { storePlace } from '../../store/store-place.ts';
import type { Begin } from '../begin.ts';
import type { Terminal } from '../terminal.ts';
import { beginWith, type BeginFlags } from './begin-with.ts';
import { oneRun } from './open-runs.ts';

/** `--from NODE [--run ID]`: what is before the node has its results from a run that was kept. Throws UsageError. */
export async function beginFrom(
  absolute: string,
  { file, root }: Project,
  flags: BeginFlags & { readonly from: string; readonly run?: string },
  terminal: Terminal,
): Promise<Begin> {
  const place = storePlace(file === undefined ? undefined : root, terminal.environment);
  if (!hasStore(place)) throw none(absolute, terminal);
  const { store } = await openStore(place);
  try {
    const record =
      flags.run === undefined ? latestOf(store, absolute, terminal) : oneRun(store, flags.run);
    return await beginWith(store, record, { resumes: false, from: flags.from }, flags, terminal);
  } finally {
    store.close();
  }
}

function latestOf(store: Store, absolute: string, terminal: Terminal): RunRecord {
  for (const { id } of store.summaries()) {
    const [run] = store.find(id);
    if (run && own(run.origin, 'file') === absolute) return run;
  }
  throw none(absolute, terminal);
}

function none(absolute: string, { folder }: Terminal): UsageError {
  return new UsageError(
    message('from-no-run', { flow: foreign(shownPath(absolute, folder)) }),
    message('from-no-run/hint'),
  );
}
