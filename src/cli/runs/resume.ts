import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Question } from '../../engine/run-event.ts';
import { isObject, own, toJson, type Value } from '../../flow/value.ts';
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
import { readAnswers, type Answers } from './answers.ts';
import { beginWith, type BeginFlags } from './begin-with.ts';
import { oneRun, withRuns, type RunsOptions } from './open-runs.ts';
import { ToldLog } from './tell-gaps.ts';

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
  readonly answers: Answers;
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
  // What it has told is read while it begins: that may be too much to be held.
  return withRuns(options, terminal, async (store) => {
    const record = oneRun(store, text);
    refuseOthers(record);
    if (!store) return exitCode.ok;
    const found = await resumable(store, record, options, terminal);
    const { name, begin, answers, text: kept, replay } = found;
    return run(
      name,
      { ...options, input: options.input ?? [], ...(replay !== undefined && { replay }) },
      terminal,
      { begin, answers, ...(kept !== undefined && { text: kept }) },
    );
  });
}

/** Throws UsageError where there is nothing to go on with. */
function refuseOthers({ id, status, file, origin, sessions }: RunRecord): void {
  const owner = sessions.at(-1);
  if (status === 'running' && owner) {
    const { pid, host } = owner;
    const held = { id: foreign(id.slice(0, 8)), pid, host: foreign(host) };
    throw new UsageError(message('resume/held', held), message('resume/held-hint', held));
  }
  if (status !== 'succeeded') return;
  const name = textOf(own(origin, 'name')) ?? file;
  const values = { id: foreign(id.slice(0, 8)), flow: foreign(name) };
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
  const name = flowNow(record, terminal);
  const { events, ...rest } = await beginWith(store, record, { resumes: true }, options, terminal);
  const log = new ToldLog(record, events, terminal);
  const begin = { ...rest, events: log };
  // Else it is told when the run goes through them.
  if (begin.dryRun) log.tell();
  const answers = readAnswers(options.answer ?? [], questions, askedAgain(begin, record));
  const settings = own(origin, 'settings');
  if (isObject(settings)) {
    for (const flag of ['record', 'fault']) {
      const used = own(settings, flag) ?? null;
      if (used !== null && toJson(used) !== '[]') {
        note(terminal, message('resume/without-flag', { flag: `--${flag}` }));
      }
    }
  }
  const replay = isObject(settings) ? textOf(own(settings, 'replay')) : undefined;
  return {
    name,
    begin,
    answers,
    text: name === '-' ? store.attachment(id, 'flow') : undefined,
    replay: replay === undefined ? undefined : path.resolve(folderOf(record, terminal), replay),
  };
}

/** What had been asked and may be once more: the run was cancelled, or a node before works again because its result is not there. */
function askedAgain({ results, events }: Begin, { status }: RunRecord): readonly Question[] {
  const isLost = results.some(({ again }) => again === 'secret' || again === 'damaged');
  return status === 'cancelled' || isLost
    ? [...events].flatMap((one) => (one.type === 'run_waiting' ? one.questions : []))
    : [];
}

/** How the run's flow is named from here. Throws UsageError where it is not there any more. */
function flowNow(record: RunRecord, terminal: Terminal): string {
  const { id, file: shown, origin } = record;
  const name = textOf(own(origin, 'name')) ?? shown;
  if (name === '-') return name;
  const file = textOf(own(origin, 'file')) ?? path.resolve(folderOf(record, terminal), name);
  if (!existsSync(file)) {
    const values = { id: foreign(id.slice(0, 8)), file: foreign(shownPath(file, terminal.folder)) };
    throw new UsageError(message('resume/gone', values), message('resume/gone-hint', values));
  }
  const python = pythonFlowOf(name);
  if (python) return name.replace(python.file, () => path.relative(terminal.folder, file));
  const home = textOf(own(origin, 'root'));
  const isInside = home === undefined || !path.relative(home, file).startsWith('..');
  const isPath = path.resolve(folderOf(record, terminal), name) === file;
  // A template that comes along belongs to no project: by its path it would run in another one.
  return isInside || isPath ? shownPath(file, terminal.folder) : name;
}

/** Where the run was begun. */
function folderOf({ origin }: RunRecord, { folder }: Terminal): string {
  return textOf(own(origin, 'folder')) ?? folder;
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
