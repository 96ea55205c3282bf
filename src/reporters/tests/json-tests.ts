import { position } from '../../diagnostics/code-frame.ts';
import { inSourceOrder, type Location } from '../../diagnostics/diagnostic.ts';
import { SecretMask } from '../../engine/secrets.ts';
import type { FlowCoverage, Share } from '../../flow-tests/coverage.ts';
import { percentOf, shareOf } from '../../flow-tests/coverage.ts';
import type { Failure } from '../../flow-tests/judge.ts';
import type { TestResult } from '../../flow-tests/run-test.ts';
import type { FileResult } from '../../flow-tests/run-tests.ts';
import { isObject, objectOf, toJson, type Value, type ValueObject } from '../../flow/value.ts';
import type { Say } from '../../messages/message.ts';
import type { CheckProblem } from '../diagnostics/check-report.ts';
import { findingJson } from '../diagnostics/json-diagnostics.ts';
import { unbroken } from '../text/json-chunks.ts';

export interface TestReport {
  readonly files: readonly FileResult[];
  /** Milliseconds. */
  readonly time: number;
  readonly coverage: readonly FlowCoverage[] | undefined;
  /** How many files and folders a .bishengignore leaves out. */
  readonly leftOut: number;
  /** Cassettes of no test. */
  readonly orphans: readonly string[];
  /** Why there are no results: a document is owed even then. */
  readonly problem?: CheckProblem | undefined;
}

/** The JSON document of `bisheng test --format json`, ended by a line break. */
export function jsonTests(report: TestReport, say: Say): string {
  const { files, time, coverage, leftOut, orphans, problem } = report;
  const results = files.flatMap((file) => file.results);
  const how = (status: TestResult['status']): number =>
    results.filter((result) => result.status === status).length;
  const document = objectOf([
    ['format_version', 1],
    ['passed', how('passed')],
    ['failed', how('failed')],
    ['skipped', how('skipped')],
    ['cancelled', how('cancelled')],
    ['duration_ms', Math.round(time)],
    ['files', files.map((file) => fileJson(file, say))],
    ['coverage', coverage ? coverageJson(coverage) : null],
    ['left_out', leftOut],
    ['orphaned_cassettes', orphans],
    ['error', problem ? problemJson(problem) : null],
  ]);
  return `${unbroken(toJson(document, 2))}\n`;
}

function problemJson({ kind, text, hint }: CheckProblem): ValueObject {
  return objectOf(Object.entries({ code: kind, message: text, hint: hint ?? null }));
}

function fileJson({ shown, flow, findings, results }: FileResult, say: Say): ValueObject {
  const source = flow && 'source' in flow.decoded ? flow.decoded.source.path : null;
  const all = inSourceOrder([...findings, ...results.flatMap((result) => result.findings)]);
  return objectOf([
    ['file', shown],
    ['flow', source],
    ['diagnostics', all.map((finding) => findingJson(finding, say))],
    ['tests', results.map((result) => testJson(result, say))],
  ]);
}

function testJson(
  { test, status, duration, failures, secrets, answeredBy }: TestResult,
  say: Say,
): ValueObject {
  const mask = new SecretMask(secrets);
  return objectOf([
    ['name', test.name],
    ['status', status],
    ...placeOf(test.location),
    ['duration_ms', duration],
    ['skip_reason', test.skip ?? null],
    ['answered_by', answeredBy ?? null],
    ['failures', failures.map((failure) => failureJson(failure, mask, say))],
  ]);
}

function failureJson(failure: Failure, mask: SecretMask, say: Say): ValueObject {
  const { about, message: text, location, expected, actual, hint } = failure;
  return objectOf([
    ['about', about === '' ? null : about],
    ['message', mask.text(say(text))],
    ['file', location.file.path],
    ...placeOf(location),
    ...(expected === undefined ? [] : [['expected', masked(expected, mask)] as const]),
    ...(actual === undefined ? [] : [['actual', masked(actual, mask)] as const]),
    ['hint', hint ? say(hint) : null],
  ]);
}

function placeOf(location: Location): [string, Value][] {
  const { line, column } = position(location);
  return [
    ['line', line],
    ['column', column],
  ];
}

function masked(value: Value, mask: SecretMask): Value {
  if (typeof value === 'string') return mask.text(value);
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => masked(item, mask));
  if (!isObject(value)) return value;
  return objectOf(Object.entries(value).map(([key, inner]) => [key, masked(inner, mask)]));
}

function coverageJson(flows: readonly FlowCoverage[]): ValueObject {
  const shares = (of: readonly FlowCoverage[]): [string, Value][] => [
    ['percent', percentOf(shareOf(of))],
    ['nodes', shareJson(shareOf(of, 'node'))],
    ['arms', shareJson(shareOf(of, 'arm'))],
    ['loop_exits', shareJson(shareOf(of, 'exit'))],
  ];
  const files = flows.map((flow) => {
    const missed = flow.items.filter(({ reached }) => !reached);
    return objectOf([
      ['file', flow.file],
      ...shares([flow]),
      [
        'missed',
        missed.map(({ kind, name, location }) =>
          objectOf([['kind', kind], ['name', name], ...placeOf(location)]),
        ),
      ],
    ]);
  });
  return objectOf([...shares(flows), ['flows', files]]);
}

function shareJson({ reached, total }: Share): ValueObject {
  return objectOf(Object.entries({ reached, total }));
}
