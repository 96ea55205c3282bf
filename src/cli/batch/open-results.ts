import { stat } from 'node:fs/promises';
import path from 'node:path';
import { beginsWithResult, ResultsFile } from '../../batch/results-file.ts';
import { isSameFile } from '../../files/same-file.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { reasonOf } from '../scaffold/reason.ts';
import type { Terminal } from '../terminal.ts';
import { lockResults } from './lock-results.ts';
import type { BatchOptions } from './options.ts';

/** What the results must not take the place of, whatever flags are given: absolute paths. */
export interface SourceFiles {
  readonly data: string;
  readonly flow: string;
  readonly evaluation: string | undefined;
  readonly parameters: string | undefined;
}

/** A file of results that no other batch writes to. */
export interface OwnResults {
  readonly file: ResultsFile;
  readonly release: () => Promise<void>;
}

/** Opens the file for the results, if one is asked for. Throws UsageError where it is to be left alone. */
export async function openResults(
  { output, resume = false, force = false }: BatchOptions,
  sources: SourceFiles,
  terminal: Terminal,
): Promise<OwnResults | undefined> {
  if (output === undefined) return undefined;
  const absolute = path.resolve(terminal.folder, output);
  const file = foreign(output);
  await refuseSources(absolute, sources, file);
  const failed = (error: unknown): never => {
    throw new UsageError(message('document-write-failed', { file, reason: reasonOf(error) }));
  };
  const noResults = (): UsageError =>
    new UsageError(message('batch-no-results', { file }), message('batch-no-results/hint'));
  const there = await stat(absolute).catch(() => undefined);
  if (there?.isFile() && there.size > 0 && !resume) {
    // Whatever else it is, it may be something that the flow reads.
    if (!(await beginsWithResult(absolute).catch(failed))) throw noResults();
    if (!force) throw new UsageError(message('batch-there', { file }), message('batch-there/hint'));
  }
  const isFile = there === undefined || there.isFile();
  const release = isFile ? await lockResults(absolute, file) : () => Promise.resolve();
  try {
    const results = await ResultsFile.open(absolute, resume).catch(failed);
    if (!results) throw noResults();
    return { file: results, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function refuseSources(
  absolute: string,
  { data, flow, evaluation, parameters }: SourceFiles,
  file: string,
): Promise<void> {
  const kinds = [
    ['batch-same-file', data],
    ['batch-same-file/flow', flow],
    ['batch-same-file/eval', evaluation],
    ['batch-same-file/params', parameters],
  ] as const;
  for (const [key, source] of kinds) {
    if (source !== undefined && (await isSameFile(absolute, source))) {
      throw new UsageError(message(key, { file }));
    }
  }
}
