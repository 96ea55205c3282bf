import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { TestFile } from './flow-test.ts';
import { runTest, type TestResult, type TestSurroundings } from './run-test.ts';
import type { TestedFlow } from './tested-flow.ts';

/** A file of tests with all that is needed to run them, or what is wrong with it. */
export interface OpenedTests {
  /** The file as the user would write it. */
  readonly shown: string;
  /** Absent where there is nothing to run. */
  readonly file?: TestFile;
  readonly flow?: TestedFlow;
  /** What is wrong with the file; with an error, none of its tests is run. */
  readonly findings: readonly Diagnostic[];
}

/** What came of the tests of a file, in its order. */
export interface FileResult extends OpenedTests {
  readonly results: readonly TestResult[];
}

export interface RunTestsOptions extends TestSurroundings {
  /** How many tests run at the same time; at least 1. */
  readonly jobs: number;
  /** Ends with the first test that fails. */
  readonly bail: boolean;
  /** Told of each file when all its tests have ended, in the order of the files. */
  readonly ended: (result: FileResult) => void;
}

/** Runs the tests of files, several at a time. Rejects only with a defect of ours. */
export async function runTests(
  files: readonly OpenedTests[],
  options: RunTestsOptions,
): Promise<FileResult[]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const results = files.map((file): { file: OpenedTests; results: TestResult[]; left: number } => ({
    file,
    results: [],
    left: isRunnable(file) ? file.file.tests.length : 0,
  }));
  const queue = results.flatMap((entry) =>
    isRunnable(entry.file) ? entry.file.file.tests.map((test, n) => ({ test, n, entry })) : [],
  );
  let next = 0;
  let told = 0;
  const tell = (): void => {
    for (let entry = results[told]; entry?.left === 0; entry = results[++told]) {
      options.ended({ ...entry.file, results: entry.results });
    }
  };
  const worker = async (): Promise<void> => {
    for (let job = queue[next++]; job; job = queue[next++]) {
      const { test, n, entry } = job;
      if (!isRunnable(entry.file)) continue;
      const result = await runTest(test, entry.file.flow, { ...options, signal });
      entry.results[n] = result;
      entry.left--;
      if (options.bail && result.status === 'failed') stop.abort();
      tell();
    }
  };
  tell();
  await Promise.all(Array.from({ length: Math.min(options.jobs, queue.length) }, worker));
  return results.map(({ file, results: own }) => ({ ...file, results: own }));
}

function isRunnable(
  opened: OpenedTests,
): opened is OpenedTests & Required<Pick<OpenedTests, 'file' | 'flow'>> {
  const isWrong = opened.findings.some(({ severity }) => severity === 'error');
  return opened.file !== undefined && opened.flow !== undefined && !isWrong;
}
