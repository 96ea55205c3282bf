import path from 'node:path';
import { message } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import { Output } from '../reporters/output.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { StoreError } from '../store/store-error.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { replaceFile } from '../files/replace-file.ts';
import { reasonOf } from './scaffold/reason.ts';
import { refuseOwnFiles, refuseSources } from './refuse-output.ts';
import { note, type Terminal } from './terminal.ts';
import { reportUsageError } from './usage-report.ts';

/**
 * Writes what a command has made, in pieces where it may be long, to a file, which is told on stderr, or to stdout. Throws UsageError for a file that nobody means to be
 * replaced; `force`: even a flow may be.
 */
export async function writeDocument(
  content: string | Iterable<string>,
  output: string | undefined,
  terminal: Terminal,
  force = false,
): Promise<ExitCode> {
  if (output === undefined || output === '-') {
    const stdout = new Output(terminal.stdout);
    await stdout.writeAll(batched(content));
    await stdout.end();
    return exitCode.ok;
  }
  await refuseOwnFiles(output, terminal);
  if (!force) await refuseSources(output, terminal);
  const file = foreign(output);
  try {
    await replaceFile(path.resolve(terminal.folder, output), batched(content));
  } catch (error) {
    // What it is made of can't be read.
    if (error instanceof StoreError) throw error;
    const problem = message('document-write-failed', { file, reason: reasonOf(error) });
    reportUsageError(new UsageError(problem), terminal);
    return exitCode.failed;
  }
  note(terminal, message('document-written', { file }));
  return exitCode.ok;
}

/** How long a piece is written at once, about: a small one costs as much as a large one. */
const PIECE = 256 * 1024;

function* batched(content: string | Iterable<string>): Generator<string, undefined> {
  let piece = '';
  for (const text of typeof content === 'string' ? [content] : content) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
  return undefined;
}
