import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import type { Terminal } from '../terminal.ts';
import { reportUsageError } from '../usage-report.ts';

/** More names are no help. */
const SHOWN = 5;

/** Says which files have changed. */
export function tellChanged(files: readonly string[], terminal: Terminal): void {
  const names = files.map(foreign);
  const shown = names.length > SHOWN ? [...names.slice(0, SHOWN), '…'] : names;
  terminal.stderr.write(`\n${terminal.say(message('tests-changed', { files: shown }))}\n\n`);
}

/** What makes no sense now may make some after the next change. */
export async function orReported(work: () => Promise<unknown>, terminal: Terminal): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    reportUsageError(error, terminal);
  }
}
