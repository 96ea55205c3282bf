import { jsonTests, type TestReport } from '../../reporters/tests/json-tests.ts';
import { junitTests } from '../../reporters/tests/junit-tests.ts';
import type { Terminal } from '../terminal.ts';
import type { TestFormat } from './test-formats.ts';

/** What is to be told where nothing was run. */
export const nothingRun: TestReport = {
  files: [],
  time: 0,
  coverage: undefined,
  leftOut: 0,
  orphans: [],
};

/** The document of the results of tests in a format. */
export function testDocument(
  format: TestFormat,
  report: TestReport,
  { say }: Pick<Terminal, 'say'>,
): string {
  return format === 'json' ? jsonTests(report, say) : junitTests(report, say);
}
