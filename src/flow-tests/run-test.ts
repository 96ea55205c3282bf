import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { runFlow, type RunOptions, type RunOutcome } from '../engine/run.ts';
import type { RunEvent } from '../engine/run-event.ts';
import type { FaultKind } from '../exchanges/fault.ts';
import type { Plan } from '../flow/plan/plan.ts';
import type { Say } from '../messages/message.ts';
import type { ExchangedRun, ExchangeReport } from '../project/exchanged-run.ts';
import type { FlowTree } from '../project/flow-tree.ts';
import type { RunBasis } from '../project/flow-to-run.ts';
import { UsageError } from '../project/usage-error.ts';
import { planTree } from '../project/plan-tree.ts';
import { Answers } from './answers.ts';
import { checkNames } from './check-names.ts';
import type { Coverage } from './coverage.ts';
import { inTest } from './current-test.ts';
import type { FlowTest } from './flow-test.ts';
import { judge, type Failure } from './judge.ts';
import { Observation } from './observation.ts';
import { driftFailures } from './drift-failures.ts';
import type { PrepareExchanges } from './test-cassettes.ts';
import { forTest, readFlow, unknownModel } from './read-flow.ts';
import type { TestedFlow } from './tested-flow.ts';
import { spiedTypes } from './test-types.ts';

/** Seconds that a test may take where nobody says. */
export const DEFAULT_TIMEOUT = 60;

/** What came of a test. */
export interface TestResult {
  readonly test: FlowTest;
  /** `cancelled`: an interrupt has ended it, or it was not begun. */
  readonly status: 'passed' | 'failed' | 'skipped' | 'cancelled';
  readonly failures: readonly Failure[];
  /** What is wrong with the test or its flow, so that it could not be run. */
  readonly findings: readonly Diagnostic[];
  readonly duration: number;
  /** No report may show these. */
  readonly secrets: readonly string[];
  /** What came of its exchanges with servers; absent where it was not run. */
  readonly exchanges?: ExchangeReport;
  /** Who has answered its requests; absent where it sent none that was let through. */
  readonly answeredBy?: 'servers' | 'cassette';
}

/** What tests are run with. */
export interface TestSurroundings {
  readonly say: Say;
  /** The working directory. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** The model for tests that name none. */
  readonly model: string | undefined;
  /** Seconds. */
  readonly timeout: number | undefined;
  readonly coverage: Coverage;
  /** How tests get at what their exchanges with servers go through. */
  readonly prepare: PrepareExchanges;
}

/** Runs one test. Rejects only with a defect of ours. */
export async function runTest(
  test: FlowTest,
  flow: TestedFlow,
  surroundings: TestSurroundings,
): Promise<TestResult> {
  const since = performance.now();
  const ended = (
    status: TestResult['status'],
    rest: Partial<
      Pick<TestResult, 'failures' | 'findings' | 'secrets' | 'exchanges' | 'answeredBy'>
    > = {},
  ): TestResult => {
    const duration = Math.round((performance.now() - since) * 1000) / 1000;
    return { test, status, failures: [], findings: [], secrets: [], duration, ...rest };
  };
  if (test.skip !== undefined) return ended('skipped');
  if (surroundings.signal.aborted) return ended('cancelled');
  const model = test.model?.value ?? surroundings.model;
  const unknown = unknownModel(test, flow.project);
  if (unknown) return ended('failed', { findings: [unknown] });
  const findings: Diagnostic[] = [];
  const opened = forTest(test, flow.project);
  const preparing = surroundings.prepare(test, opened, (finding) => findings.push(finding));
  const exchanged = await preparing.catch((error: unknown) => [asFailure(test, error)]);
  if (Array.isArray(exchanged)) return ended('failed', { failures: exchanged });
  if (!exchanged) return ended('failed', { findings });
  const read = await readyFlow(test, model, { ...flow, project: exchanged.opened }, surroundings);
  if ('findings' in read) return ended('failed', read);
  const { plan, tree, basis, refused } = read;
  const { secrets } = basis;
  const observation = new Observation(plan);
  const answers = new Answers(test.answers);
  observation.outcome =
    refused ??
    (await exchanged.during(tree, secrets, (through) =>
      run(test, read, { observation, answers, model, through }, surroundings),
    ));
  if (observation.outcome.status === 'cancelled') return ended('cancelled', { secrets });
  const { report: exchanges, failures: drifted } = await finished(test, exchanged);
  const unasked = [...answers.unasked].flatMap(([node, value]) => {
    const given = test.answers.get(node);
    return given ? [{ node, value, location: given.location }] : [];
  });
  // What else is not as expected may follow from an answer that was not there.
  const failures =
    drifted.length > 0 ? drifted : inLineOrder(judge(test.expect, observation, unasked));
  const status = failures.length === 0 ? 'passed' : 'failed';
  const answeredBy = exchanges && whoAnswered(exchanges, observation.requests.length);
  return ended(status, {
    ...{ failures, secrets },
    ...(exchanges && { exchanges }),
    ...(answeredBy && { answeredBy }),
  });
}

