import path from 'node:path';
import type { Question } from '../../engine/run-event.ts';
import { own, type Value } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import { pythonFlowOf } from '../../project/python-flow.ts';
import { shownPath } from '../../project/shown-path.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Store } from '../../store/store.ts';
import type { Begin } from '../begin.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { run } from '../run.ts';
import type { RunOptions } from '../run-options.ts';
import { note, type Terminal } from '../terminal.ts';
import { readAnswers } from './answers.ts';
import { beginWith, type BeginFlags } from './begin-with.ts';
import { oneRun, withRuns, type RunsOptions } from './open-runs.ts';

/** The flags of `bisheng runs resume`, as written. */
export interface RunsResumeOptions
  extends
    RunsOptions,
    BeginFlags,
    Pick<RunOptions, 'output' | 'concurrency' | 'timeout' | 'otel' | 'quiet' | 'verbose'> {
  readonly answer?: readonly string[];
}

/** A run that is to go on. */
interface Resumable {
  readonly name: string;
  readonly begin: Begin;
  readonly answers: ReadonlyMap<string, Value>;
  /** The flow's text, where no file has it. */
  readonly text: string | undefined;
  readonly replay: string | undefined;
}

/**
 * `bisheng runs resume`: goes on with a run that waits, has failed, was cancelled, or whose process is gone. What is done and
 * has not changed since is not done again.
 */
export async function runsResume(
  text: string,
  options: RunsResumeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  let found: Resumable | undefined;
  const code = await withRuns(options, terminal, async (store) => {
    const record = oneRun(store, text);
    refuseEnded(record);
    if (store) found = await resumable(store, record, options, terminal);
    return exitCode.ok;
  });
  if (!found) return code;
  const { name, begin, answers, text: kept, replay } = found;
  return run(
    name,
    { ...options, input: options.input ?? [], ...(replay !== undefined && { replay }) },
    terminal,
    { begin, answers, ...(kept !== undefined && { text: kept }) },
  );
}

/** Throws UsageError where there is nothing to go on with. */
function refuseEnded({ id, status, file }: RunRecord): void {
  if (status !== 'succeeded') return;
  const values = { id: foreign(id.slice(0, 8)), flow: foreign(file) };
  throw new UsageError(
    message('resume/succeeded', values),
    message('resume/succeeded-hint', values),
  );
}

async function resumable(
  store: Store,
  record: RunRecord,
  options: RunsResumeOptions,
  terminal: Terminal,
): Promise<Resumable> {
  const { id, origin, questions = [] } = record;
  const answers = await readAnswers(options.answer ?? [], questions);
  tellOpen(questions, answers, terminal);
  const begin = await beginWith(store, record, { resumes: true }, options, terminal);
  const name = textOf(own(origin, 'name')) ?? record.file;
  const folder = textOf(own(origin, 'folder')) ?? terminal.folder;
  const settings = own(origin, 'settings');
  const replay =
    typeof settings === 'object' && settings !== null && 'replay' in settings
      ? textOf(settings.replay ?? null)
      : undefined;
  const isPiped = name === '-';
  return {
    name:
      isPiped || pythonFlowOf(name)
        ? pathFrom(folder, name, terminal)
        : shownPath(textOf(own(origin, 'file')) ?? name, terminal.folder),
    begin,
    answers,
    text: isPiped ? store.attachment(id, 'flow') : undefined,
    replay: replay === undefined ? undefined : path.resolve(folder, replay),
  };
}

function pathFrom(folder: string, name: string, { folder: here }: Terminal): string {
  return name === '-' ? name : path.relative(here, path.resolve(folder, name));
}

/** Questions without an answer will be asked, or waited for. */
function tellOpen(
  questions: readonly Question[],
  answers: ReadonlyMap<string, Value>,
  terminal: Terminal,
): void {
  if (terminal.interactive) return;
  const open = questions.filter(({ node }) => !answers.has(node));
  if (open.length === 0 || answers.size > 0) return;
  const [first] = open;
  note(terminal, message('resume/unanswered', { node: foreign(first?.node ?? '') }));
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
