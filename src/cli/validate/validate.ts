import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { inSourceOrder, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { withoutIgnored } from '../../findings/without-ignored.ts';
import { message } from '../../messages/message.ts';
import type { Project } from '../../project.ts';
import { findFiles, type FoundFiles } from '../../project/find-files.ts';
import { COMPONENTS, PLUGINS } from '../../project/python-folders.ts';
import { Projects } from '../../project/projects.ts';
import { shownPath } from '../../project/shown-path.ts';
import { UsageError } from '../../project/usage-error.ts';
import { countsAsError } from '../../reporters/diagnostics/check-report.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { readStdin, STDIN } from '../open-flow.ts';
import { readParameterFlags } from '../parameters.ts';
import { note, speak, type Terminal } from '../terminal.ts';
import { FlowCheck } from './flow-check.ts';
import { refuseConflicts } from './refuse-conflicts.ts';
import { reportCheck } from './report-check.ts';
import { throwIfInterrupted } from './throw-if-interrupted.ts';
import type { ValidateOptions } from './validate-options.ts';

/** `bisheng validate`: checks flows and runs nothing. Rejects with UsageError and Interrupted. */
export async function validate(
  paths: readonly string[],
  options: ValidateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { folder, environment, interrupt } = terminal;
  const projects = new Projects({ folder, environment, flags: { lang: options.lang } });
  const { project } = await projects.of(folder);
  speak(terminal, project.settings.lang);
  refuseConflicts(paths, options);
  try {
    return await interrupt.guard((signal) =>
      // Whatever is waited for (standard input, Python), an interrupt is not kept waiting.
      Promise.race([
        checkAll(paths, options, project, projects, terminal),
        whenAborted(signal, terminal),
      ]),
    );
  } finally {
    await projects.close();
  }
}

async function whenAborted(signal: AbortSignal, terminal: Terminal): Promise<never> {
  await once(signal, 'abort');
  throwIfInterrupted(terminal);
  throw new Error('only a signal aborts');
}

async function checkAll(
  paths: readonly string[],
  options: ValidateOptions,
  project: Project,
  projects: Projects,
  terminal: Terminal,
): Promise<ExitCode> {
  const { folder } = terminal;
  const parameters = await readParameterFlags(options, terminal);
  const baseline = await openBaseline(options, folder);
  const check = new FlowCheck(projects, parameters, terminal);
  const given = paths.length > 0 ? paths : await defaultPaths(project, folder);
  if (given.includes('-')) {
    await check.add(await readStdin(terminal.stdin), path.join(folder, STDIN), true);
  }
  const all = await findFiles(
    given.filter((name) => name !== '-'),
    folder,
    { all: options.ignore === false },
  );
  const found = await affectedOnly(all, options, projects, folder);
  const fixed = options.fix ? await repair(found, check, options, terminal) : true;
  await check.addFiles(found.files);
  await check.addFolders(found.folders);
  const isEmpty = check.files.length === 0 && all.leftOut === 0 && options.since === undefined;
  // What is wrong with bisheng.yaml is told also where there is nothing else yet.
  if (isEmpty && projects.diagnostics.length === 0) throw nothingFound(paths, check.passedOver);
  if (check.files.length > 0) refuseUnusedParameters(check);

  const gathered = [...projects.diagnostics, ...all.diagnostics, ...check.diagnostics];
  const present = inSourceOrder(withoutIgnored(inSourceOrder(gathered), check.sources));
  if (baseline && options.updateBaseline) {
    await baseline.update(present, check.files);
    note(
      terminal,
      message('baseline-written', { n: present.length, file: options.baseline ?? '' }),
    );
    return fixed ? exitCode.ok : exitCode.failed;
  }
  throwIfInterrupted(terminal);
  const compared = baseline?.compare(present, check.files) ?? nothingKnown(present);
  const language = project.settings.lang;
  await reportCheck({ check, leftOut: all.leftOut, options, language, ...compared }, terminal);
  if (check.parameterErrors > 0) return exitCode.usage;
  const strict = options.strict === true;
  const failed = compared.findings.some(({ severity }) => countsAsError(severity, { strict }));
  return failed || !fixed ? exitCode.failed : exitCode.ok;
}

function nothingKnown(findings: readonly Diagnostic[]): {
  findings: readonly Diagnostic[];
  known: number;
  gone: number;
} {
  return { findings, known: 0, gone: 0 };
}

async function openBaseline({ baseline, updateBaseline = false }: ValidateOptions, folder: string) {
  if (baseline === undefined) return undefined;
  const { BaselineFile } = await import('./baseline-file.ts');
  return BaselineFile.open(baseline, folder, updateBaseline);
}

/** With `--since` only what a change has to do with. */
async function affectedOnly(
  found: FoundFiles,
  { since }: ValidateOptions,
  projects: Projects,
  folder: string,
): Promise<Pick<FoundFiles, 'files' | 'folders'>> {
  if (since === undefined) return found;
  const { changedFiles } = await import('../../project/changed-files.ts');
  const { Affected } = await import('../../project/affected.ts');
  const affected = new Affected(await changedFiles(since, folder), projects);
  const files = [];
  for (const file of found.files) if (await affected.file(file)) files.push(file);
  const folders = [];
  for (const one of found.folders) if (await affected.folder(one)) folders.push(one);
  return { files, folders };
}

/** Repairs what can be repaired, or shows how. Gives whether all of it could be written. */
async function repair(
  { files }: Pick<FoundFiles, 'files'>,
  check: FlowCheck,
  { dryRun }: ValidateOptions,
  terminal: Terminal,
): Promise<boolean> {
  const { fixFlows } = await import('./fix-flows.ts');
  const { tellFixed, showFixes } = await import('./tell-fixed.ts');
  const fixed = await fixFlows(files, check);
  return dryRun ? showFixes(fixed, terminal) : tellFixed(fixed, terminal);
}

/** The project's folders of flows and Python, or where one stands. */
async function defaultPaths({ root }: Project, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of ['flows', 'templates', COMPONENTS, PLUGINS]) {
    const absolute = path.join(root, name);
    const stats = await stat(absolute).catch(() => undefined);
    if (stats?.isDirectory()) paths.push(shownPath(absolute, folder));
  }
  return paths.length > 0 ? paths : ['.'];
}

function nothingFound(paths: readonly string[], passedOver: number): UsageError {
  const text =
    paths.length === 0 ? message('flows-none') : message('flows-none/in', { path: paths });
  return new UsageError(
    text,
    passedOver > 0
      ? message('flows-none/passed-over', { n: passedOver })
      : message('flows-none/hint'),
  );
}

/** A parameter that none of the flows has is a mistyped one. */
function refuseUnusedParameters({ unusedParameters, declaredParameters }: FlowCheck): void {
  const [name] = unusedParameters;
  if (name === undefined) return;
  const near = nearest(name, declaredParameters);
  throw new UsageError(
    message('param-unknown', { name }),
    near === undefined ? undefined : message('did-you-mean', { name: near }),
  );
}