/** Faults that strike before a request has left. */
const instead: readonly FaultKind['kind'][] = ['timeout', 'error', 'status'];

function whoAnswered(
  { cassette, struck }: ExchangeReport,
  requests: number,
): TestResult['answeredBy'] {
  const stopped = struck.filter(({ fault }) => instead.includes(fault.kind)).length;
  if (requests <= stopped) return undefined;
  return cassette?.mode === 'replay' ? 'cassette' : 'servers';
}

/** As they stand in the file; of one place as they were found. */
function inLineOrder(failures: readonly Failure[]): Failure[] {
  return failures.toSorted((one, other) => one.location.start - other.location.start);
}

/** A flow that is ready to run, or was refused as `bisheng run` would refuse it. */
interface ReadyFlow {
  readonly tree: FlowTree;
  readonly plan: Plan;
  readonly basis: RunBasis;
  readonly refused?: RunOutcome;
}

/** The flow with the test's parameters, or what keeps it from being run. */
async function readyFlow(
  test: FlowTest,
  model: string | undefined,
  flow: TestedFlow,
  { folder, coverage, say }: TestSurroundings,
): Promise<ReadyFlow | Pick<TestResult, 'findings' | 'secrets'>> {
  const { loaded, basis } = await readFlow(test, model, flow, folder);
  const { secrets } = basis;
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!loaded.tree) return { findings: errors, secrets };
  if (first) {
    // A flow that must be refused is a case to be tested, too.
    if (!test.expect.error) return { findings: errors, secrets };
    const error = { code: first.code, message: say(first.message), node: null };
    const plan = planTree({ ...loaded.tree, flow: { ...loaded.tree.flow, nodes: [], edges: [] } });
    return { tree: loaded.tree, plan, basis, refused: { status: 'failed', outputs: {}, error } };
  }
  const plan = planTree(coverage.watched(loaded.tree));
  const findings: Diagnostic[] = [];
  checkNames(test, plan, (finding) => findings.push(finding));
  if (findings.length > 0) return { findings, secrets };
  coverage.add(plan);
  return { tree: loaded.tree, plan, basis };
}

interface Watching {
  readonly observation: Observation;
  readonly answers: Answers;
  readonly model: string | undefined;
  readonly through: Pick<RunOptions, 'around' | 'hurry'>;
}

function run(
  test: FlowTest,
  { plan, basis }: ReadyFlow,
  { observation, answers, model, through }: Watching,
  { coverage, signal, say, timeout }: TestSurroundings,
): Promise<RunOutcome> {
  const emit = (event: RunEvent): void => {
    observation.see(event);
    coverage.see(plan, event);
  };
  const spy = {
    mocks: test.mocks,
    called: observation.called.bind(observation),
  };
  const current = {
    model,
    prompted: (prompt: (typeof observation.prompts)[number]) =>
      void observation.prompts.push(prompt),
    requested: (request: (typeof observation.requests)[number]) =>
      void observation.requests.push(request),
  };
  return inTest(current, () =>
    runFlow(plan, {
      ...basis,
      ...through,
      types: spiedTypes(basis.types, spy),
      inputs: test.inputs,
      ask: answers.ask,
      emit,
      say,
      signal,
      runId: crypto.randomUUID(),
      timeout: test.timeout ?? timeout ?? DEFAULT_TIMEOUT,
    }),
  );
}

/** Ends a test's exchanges, and says what is wrong with them. */
async function finished(
  test: FlowTest,
  exchanged: ExchangedRun,
): Promise<{ readonly report?: ExchangeReport; readonly failures: readonly Failure[] }> {
  try {
    const report = await exchanged.finish();
    return { report, failures: driftFailures(test, report) };
  } catch (error) {
    return { failures: [asFailure(test, error)] };
  }
}

/** What is wrong with a test's cassette; throws again what is something else. */
function asFailure(test: FlowTest, error: unknown): Failure {
  if (!(error instanceof UsageError)) throw error;
  return { about: '', message: error.text, location: test.location };
}
