import type { Diagnostic, Location, Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { Fields } from '../flow/parse/fields.ts';
import { readTree } from '../flow/read/read.ts';
import { entry, keyText, objectValueOf, valueOf, type Tree } from '../flow/tree.ts';
import { objectOf, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { FlowTest, TestFile } from './flow-test.ts';
import { namedEntries, readExpectation } from './read-expectation.ts';
import { textOf } from './text-of.ts';
import { MatcherReader } from './read-matcher.ts';
import { readMock, type Mock } from './read-mock.ts';

/** What a file can say for all its tests, and a test for itself. */
const commonKeys = ['params', 'env', 'model', 'mocks', 'timeout'] as const;
export const fileKeys = ['flow', 'description', ...commonKeys, 'tests'] as const;
export const testKeys = [
  ...['name', 'description', 'input', 'inputs', 'answers', 'skip', 'expect'],
  ...commonKeys,
] as const;

/** Keys that are merged: the test's come before the file's. */
type Common = Pick<FlowTest, 'parameters' | 'environment' | 'model' | 'mocks' | 'timeout'>;

/**
 * Reads a file of tests. What is wrong with it is reported; where that is an error, its tests must not be run. Undefined
 * where there is nothing to read. `ownFlow` is the flow that the file's name says: `greet.yaml` for `greet.test.yaml`.
 */
export async function readTests(
  source: SourceFile,
  { absolute, ownFlow }: { readonly absolute: string; readonly ownFlow: string },
  tell: Report,
): Promise<TestFile | undefined> {
  // What a test says in vain, it does not check: a mistyped key is more than doubtful here.
  const report: Report = (finding) =>
    tell(finding.code === 'key-unknown' ? { ...finding, severity: 'error' } : finding);
  const tree = readTree(source, report);
  if (!tree) return undefined;
  if (tree.kind !== 'map') {
    report(problem('tests-missing', tree.location));
    return undefined;
  }
  const fields = new Fields(tree, report);
  fields.warnUnknown(fileKeys, 'key-unknown/tests');
  const list = fields.list('tests');
  if (!list || list.items.length === 0) {
    if (list ?? !fields.tree('tests'))
      report(problem('tests-missing', list?.location ?? tree.location));
    return undefined;
  }
  const compile = source.text.includes('schema')
    ? (await import('./json-schema.ts')).compileSchema
    : undefined;
  const reading = { report, matchers: new MatcherReader(report, compile) };
  const common = readCommon(fields, reading);
  const flow = fields.text('flow');
  const tests = list.items.flatMap((item) => readTest(item, common, reading) ?? []);
  reportTwice(tests, report);
  const start = tree.location.start;
  return {
    source,
    absolute,
    flow: flow
      ? { path: String(flow.value), location: flow.location }
      : { path: ownFlow, location: { file: source, start, end: start } },
    tests,
  };
}

interface Reading {
  readonly report: Report;
  readonly matchers: MatcherReader;
}

function readTest(tree: Tree, common: Common, reading: Reading): FlowTest | undefined {
  const { report } = reading;
  if (tree.kind !== 'map') {
    if (tree.kind !== 'unknown') report(problem('test-not-a-map', tree.location));
    return undefined;
  }
  const fields = new Fields(tree, report);
  fields.warnUnknown(testKeys, 'key-unknown/test');
  const name = fields.text('name');
  if (!name || String(name.value).trim() === '') {
    report(problem('test-name-missing', name?.location ?? tree.location));
    return undefined;
  }
  const own = readCommon(fields, reading);
  const skip = fields.tree('skip');
  const answers = fields.object('answers');
  return {
    name: String(name.value),
    location: name.location,
    inputs: readInputs(fields, report),
    parameters: new Map([...common.parameters, ...own.parameters]),
    environment: { ...common.environment, ...own.environment },
    model: own.model ?? common.model,
    mocks: new Map([...common.mocks, ...own.mocks]),
    answers: namedEntries(answers, (value) =>
      value.kind === 'list' ? value.items.map(valueOf) : [valueOf(value)],
    ),
    timeout: own.timeout ?? common.timeout,
    skip: skip && readSkip(valueOf(skip)),
    expect: readExpectation(fields, name.location, reading.matchers, report),
  };
}

function readSkip(value: Value): string | undefined {
  return value === false || value === null ? undefined : value === true ? '' : textOf(value);
}

function readCommon(fields: Fields, { report }: Reading): Common {
  const parameters = fields.object('params');
  const env = fields.object('env');
  const model = fields.text('model');
  const timeout = fields.number('timeout', 0.001, Infinity, 'kind/seconds');
  return {
    parameters: new Map(
      (parameters?.entries ?? []).map(({ key, value }) => [
        keyText(key),
        {
          value: valueOf(value),
          typed: true,
          location: value.location,
          nameLocation: key.location,
        },
      ]),
    ),
    environment: Object.fromEntries(
      (env?.entries ?? []).map(({ key, value }) => [keyText(key), textOf(valueOf(value))]),
    ),
    model: model && { value: String(model.value), location: model.location },
    mocks: namedEntries(fields.object('mocks'), (value): Mock => readMock(value, report)),
    timeout,
  };
}

/** `input` is the text (or whatever) of that name; `inputs` are named ones. */
function readInputs(fields: Fields, report: Report): FlowTest['inputs'] {
  const named = fields.object('inputs');
  const input = entry(fields.map, 'input');
  const twice = input && named && entry(named, 'input');
  if (twice) {
    report({
      severity: 'error',
      code: 'test-input-twice',
      message: message('test-input-twice'),
      location: twice.key.location,
    });
  }
  return objectOf([
    ...Object.entries(named ? objectValueOf(named) : {}),
    ...(input ? [['input', valueOf(input.value)] as const] : []),
  ]);
}

function reportTwice(tests: readonly FlowTest[], report: Report): void {
  const first = new Map<string, FlowTest>();
  for (const test of tests) {
    const other = first.get(test.name);
    if (!other) {
      first.set(test.name, test);
      continue;
    }
    report({
      severity: 'error',
      code: 'test-name-duplicate',
      message: message('test-name-duplicate', { name: test.name }),
      location: test.location,
      related: [{ message: message('test-name-duplicate/first'), location: other.location }],
    });
  }
}

function problem(
  code: 'tests-missing' | 'test-not-a-map' | 'test-name-missing',
  location: Location,
): Diagnostic {
  return {
    severity: 'error',
    code,
    message: message(code),
    location,
    hint: message(`${code}/hint`),
  };
}
