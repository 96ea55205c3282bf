import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createExchanges } from '../../exchanges/exchanges.ts';
import { Coverage, percentOf, shareOf } from '../../flow-tests/coverage.ts';
import { modelsInTests, tellRequests } from '../../flow-tests/current-test.ts';
import { testCassettes, type PrepareExchanges } from '../../flow-tests/test-cassettes.ts';
import { modelNames } from '../../flow-tests/read-flow.ts';
import { findTests, type FoundTests } from '../../flow-tests/find-tests.ts';
import { runTests, type FileResult, type OpenedTests } from '../../flow-tests/run-tests.ts';
import { nodesIn } from '../../flow/parse/nodes-in.ts';
import { readFlow } from '../../flow/read/read.ts';
import { message } from '../../messages/message.ts';
import type { Project } from '../../project.ts';
import { Projects } from '../../project/projects.ts';
import { UsageError } from '../../project/usage-error.ts';
import { coverageText } from '../../reporters/tests/coverage-text.ts';
import type { TestReport } from '../../reporters/tests/json-tests.ts';
import { prettyFile, prettySummary } from '../../reporters/tests/pretty-tests.ts';
import { themeFor } from '../../reporters/text/theme.ts';
import { exitCode, Interrupted, type ExitCode } from '../exit.ts';
import { checkTargets } from '../exchange-flags.ts';
import { reportFindings } from '../findings.ts';
import { note, speak, type Terminal } from '../terminal.ts';
import { nothingRun, testDocument } from './test-document.ts';
import { testNotes } from './test-notes.ts';
import { readTestOptions, type TestOptions, type TestSettings } from './test-settings.ts';

export type { TestOptions } from './test-settings.ts';

/** Of more tests only those that fail have a line. */
const MOST_LINES = 30;

/** `bisheng test`: runs the tests of flows. */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const settings = readTestOptions(options, terminal.environment);
  if (!settings.watch) return testOnce(paths, settings, options.lang, terminal);
  const { watchTests } = await import('./watch.ts');
  return watchTests(() => testOnce(paths, settings, options.lang, terminal), terminal);
}

/** Everything is read anew each time: components, settings, flows. */
async function testOnce(
  paths: readonly string[],
  settings: TestSettings,
  lang: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const { folder, environment } = terminal;
  const exchanges = createExchanges();
  const projects = new Projects(
    { folder, environment, flags: { lang } },
    { intercept: tellRequests, models: modelsInTests, exchanges },
  );
  try {
    const { project } = await projects.of(folder);
    const language = project.settings.lang;
    speak(terminal, language);
    refuseUnknownModel(settings, project);
    const found = await findTests(paths, project.root, { projects, folder, language });
    const findings = [...projects.diagnostics, ...found.diagnostics];
    if (reportFindings(findings, terminal)) {
      write({ ...nothingRun, ...found, files: inFiles(findings) }, settings, terminal);
      return exitCode.failed;
    }
    const files = chosen(found, paths, settings);
    checkFaults(files, settings);
    const all = found.files.flatMap(({ file }) => file ?? []);
    const prepare = testCassettes(all, settings.exchanges, exchanges, folder);
    return await runAll({ ...found, files }, settings, prepare, terminal);
  } finally {
    await projects.close();
  }
}

/** Throws UsageError where `--model` names none of the project's. */
function refuseUnknownModel({ model }: TestSettings, project: Project): void {
  const known = modelNames(project);
  if (model === undefined || known.includes(model)) return;
  const text = message('test-model-unknown', { name: model });
  throw new UsageError(text, message('model-unknown/hint', { known }));
}

