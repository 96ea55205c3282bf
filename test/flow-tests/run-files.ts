import { createExchanges } from '../../src/exchanges/exchanges.ts';
import { Coverage } from '../../src/flow-tests/coverage.ts';
import { modelsInTests, tellRequests } from '../../src/flow-tests/current-test.ts';
import { findTests } from '../../src/flow-tests/find-tests.ts';
import { runTests, type FileResult } from '../../src/flow-tests/run-tests.ts';
import { testCassettes } from '../../src/flow-tests/test-cassettes.ts';
import { sayIn } from '../../src/messages/message.ts';
import { Projects } from '../../src/project/projects.ts';
import { folderWith } from '../e2e/bisheng.ts';

export const say = sayIn('en');

export interface Ran {
  readonly files: readonly FileResult[];
  readonly coverage: Coverage;
  /** By test: `passed`, or what is wrong with it, each as `about message`. */
  readonly outcome: Readonly<Record<string, string | readonly string[]>>;
}

/** Runs all tests among some files in a folder of their own, on the real way. */
export async function runFiles(
  files: Readonly<Record<string, string>>,
  options: { readonly jobs?: number; readonly bail?: boolean; readonly signal?: AbortSignal } = {},
): Promise<Ran> {
  const { path: folder } = await folderWith({ 'bisheng.yaml': '', ...files });
  const exchanges = createExchanges();
  const projects = new Projects(
    { folder, environment: {} },
    { intercept: tellRequests, models: modelsInTests, exchanges },
  );
  const coverage = new Coverage();
  try {
    const found = await findTests([], folder, { projects, folder, language: 'en' });
    const all = found.files.flatMap(({ file }) => file ?? []);
    const results = await runTests(found.files, {
      ...{ say, folder, coverage, model: undefined, timeout: undefined },
      signal: options.signal ?? new AbortController().signal,
      jobs: options.jobs ?? 1,
      bail: options.bail ?? false,
      prepare: testCassettes(all, { mode: undefined, faults: undefined }, exchanges, folder),
      ended: () => undefined,
    });
    return { files: results, coverage, outcome: outcomeOf(results) };
  } finally {
    await projects.close();
  }
}

function outcomeOf(files: readonly FileResult[]): Ran['outcome'] {
  const all = files.flatMap(({ results }) => results);
  return Object.fromEntries(
    all.map(({ test, status, failures, findings }) => [
      test.name,
      status === 'failed'
        ? [
            ...findings.map(({ code, message }) => `${code}: ${say(message)}`),
            ...failures.map(({ about, message }) => `${about} ${say(message)}`.trim()),
          ]
        : status,
    ]),
  );
}

/** A flow with a router between a question's analysis and two answers. */
export const greet = `nodes:
  - {id: input, type: InputNode}
  - {id: mood, type: TextAnalyzer, config: {analysis_type: [sentiment, language]}}
  - id: router
    type: ConditionalRouter
    config:
      conditions: [{name: happy, expression: sentiment_score > 0.7, next_node: thanks}]
      default_node: sorry
  - {id: thanks, type: Transform, config: {template: "Thank you! ({language})"}}
  - {id: sorry, type: Transform, config: {template: "We are sorry. ({language})"}}
edges:
  - {from: input, to: mood}
  - {from: mood, to: router}
`;
