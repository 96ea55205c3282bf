import path from 'node:path';
import { message } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { replaceFile } from '../files/replace-file.ts';
import { reasonOf } from './scaffold/reason.ts';
import { refuseOwnFiles, refuseSources } from './refuse-output.ts';
import { note, type Terminal } from './terminal.ts';
import { reportUsageError } from './usage-report.ts';

/**
 * Writes what a command has made to a file, which is told on stderr, or to stdout. Throws UsageError for a file that nobody means to be
 * replaced; `force`: even a flow may be.
 */
export async function writeDocument(
  text: string,
  output: string | undefined,
  terminal: Terminal,
  force = false,
): Promise<ExitCode> {
  if (output === undefined || output === '-') {
    terminal.stdout.write(text);
    return exitCode.ok;
  }
  await refuseOwnFiles(output, terminal);
  if (!force) await refuseSources(output, terminal);
  const file = foreign(output);
  try {
    await replaceFile(path.resolve(terminal.folder, output), Buffer.from(text));
  } catch (error) {
    const problem = message('document-write-failed', { file, reason: reasonOf(error) });
    reportUsageError(new UsageError(problem), terminal);
    return exitCode.failed;
  }
  note(terminal, message('document-written', { file }));
  return exitCode.ok;
}
