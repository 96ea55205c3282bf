import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { hasStore, openStore } from '../../store/open-store.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Store } from '../../store/store.ts';
import { StoreError } from '../../store/store-error.ts';
import { storePlace } from '../../store/store-place.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { ownProject } from '../own-project.ts';
import { note, type Terminal } from '../terminal.ts';
import { reportUsageError } from '../usage-report.ts';

/** The flags that all commands of runs have. */
export interface RunsOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/**
 * Opens the runs of the working directory's project; `store` is undefined where none was ever kept. What is wrong with them
 * is told. Throws UsageError.
 */
export async function withRuns(
  { lang }: RunsOptions,
  terminal: Terminal,
  use: (store: Store | undefined) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  const { file, root, diagnostics } = await ownProject({ lang }, terminal);
  if (reportFindings(diagnostics, terminal)) return exitCode.failed;
  const place = storePlace(file === undefined ? undefined : root, terminal.environment);
  if (!hasStore(place)) return use(undefined);
  let store: Store | undefined;
  try {
    const opened = await openStore(place);
    ({ store } = opened);
    if (opened.aside !== undefined) tellAside(opened.aside, terminal);
    return await use(store);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    reportUsageError(new UsageError(error.text, error.hint), terminal);
    const aside = error.kind === 'corrupt' ? store?.putAside() : undefined;
    if (aside !== undefined) tellAside(aside, terminal);
    return exitCode.failed;
  } finally {
    try {
      store?.close();
    } catch {
      // It was put aside.
    }
  }
}

function tellAside(aside: string, terminal: Terminal): void {
  note(terminal, message('store-aside', { aside: foreign(aside) }));
}

/** The one run that a text means: an id, the beginning of one, or `latest`. Throws UsageError. */
export function oneRun(store: Store | undefined, text: string): RunRecord {
  const [run, ...others] = store?.find(text) ?? [];
  if (!run) {
    const none = store ? store.summaries({ limit: 1 }).length === 0 : true;
    throw new UsageError(
      message('run-unknown', { id: text }),
      message(none ? 'run-unknown/none' : 'run-unknown/hint'),
    );
  }
  if (others.length > 0) {
    const ids = [run, ...others].map(({ id }) => id);
    throw new UsageError(message('run-ambiguous', { id: text, n: ids.length, ids }));
  }
  return run;
}