/** The files with the tests that are meant. Throws UsageError where there are none. */
function chosen(
  { files, leftOut }: FoundTests,
  paths: readonly string[],
  { isMeant, pattern }: TestSettings,
): readonly OpenedTests[] {
  if (files.length === 0) {
    const text =
      paths.length === 0 ? message('tests-none') : message('tests-none/in', { path: paths });
    throw new UsageError(
      text,
      message(leftOut > 0 ? 'tests-none/ignored-hint' : 'tests-none/hint'),
    );
  }
  if (!isMeant) return files;
  const left = files.flatMap((opened) => {
    const tests = opened.file?.tests.filter(({ name }) => isMeant(name)) ?? [];
    if (opened.file && tests.length > 0) return [{ ...opened, file: { ...opened.file, tests } }];
    // What is wrong with a file may be why the test is not found.
    return opened.findings.length > 0 && !opened.file ? [opened] : [];
  });
  if (left.length === 0) throw new UsageError(message('tests-unmatched', { pattern }));
  return left;
}

/** Throws UsageError for a fault in a node that none of the flows has; where one of them can't be read, nobody knows. */
function checkFaults(files: readonly OpenedTests[], { exchanges }: TestSettings): void {
  const nodes: string[] = [];
  for (const { flow } of files) {
    const tree = flow && 'source' in flow.decoded && readFlow(flow.decoded.source, () => undefined);
    if (!tree) return;
    nodes.push(...nodesIn(tree).map(({ id }) => id));
  }
  checkTargets(exchanges.faults?.faults ?? [], nodes, 'fault-target/tests');
}

/** Findings as files of which nothing could be run. */
function inFiles(findings: readonly Diagnostic[]): FileResult[] {
  const fileOf = ({ location }: Diagnostic): string => location?.file.path ?? 'bisheng.yaml';
  return [...new Set(findings.map(fileOf))].map((shown) => ({
    shown,
    findings: findings.filter((finding) => fileOf(finding) === shown),
    results: [],
  }));
}

/** Writes the document of a machine format. */
function write(report: TestReport, { format }: TestSettings, terminal: Terminal): void {
  if (format === 'pretty') return;
  const text = testDocument(format, report, terminal);
  terminal.failureDocument = undefined;
  terminal.stdout.write(text);
}

async function runAll(
  { files, leftOut, orphans }: FoundTests,
  settings: TestSettings,
  prepare: PrepareExchanges,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stderr, say, color, unicode, folder, interrupt } = terminal;
  const { model, timeout, jobs, bail } = settings;
  const width = stderr.isTTY ? stderr.columns : undefined;
  const look = { say, color, unicode, width, each: isShort(files) };
  const coverage = new Coverage();
  let gap = '';
  const since = performance.now();
  const results = await interrupt.guard((signal) =>
    runTests(files, {
      ...{ say, folder, signal, model, timeout, coverage, jobs, bail, prepare },
      ended: (result) => {
        stderr.write(gap + prettyFile(result, look));
        // What is told of a failure ends before the next file begins.
        gap = hasFailed(result) ? '\n' : '';
      },
    }),
  );
  const time = performance.now() - since;
  const covered = settings.coverage ? coverage.flows : undefined;
  if (covered) stderr.write(coverageText(covered, say, themeFor(look)));
  stderr.write(prettySummary(results, time, look));
  const all = results.flatMap(({ results: own }) => own);
  for (const text of testNotes(all, { leftOut, orphans }, settings)) note(terminal, text);
  write({ files: results, time, coverage: covered, leftOut, orphans }, settings, terminal);
  if (interrupt.received) throw new Interrupted(interrupt.received);
  return isLow(coverage, settings, terminal) || results.some(hasFailed)
    ? exitCode.failed
    : exitCode.ok;
}

/** Whether a line for each test is no flood. */
function isShort(files: readonly OpenedTests[]): boolean {
  const tests = files.reduce((sum, { file }) => sum + (file?.tests.length ?? 0), 0);
  return files.length === 1 && tests <= MOST_LINES;
}

function hasFailed({ findings, results }: FileResult): boolean {
  const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
  return findings.some(isError) || results.some(({ status }) => status === 'failed');
}

/** Whether too little was reached; says so. */
function isLow(coverage: Coverage, { minimum }: TestSettings, terminal: Terminal): boolean {
  if (minimum === undefined) return false;
  const actual = percentOf(shareOf(coverage.flows));
  if (actual >= minimum) return false;
  note(terminal, message('coverage-low', { actual, wanted: minimum }));
  return true;
}
