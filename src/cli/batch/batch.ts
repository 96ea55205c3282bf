import path from 'node:path';
import { nearestOrPart } from '../../diagnostics/nearest.ts';
import { NodeError } from '../../engine/component.ts';
import type { Plan } from '../../flow/plan/plan.ts';
import { returnedNames } from '../../flow/plan/returns.ts';
import { message } from '../../messages/message.ts';
import { Projects } from '../../project/projects.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, Interrupted, type ExitCode } from '../exit.ts';
import { reasonOf } from '../scaffold/reason.ts';
import { note, speak, type Terminal } from '../terminal.ts';
import { reportUsageError } from '../usage-report.ts';
import { BatchRun } from './batch-run.ts';
import { loadPlans, type ReadyFlow } from './load-plans.ts';
import { openResults } from './open-results.ts';
import { readBatchOptions, type BatchOptions, type BatchSettings } from './options.ts';
import { openRows } from './rows.ts';
import { summaryJson, summaryText, type Tallies } from './summary.ts';

/** `bisheng batch`: runs a flow for each row of a file, and tells what came of it. */
export async function batch(
  name: string,
  options: BatchOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const settings = await readBatchOptions(options, terminal);
  const { folder, environment } = terminal;
  const { lang, timeout } = options;
  const projects = new Projects({ folder, environment, flags: { lang, timeout } });
  try {
    speak(terminal, (await projects.of(folder)).project.settings.lang);
    const given = settings.variants.map(({ parameters }) => parameters);
    const flows = await loadPlans(name, given, lang, projects, terminal);
    if (typeof flows === 'number') return flows;
    const evaluation =
      settings.evaluation === undefined
        ? []
        : await loadPlans(settings.evaluation, [new Map()], lang, projects, terminal);
    if (typeof evaluation === 'number') return evaluation;
    if (evaluation[0]) refuseUnknownScores(evaluation[0].plan, settings);
    return await runRows(flows, evaluation[0], settings, options, terminal);
  } finally {
    await projects.close();
  }
}

async function runRows(
  flows: readonly ReadyFlow[],
  evaluation: ReadyFlow | undefined,
  settings: BatchSettings,
  options: BatchOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const rows = await openRows(settings.data, terminal);
  const sources = {
    data: path.resolve(terminal.folder, settings.data),
    flow: flows[0]?.file ?? '',
    evaluation: evaluation?.file,
    parameters: options.paramsFile && path.resolve(terminal.folder, options.paramsFile),
  };
  const own = await openResults(options, sources, terminal);
  const results = own?.file;
  const run = new BatchRun(flows, evaluation, settings, results, terminal);
  let ended = false;
  try {
    await terminal.interrupt.guard((signal) => run.all(rows, signal, options.quiet === true));
    ended = terminal.interrupt.received === undefined;
    if (ended) await results?.finish(settings.variants.map((variant) => variant.name));
  } catch (error) {
    // The data can't be read any further, or the results not be written.
    return refused(error, options, terminal);
  } finally {
    await results?.close();
    await own?.release();
  }
  const { tallies } = run;
  if (!ended) note(terminal, message(results ? 'batch/interrupted-file' : 'batch/interrupted'));
  report(tallies, options, terminal);
  const { received } = terminal.interrupt;
  if (received !== undefined) throw new Interrupted(received);
  const good = reaches(tallies, settings, terminal);
  const all = [...tallies.values()];
  return good && all.every((tally) => tally.succeeded === tally.rows && tally.unevaluated === 0)
    ? exitCode.ok
    : exitCode.failed;
}

/** Throws UsageError for a score that the evaluating flow can't give: that is better said before all rows are run. */
function refuseUnknownScores(plan: Plan, { failUnder }: BatchSettings): void {
  const names = returnedNames(plan);
  for (const name of failUnder.keys()) {
    if (names.some((known) => name === known || name.startsWith(`${known}.`))) continue;
    const near = nearestOrPart(name, names);
    throw new UsageError(
      message('batch/score-missing', { name: foreign(name) }),
      near === undefined
        ? message('batch-score/hint', { names: names.map(foreign) })
        : message('did-you-mean', { name: foreign(near) }),
    );
  }
}

/** Tells what has ended the runs before their end; throws again what is something else. */
function refused(error: unknown, { output }: BatchOptions, terminal: Terminal): ExitCode {
  if (error instanceof NodeError) {
    reportUsageError(new UsageError(error.text, error.hint), terminal);
    return exitCode.failed;
  }
  // Of files only that of the results is not opened by a node.
  if (output === undefined || !(error instanceof Error && 'syscall' in error)) throw error;
  const values = { file: foreign(output), reason: reasonOf(error) };
  reportUsageError(new UsageError(message('document-write-failed', values)), terminal);
  return exitCode.failed;
}

/** With a file for the results stdout is free for the summary; else it has the results, and stderr the summary. */
function report(tallies: Tallies, { output, json, quiet }: BatchOptions, terminal: Terminal): void {
  const { stdout, stderr } = terminal;
  if (json) stdout.write(summaryJson(tallies));
  else if (output !== undefined) stdout.write(summaryText(tallies, terminal));
  else if (!quiet) stderr.write(summaryText(tallies, terminal));
}

/** Whether the scores are as good as they must be; tells which are not. */
function reaches(tallies: Tallies, { failUnder }: BatchSettings, terminal: Terminal): boolean {
  let good = true;
  for (const [name, least] of failUnder) {
    for (const [variant, tally] of tallies) {
      const score = tally.scores.get(name);
      if (score && score.mean >= least) continue;
      good = false;
      const values = { name: foreign(name), least, variant: foreign(variant ?? '') };
      if (!score) note(terminal, message('batch/score-missing', values));
      else {
        const mean = Number(score.mean.toPrecision(4));
        const key = variant === null ? 'batch/score-low' : 'batch/score-low-of';
        note(terminal, message(key, { ...values, mean }));
      }
    }
  }
  return good;
}
