import type { Location, Report } from '../diagnostics/diagnostic.ts';
import { nearestOrPart } from '../diagnostics/nearest.ts';
import type { FlowExpression } from '../flow/flow.ts';
import { Fields } from '../flow/parse/fields.ts';
import { parseExpressionField } from '../flow/parse/parse-expression-field.ts';
import { keyText, valueOf, type MapTree, type Tree } from '../flow/tree.ts';
import { message } from '../messages/message.ts';
import {
  runStatuses,
  type CallExpectation,
  type ExpectedStatus,
  type Expectation,
  type Named,
} from './flow-test.ts';
import { hasFields, type Matcher } from './matcher.ts';
import { DEFAULT_ARM } from './observation.ts';
import { matcherKeys, type MatcherReader } from './read-matcher.ts';
import { textOf } from './text-of.ts';

export const expectationKeys = [
  ...['status', 'error', 'output', 'outputs', 'ran', 'skipped', 'route', 'nodes'],
  ...['calls', 'prompts', 'requests', 'warnings', 'expression'],
] as const;
export const callKeys = ['count', 'with'] as const;

/** Reads `expect` of a test; without it, the run must merely succeed. `location`: where the test's name stands. */
export function readExpectation(
  test: Fields,
  location: Location,
  matchers: MatcherReader,
  report: Report,
): Expectation {
  const map = test.object('expect') ?? emptyMap(location);
  const fields = new Fields(map, report);
  fields.warnUnknown(expectationKeys, 'key-unknown/expect');
  const error = fields.tree('error');
  const output = fields.tree('output');
  const prompts = fields.tree('prompts');
  const requests = fields.tree('requests');
  const expression = fields.tree('expression');
  const calls =
    (main?: string) =>
    (tree: Tree): CallExpectation =>
      readCalls(tree, main, matchers, report);
  const named = <T>(name: string, read: (value: Tree) => T): ReadonlyMap<string, Named<T>> =>
    namedEntries(fields.object(name), read);
  return {
    status: readStatus(fields, error !== undefined, location, report),
    error: error && readError(error, matchers),
    output: output && matchers.read(output),
    outputs: named('outputs', (value) => matchers.read(value)),
    ran: names(fields.tree('ran')),
    skipped: names(fields.tree('skipped')),
    route: named('route', (value) => names(value).map((arm) => arm.value)),
    nodes: named('nodes', (value) =>
      namedEntries(value.kind === 'map' ? value : undefined, (inner) => matchers.read(inner)),
    ),
    calls: named('calls', calls()),
    prompts: prompts && { value: calls('prompt')(prompts), location: prompts.location },
    requests: requests && { value: calls('url')(requests), location: requests.location },
    warnings: names(fields.tree('warnings')),
    expressions: expression ? readExpressions(expression, report) : [],
  };
}

function emptyMap(location: Location): MapTree {
  return { kind: 'map', entries: [], location };
}

function readStatus(
  fields: Fields,
  hasError: boolean,
  test: Location,
  report: Report,
): Named<ExpectedStatus> {
  const tree = fields.text('status');
  const implied = hasError ? 'failed' : 'succeeded';
  if (!tree) return { value: implied, location: fields.tree('error')?.location ?? test };
  const given = String(tree.value);
  const status = runStatuses.find((known) => known === given);
  if (!status) {
    const near = nearestOrPart(given, runStatuses);
    report({
      severity: 'error',
      code: 'test-expectation',
      message: message('test-status', { value: given }),
      location: tree.location,
      hint: near
        ? message('did-you-mean', { name: near })
        : message('test-status/hint', { known: runStatuses }),
    });
  } else if (hasError && status !== 'failed') {
    report({
      severity: 'error',
      code: 'test-expectation',
      message: message('test-status/error', { value: given }),
      location: tree.location,
    });
  }
  return { value: status ?? implied, location: tree.location };
}

/** A code alone, or matchers of `code`, `message`, `node`. */
function readError(tree: Tree, matchers: MatcherReader): ReadonlyMap<string, Matcher> {
  const isFacts =
    tree.kind === 'map' &&
    tree.entries.some(({ key }) => !(matcherKeys as readonly string[]).includes(keyText(key)));
  if (!isFacts) return new Map([['code', matchers.read(tree)]]);
  return new Map(tree.entries.map(({ key, value }) => [keyText(key), matchers.read(value)]));
}

/**
 * How often (a number), each call (a list), or `count` and what some call is like (`with`). `main` is the fact of a call
 * that is meant where only one is told.
 */
function readCalls(
  tree: Tree,
  main: string | undefined,
  matchers: MatcherReader,
  report: Report,
): CallExpectation {
  const wrong = (): CallExpectation => {
    report({
      severity: 'error',
      code: 'test-expectation',
      message: message('test-calls'),
      location: tree.location,
      hint: message('test-calls/hint'),
    });
    return { count: undefined, each: undefined, some: undefined };
  };
  if (tree.kind === 'list') {
    const each = tree.items.map((item) => callMatcher(item, main, matchers));
    return { count: undefined, each, some: undefined };
  }
  if (tree.kind !== 'map') {
    const count = countOf(tree);
    return count === undefined ? wrong() : { count, each: undefined, some: undefined };
  }
  const fields = new Fields(tree, report);
  fields.warnUnknown(callKeys, 'key-unknown/calls');
  const count = fields.integer('count', 0);
  const some = fields.tree('with');
  return { count, each: undefined, some: some && callMatcher(some, main, matchers) };
}

function countOf(tree: Tree): number | undefined {
  const value = valueOf(tree);
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** Of a call's inputs only those that are named are looked at. */
function callMatcher(tree: Tree, main: string | undefined, matchers: MatcherReader): Matcher {
  const isPart =
    tree.kind === 'map' &&
    !tree.entries.every(({ key }) => (matcherKeys as readonly string[]).includes(keyText(key)));
  if (!isPart) {
    const matcher = matchers.read(tree);
    return main === undefined
      ? matcher
      : hasFields(new Map([[main, matcher]]), true, tree.location);
  }
  const fields = tree.entries.map(
    ({ key, value }) => [keyText(key), matchers.read(value)] as const,
  );
  return hasFields(new Map(fields), true, tree.location);
}

function readExpressions(tree: Tree, report: Report): FlowExpression[] {
  const list = tree.kind === 'list' ? tree.items : [tree];
  return list.map((item) => parseExpressionField(item, report));
}

/** A name or a list of names. */
function names(tree: Tree | undefined): Named<string>[] {
  if (!tree) return [];
  const list = tree.kind === 'list' ? tree.items : [tree];
  return list.map((item) => {
    const value = valueOf(item);
    return { value: value === null ? DEFAULT_ARM : textOf(value), location: item.location };
  });
}

/** A map's values by name, each with the place of its name. */
export function namedEntries<T>(
  map: MapTree | undefined,
  read: (value: Tree) => T,
): ReadonlyMap<string, Named<T>> {
  return new Map(
    (map?.entries ?? []).map(({ key, value }) => [
      keyText(key),
      { value: read(value), location: key.location },
    ]),
  );
}
