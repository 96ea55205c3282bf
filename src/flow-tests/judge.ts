import type { Location } from '../diagnostics/diagnostic.ts';
import { ExpressionError, type Scope } from '../flow/expression/expression.ts';
import { placeIn } from '../flow/tree.ts';
import { isTrue, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';
import type { CallExpectation, Expectation, Named } from './flow-test.ts';
import type { Matcher, Mismatch } from './matcher.ts';
import type { Observation } from './observation.ts';

/** One expectation that a run has not met. */
export interface Failure {
  /** What was looked at, as a person would write it: `output.items[2]`. Empty where the message says it. */
  readonly about: string;
  readonly message: Message;
  /** What the test file says. */
  readonly location: Location;
  readonly expected?: Value;
  readonly actual?: Value;
  readonly hint?: Message;
  /** Of a failure that has one: its message is a sentence of its own, not one about `about`. */
  readonly code?: string;
}

/** All that is not as a test expects; `unasked`: answers that nobody has asked for. */
export function judge(
  expect: Expectation,
  seen: Observation,
  unasked: readonly (Named<number> & { readonly node: string })[],
): Failure[] {
  const status = statusFailures(expect, seen);
  // What else is missing then only follows from it.
  if (status.length > 0) return status;
  const scope = scopeOf(seen);
  const { ran, skipped, warnings } = expect;
  return [
    ...errorFailures(expect, seen, scope),
    ...outputFailures(expect, seen, scope),
    ...ran
      .filter(({ value }) => !seen.started.has(value))
      .map(({ value: node, location }) => said('test-ran', { node }, location)),
    ...skipped
      .filter(({ value }) => seen.started.has(value))
      .map(({ value: node, location }) => said('test-skipped', { node }, location)),
    ...routeFailures(expect, seen),
    ...nodeFailures(expect, seen, scope),
    ...callFailures(expect, seen, scope),
    ...warnings
      .filter(({ value }) => !seen.warnings.includes(value))
      .map(({ value: code, location }) => warningFailure(code, seen.warnings, location)),
    ...unasked.map(({ node, value: n, location }) => said('test-unasked', { node, n }, location)),
    ...expressionFailures(expect, scope),
  ];
}

function said(
  key: Parameters<typeof message>[0],
  values: Readonly<Record<string, string | number>>,
  location: Location,
): Failure {
  return { about: '', message: message(key, values), location };
}

function statusFailures({ status }: Expectation, { outcome, questions }: Observation): Failure[] {
  const { value: expected, location } = status;
  if (outcome.status === expected) return [];
  const values = { expected, actual: outcome.status };
  const failures = [said('test-status/differs', values, location)];
  const { error } = outcome;
  if (error && outcome.status === 'failed') {
    const { code, message: text } = error;
    failures.push({
      ...said('test-status/error-is', { code, text }, location),
      about: error.node ?? '',
    });
  }
  for (const { node, prompt } of questions) {
    const hint = message('test-status/asks-hint');
    failures.push({ ...said('test-status/asks', { node, prompt }, location), hint });
  }
  return failures;
}

function errorFailures({ error }: Expectation, { outcome }: Observation, scope: Scope): Failure[] {
  if (!error) return [];
  const { code = '', message: text = '', node = null } = outcome.error ?? {};
  const facts = objectOf(Object.entries({ code, message: text, node }));
  return [...error].flatMap(([fact, matcher]) =>
    failuresOf(`error.${fact}`, matcher(own(facts, fact) ?? null, scope)),
  );
}

function outputFailures(
  { output, outputs, status }: Expectation,
  seen: Observation,
  scope: Scope,
): Failure[] {
  if (status.value !== 'succeeded') return [];
  const all = seen.outcome.outputs;
  return [
    ...(output ? failuresOf('output', output(seen.output, scope)) : []),
    ...[...outputs].flatMap(([name, { value: matcher, location }]) =>
      namedFailures('outputs', all, name, matcher, location, scope),
    ),
  ];
}

/** What is wrong with one of several values. */
function namedFailures(
  about: string,
  values: ValueObject,
  name: string,
  matcher: Matcher,
  location: Location,
  scope: Scope,
): Failure[] {
  const value = own(values, name);
  const path = `${about}${step(name)}`;
  if (value !== undefined) return failuresOf(path, matcher(value, scope));
  const known = Object.keys(values).slice(0, 20);
  return [{ about: path, message: message('test-key-missing', { key: name, known }), location }];
}

function routeFailures({ route }: Expectation, { routes }: Observation): Failure[] {
  return [...route].flatMap(([node, { value: arms, location }]): Failure[] => {
    const expected = arms.join(' → ');
    const taken = routes.get(node);
    if (!taken) return [said('test-route/nowhere', { node, expected }, location)];
    const isSo = taken.length === arms.length && taken.every((arm, n) => arm === arms[n]);
    const actual = taken.join(' → ');
    return isSo ? [] : [said('test-route/differs', { node, expected, actual }, location)];
  });
}

function nodeFailures({ nodes }: Expectation, seen: Observation, scope: Scope): Failure[] {
  return [...nodes].flatMap(([node, { value: expected, location }]) => {
    const outputs = seen.outputs.get(node);
    if (!outputs) return [said('test-node-silent', { node }, location)];
    return [...expected].flatMap(([name, inner]) =>
      namedFailures(node, outputs, name, inner.value, inner.location, scope),
    );
  });
}

function callFailures(
  { calls, prompts, requests }: Expectation,
  seen: Observation,
  scope: Scope,
): Failure[] {
  const of = (
    expected: Named<CallExpectation> | undefined,
    all: readonly ValueObject[],
    about: string,
    what: Message,
  ): Failure[] => (expected ? calledFailures(expected, all, about, what, scope) : []);
  return [
    ...[...calls].flatMap(([node, expected]) => {
      const what = message('test-called/node', { node });
      return of(expected, seen.calls.get(node) ?? [], `calls.${node}`, what);
    }),
    ...of(prompts, seen.prompts, 'prompts', message('test-called/prompts')),
    ...of(requests, seen.requests, 'requests', message('test-called/requests')),
  ];
}

function calledFailures(
  { value: { count, each, some }, location }: Named<CallExpectation>,
  all: readonly ValueObject[],
  about: string,
  what: Message,
  scope: Scope,
): Failure[] {
  const expected = count ?? each?.length;
  if (expected !== undefined && expected !== all.length) {
    const values = { what, expected, actual: all.length };
    return [{ about: '', message: message('test-called', values), location }];
  }
  if (each) {
    return each.flatMap((matcher, n) =>
      failuresOf(`${about}[${n}]`, matcher(all[n] ?? null, scope)),
    );
  }
  const [last] = all.slice(-1);
  if (!some || all.some((call) => some(call, scope).length === 0)) return [];
  const key = last ? 'test-call-missing' : 'test-call-missing/none';
  const missing = { about: '', message: message(key, { what, n: all.length }), location };
  // Of one call it can be told what is wrong with it.
  return last && all.length === 1
    ? [missing, ...failuresOf(`${about}[0]`, some(last, scope))]
    : [missing];
}

function warningFailure(code: string, known: readonly string[], location: Location): Failure {
  const text =
    known.length === 0
      ? message('test-warning', { code })
      : message('test-warning/some', { code, known: [...new Set(known)] });
  return { about: '', message: text, location };
}

function expressionFailures({ expressions }: Expectation, scope: Scope): Failure[] {
  return expressions.flatMap(({ expression, tree }): Failure[] => {
    if (!expression) return [];
    const { source } = expression;
    try {
      if (isTrue(expression.evaluate(scope))) return [];
      return [said('test-expression/false', { expression: source }, tree.location)];
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const { message: text, hint, start, end } = error.problem;
      const location = placeIn(tree, start, end);
      return [{ about: '', message: text, location, ...(hint && { hint }) }];
    }
  });
}

/** What expressions see: `output`, `outputs`, `error`, `nodes`, what the flow returns by name, and nodes by id. */
function scopeOf(seen: Observation): Scope {
  const { outcome } = seen;
  const { code = '', message: text = '', node = null } = outcome.error ?? {};
  const nodes = objectOf([...seen.outputs]);
  const values = objectOf([
    ...Object.entries(nodes),
    ...Object.entries(outcome.outputs),
    ['output', seen.output],
    ['outputs', outcome.outputs],
    ['error', outcome.error && objectOf(Object.entries({ code, message: text, node }))],
    ['nodes', nodes],
  ]);
  return { lookup: (name) => own(values, name), names: () => Object.keys(values) };
}

function failuresOf(about: string, mismatches: readonly Mismatch[]): Failure[] {
  return mismatches.map(({ path, ...mismatch }) => ({
    ...mismatch,
    about: about + path.map(step).join(''),
  }));
}

/** A step into a value as an expression writes it. */
function step(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
