import { position } from '../../diagnostics/code-frame.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { foreign } from '../text/foreign.ts';
import { xmlAttributes, xmlText } from '../text/xml.ts';
import { countsAsError, inOneLine, type CheckReport } from './check-report.ts';

/** A suite of test cases that stands for a file. */
interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly errors: number;
}

/**
 * Findings as a JUnit report (the schema of Jenkins' xUnit plugin, which GitLab and others read too), ended by a line break. Each file is a
 * suite, each finding in it a test that failed; a warning that does not count is one that passed and said something.
 */
export function junit(report: CheckReport): string {
  const { files, diagnostics, problem, pathOf } = report;
  const byFile = new Map<string, Diagnostic[]>(files.map((file) => [pathOf(file), []]));
  for (const diagnostic of diagnostics) {
    const { location } = diagnostic;
    const name = location ? pathOf(location.file.path) : NOWHERE;
    byFile.set(name, [...(byFile.get(name) ?? []), diagnostic]);
  }
  const suites = [...byFile].map(([name, found]) => suiteOf(name, found, report));
  if (problem) {
    const message = foreign([problem.text, problem.hint ?? ''].join(' ').trim());
    const error = `      <error ${xmlAttributes({ type: problem.kind, message })}/>\n`;
    suites.push({
      name: NOWHERE,
      cases: [testcase(NOWHERE, problem.kind, error)],
      failures: 0,
      errors: 1,
    });
  }
  const sum = (of: (suite: Suite) => number): number =>
    suites.reduce((total, suite) => total + of(suite), 0);
  const totals = xmlAttributes({
    name: 'bisheng validate',
    tests: sum(({ cases }) => cases.length),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites ${totals}>\n`,
    ...suites.map(inXml),
    '</testsuites>\n',
  ].join('');
}

/** The suite of what has no place in a file. */
const NOWHERE = 'bisheng';

function suiteOf(name: string, found: readonly Diagnostic[], report: CheckReport): Suite {
  const failed = found.filter(({ severity }) => countsAsError(severity, report));
  const cases = found.map((diagnostic) => {
    const { code, severity, location } = diagnostic;
    const at = location && position(location);
    const title = at ? `${code} ${at.line}:${at.column}` : code;
    const message = inOneLine(diagnostic, report.say);
    const place = at ? `${name}:${at.line}:${at.column}` : name;
    const text = xmlText(`${place}: ${message}`);
    const body = countsAsError(severity, report)
      ? `      <failure ${xmlAttributes({ type: code, message })}>${text}</failure>\n`
      : `      <system-out>${text}</system-out>\n`;
    return testcase(name, title, body);
  });
  return {
    name,
    cases: cases.length > 0 ? cases : [testcase(name, 'validate', '')],
    failures: failed.length,
    errors: 0,
  };
}

function testcase(suite: string, name: string, body: string): string {
  const attributes = xmlAttributes({ name, classname: suite });
  return body === ''
    ? `    <testcase ${attributes}/>\n`
    : `    <testcase ${attributes}>\n${body}    </testcase>\n`;
}

function inXml({ name, cases, failures, errors }: Suite): string {
  const attributes = xmlAttributes({ name, tests: cases.length, failures, errors });
  return `  <testsuite ${attributes}>\n${cases.join('')}  </testsuite>\n`;
}
