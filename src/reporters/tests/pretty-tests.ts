import { codeFrame } from '../../diagnostics/code-frame.ts';
import { inSourceOrder, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { SecretMask } from '../../engine/secrets.ts';
import type { Failure } from '../../flow-tests/judge.ts';
import type { TestResult } from '../../flow-tests/run-test.ts';
import type { FileResult } from '../../flow-tests/run-tests.ts';
import { message, type MessageKey, type Say } from '../../messages/message.ts';
import { diagnosticLines, place } from '../diagnostics/pretty-diagnostics.ts';
import { foreign, foreignLines } from '../text/foreign.ts';
import { count, duration } from '../text/numbers.ts';
import { themeFor, type Theme } from '../text/theme.ts';
import { failureWords } from './failure-words.ts';
import { differenceLines } from './difference-lines.ts';

export interface PrettyTestsOptions {
  readonly say: Say;
  readonly color: boolean;
  readonly unicode: boolean;
  /** Columns of the terminal, where there is one. */
  readonly width?: number | undefined;
  /** Tests that have passed have a line each, too. */
  readonly each: boolean;
}

/** What came of the tests of one file, for a person. */
export function prettyFile(file: FileResult, options: PrettyTestsOptions): string {
  const { say, each } = options;
  const theme = themeFor(options);
  const findings = inSourceOrder([
    ...file.findings,
    // All tests of a flow in which something is wrong find the same.
    ...file.results.flatMap((result) => result.findings.filter((one) => !isOf(result, one))),
  ]);
  const isBad = findings.length > 0 || file.results.some(({ status }) => status === 'failed');
  const mark = isBad ? theme.bad(theme.symbols.failed) : theme.good(theme.symbols.succeeded);
  const counts = countsOf(file.results, say, theme);
  const about = counts === '' ? '' : `  ${counts}`;
  const shown = file.results.filter(({ status }) => each || status === 'failed');
  const lines = [`${mark} ${theme.bold(foreign(file.shown))}${about}`];
  for (const result of shown) lines.push(...testLines(result, options, theme));
  const told = findings.flatMap((finding) => diagnosticLines(finding, options, theme));
  if (lines.at(-1) === '') lines.pop();
  if (told.length > 0) lines.push('', ...told.map(indented));
  return `${lines.join('\n')}\n`;
}

/** How many tests passed, failed and so on, in how long (milliseconds). */
export function prettySummary(
  files: readonly FileResult[],
  time: number,
  options: PrettyTestsOptions,
): string {
  const { say } = options;
  const theme = themeFor(options);
  const results = files.flatMap((file) => file.results);
  const broken = files.filter(
    ({ findings, results: own }) => findings.length > 0 && own.length === 0,
  );
  const what = countsOf(results, say, theme, broken.length);
  const values = { what: what || countOf('tests-passed/n', 0, say), time: duration(time, say) };
  return `\n${say(message('tests-summary', values))}\n`;
}

function countsOf(results: readonly TestResult[], say: Say, theme: Theme, broken = 0): string {
  const how = (status: TestResult['status']): number =>
    results.filter((result) => result.status === status).length;
  const parts: [MessageKey, number, (text: string) => string][] = [
    ['tests-passed/n', how('passed'), theme.good],
    ['tests-failed/n', how('failed'), theme.bad],
    ['tests-broken/n', broken, theme.bad],
    ['tests-skipped/n', how('skipped'), theme.warn],
    ['tests-cancelled/n', how('cancelled'), theme.warn],
  ];
  return parts
    .filter(([, n]) => n > 0)
    .map(([key, n, colour]) => colour(countOf(key, n, say)))
    .join(say(message('report/comma')));
}

function countOf(key: MessageKey, n: number, say: Say): string {
  return say(message(key, { n: n === 1 ? n : count(n) }));
}

function testLines(result: TestResult, options: PrettyTestsOptions, theme: Theme): string[] {
  const { say } = options;
  const { test, status, failures } = result;
  const { symbols } = theme;
  const mark = {
    passed: theme.good(symbols.succeeded),
    failed: theme.bad(symbols.failed),
    skipped: theme.dim(symbols.skipped),
    cancelled: theme.dim(symbols.cancelled),
  }[status];
  const note =
    status === 'skipped'
      ? test.skip
        ? say(message('tests-skipped', { reason: foreign(test.skip) }))
        : ''
      : status === 'cancelled'
        ? ''
        : duration(result.duration, say);
  const line = `  ${mark} ${foreign(test.name)}${note === '' ? '' : theme.dim(` (${note})`)}`;
  const mask = new SecretMask(result.secrets);
  const told = [
    ...inSourceOrder(result.findings.filter((finding) => isOf(result, finding))).flatMap(
      (finding) => diagnosticLines(finding, options, theme),
    ),
    ...failures.flatMap((failure) => failureLines(failure, mask, options, theme)),
  ];
  return told.length === 0 ? [line] : [line, ...told.map((text) => indented(indented(text))), ''];
}

/** Whether a finding stands in the test's own file: then it is told with the test, else once for all. */
function isOf({ test }: TestResult, { location }: Diagnostic): boolean {
  return location?.file === test.location.file;
}

/** An unmet expectation: where it stands, what is wrong, what was expected, what was. */
function failureLines(
  failure: Failure,
  mask: SecretMask,
  { say, width = 80 }: PrettyTestsOptions,
  theme: Theme,
): string[] {
  const { location, hint } = failure;
  const { about, joint, sentence } = failureWords(failure, say);
  const [first = '', ...more] = foreignLines(mask.text(sentence));
  const subject = about === '' ? '' : `${theme.bold(foreign(about))}${joint}`;
  const frame = codeFrame(location, { width: Math.max(20, width - 4), context: 0 });
  return [
    `${theme.dim(`${foreign(place(location))}:`)} ${subject}${first}`,
    ...more,
    ...(frame === '' ? [] : frame.split('\n').map((line) => theme.dim(line))),
    ...differenceLines(failure, mask, say, theme),
    ...(hint
      ? [`${theme.accent(say(message('report/hint')))}${say(message('report/colon'))}${say(hint)}`]
      : []),
  ];
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
