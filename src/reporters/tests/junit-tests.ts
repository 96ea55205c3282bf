import { SecretMask } from '../../engine/secrets.ts';
import { inSourceOrder } from '../../diagnostics/diagnostic.ts';
import type { Failure } from '../../flow-tests/judge.ts';
import type { TestResult } from '../../flow-tests/run-test.ts';
import type { FileResult } from '../../flow-tests/run-tests.ts';
import type { Say } from '../../messages/message.ts';
import type { CheckProblem } from '../diagnostics/check-report.ts';
import { diagnosticLines, place } from '../diagnostics/pretty-diagnostics.ts';
import { foreign } from '../text/foreign.ts';
import { themeFor } from '../text/theme.ts';
import { xmlAttributes, xmlText } from '../text/xml.ts';
import { failureWords } from './failure-words.ts';
import { differenceLines } from './difference-lines.ts';
import type { TestReport } from './json-tests.ts';

const plain = themeFor({ color: false, unicode: false });

/** The report that CI systems read: JUnit's XML as Jenkins' schema has it. */
export function junitTests(report: TestReport, say: Say): string {
  const { files, time, problem } = report;
  const suites = files.map((file) => suite(file, say));
  const results = files.flatMap((file) => file.results);
  const counts = countsOf(files, results);
  if (problem) {
    suites.push(problemSuite(problem));
    counts.tests++;
    counts.errors++;
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element('testsuites', { name: 'bisheng test', ...counts, time: seconds(time) }, suites),
    '',
  ].join('\n');
}

interface Counts {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
}

/** A suite that says why there are no others. */
function problemSuite({ kind, text, hint = '' }: CheckProblem): string {
  const message = foreign(`${text} ${hint}`.trim());
  const error = element('error', { type: kind, message }, []);
  const testcase = element('testcase', { classname: 'bisheng', name: kind }, [error]);
  const counts = { tests: 1, failures: 0, errors: 1, skipped: 0, time: seconds(0) };
  return element('testsuite', { name: 'bisheng', ...counts }, [testcase]);
}

function countsOf(files: readonly FileResult[], results: readonly TestResult[]): Counts {
  const broken = files.filter(isBroken).length;
  const how = (status: TestResult['status']): number =>
    results.filter((result) => result.status === status).length;
  return {
    tests: results.length + broken,
    failures: how('failed'),
    errors: broken,
    skipped: how('skipped') + how('cancelled'),
  };
}

/** Nothing of it could be run. */
function isBroken({ findings, results }: FileResult): boolean {
  return results.length === 0 && findings.some(({ severity }) => severity === 'error');
}

function suite(file: FileResult, say: Say): string {
  const { shown, results, findings } = file;
  const name = shown.replaceAll('\\', '/');
  const sum = results.reduce((total, { duration }) => total + duration, 0);
  const counts = countsOf([file], results);
  const errors = isBroken(file)
    ? [
        element('testcase', { classname: name, name: shown }, [
          element('error', { message: first(findings.map((f) => say(f.message))) }, [
            xmlText(findings.flatMap((f) => diagnosticLines(f, { say }, plain)).join('\n')),
          ]),
        ]),
      ]
    : [];
  const cases = results.map((result) => testcase(result, name, shown, say));
  const attributes = { name, ...counts, time: seconds(sum) };
  return element('testsuite', attributes, [...errors, ...cases]);
}

function testcase(result: TestResult, classname: string, file: string, say: Say): string {
  const { test, status, duration } = result;
  const line = test.location.file.lineAt(test.location.start) + 1;
  const attributes = { classname, name: test.name, file, line, time: seconds(duration) };
  if (status === 'passed') return element('testcase', attributes, []);
  if (status !== 'failed') {
    const reason = test.skip ? { message: test.skip } : {};
    return element('testcase', attributes, [element('skipped', reason, [])]);
  }
  const mask = new SecretMask(result.secrets);
  const findings = inSourceOrder(result.findings);
  const said = [
    ...findings.map((finding) => say(finding.message)),
    ...result.failures.map((failure) => mask.text(sentence(failure, say))),
  ];
  const text = [
    ...findings.flatMap((finding) => diagnosticLines(finding, { say }, plain)),
    ...result.failures.flatMap((failure) => [
      `${place(failure.location)}: ${mask.text(sentence(failure, say))}`,
      ...differenceLines(failure, mask, say, plain),
    ]),
  ].join('\n');
  return element('testcase', attributes, [
    element('failure', { message: first(said) }, [xmlText(text)]),
  ]);
}

function sentence(failure: Failure, say: Say): string {
  const { about, joint, sentence: text } = failureWords(failure, say);
  return `${about}${joint}${text}`;
}

function first(texts: readonly string[]): string {
  return texts[0] ?? '';
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[],
): string {
  const opening = [name, xmlAttributes(attributes)].filter((part) => part !== '').join(' ');
  if (content.length === 0) return `<${opening}/>`;
  return `<${opening}>\n${content.join('\n')}\n</${name}>`;
}
