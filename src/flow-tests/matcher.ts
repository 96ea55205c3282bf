import type { Location } from '../diagnostics/diagnostic.ts';
import { ExpressionError, type Scope } from '../flow/expression/expression.ts';
import type { FlowExpression } from '../flow/flow.ts';
import { matchesPattern } from '../flow/parameters/pattern.ts';
import { isObject, isTrue, own, toJson, type Value } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';
import type { SchemaCheck } from './json-schema.ts';

/** One way in which a value is not as a test wants it. */
export interface Mismatch {
  /** Where in the value, from outside to inside; empty for all of it. */
  readonly path: readonly (string | number)[];
  readonly message: Message;
  /** What the test file says. */
  readonly location: Location;
  readonly expected?: Value;
  readonly actual?: Value;
}

/** Looks at a value; `scope` is what expressions see besides `value`. Never throws. */
export type Matcher = (value: Value, scope: Scope) => Mismatch[];

/** Mismatches of one value beyond these help nobody. */
const MOST = 20;

/** Must be the same. */
export function equals(expected: Value, location: Location): Matcher {
  return (actual) => {
    if (isSame(expected, actual)) return [];
    const isText = typeof expected === 'string' && typeof actual === 'string';
    const onlyBreak = isText && expected.trimEnd() === actual.trimEnd();
    const text = message(onlyBreak ? 'test-differs/space' : 'test-differs');
    return [{ path: [], message: text, location, expected, actual }];
  };
}

/** An object of exactly these keys; with `open`, of at least these. */
export function hasFields(
  fields: ReadonlyMap<string, Matcher>,
  open: boolean,
  location: Location,
): Matcher {
  return (actual, scope) => {
    if (!isObject(actual)) return [wrongKind('test-kind/object', location, actual)];
    const found = [...fields].flatMap(([key, matcher]): Mismatch[] => {
      const value = own(actual, key);
      if (value !== undefined) return below(key, matcher(value, scope));
      const known = Object.keys(actual).slice(0, MOST);
      return [{ path: [key], message: message('test-key-missing', { key, known }), location }];
    });
    if (open) return found.slice(0, MOST);
    const extra = Object.entries(actual).flatMap(([key, value]): Mismatch[] =>
      fields.has(key)
        ? []
        : [{ path: [key], message: message('test-key-extra', { key }), location, actual: value }],
    );
    return [...found, ...extra].slice(0, MOST);
  };
}

/** A list of as many items, each as its matcher says. */
export function hasItems(items: readonly Matcher[], location: Location): Matcher {
  return (actual, scope) => {
    if (!Array.isArray(actual)) return [wrongKind('test-kind/list', location, actual)];
    const values = actual as readonly Value[];
    if (values.length !== items.length) {
      const text = message('test-length', { expected: items.length, actual: values.length });
      return [{ path: [], message: text, location, actual }];
    }
    return items
      .flatMap((matcher, n) => below(n, matcher(values[n] ?? null, scope)))
      .slice(0, MOST);
  };
}

/** A list with an item as the matcher says. */
export function hasItem(item: Matcher, location: Location): Matcher {
  return (actual, scope) => {
    const values = Array.isArray(actual) ? (actual as readonly Value[]) : [];
    if (values.some((value) => item(value, scope).length === 0)) return [];
    return [{ path: [], message: message('test-item-missing'), location, actual }];
  };
}

/** A text with the given one in it. */
export function hasText(part: string, location: Location): Matcher {
  return (actual) => {
    if (typeof actual === 'string' && actual.includes(part)) return [];
    return [{ path: [], message: message('test-contains', { part }), location, actual }];
  };
}

/** A text in which a regular expression matches somewhere. */
export function matches(pattern: string, location: Location): Matcher {
  return (actual) => {
    if (typeof actual !== 'string') return [wrongKind('test-kind/text', location, actual)];
    const found = matchesPattern(pattern, actual);
    if (found === true) return [];
    const key = found === undefined ? 'test-matches/slow' : 'test-matches';
    return [{ path: [], message: message(key, { pattern }), location, actual }];
  };
}

/** A value that a JSON Schema allows. */
export function fitsSchema(check: SchemaCheck, location: Location): Matcher {
  return (actual) =>
    check(actual)
      .slice(0, MOST)
      .map(({ path, message: text }) => ({ path, message: text, location, actual }));
}

/** A value for which an expression is true; it is `value` in it. */
export function makesTrue({ expression, tree }: FlowExpression): Matcher {
  const { location } = tree;
  return (actual, scope) => {
    if (!expression) return [];
    const inner: Scope = {
      lookup: (name) => (name === 'value' ? actual : scope.lookup(name)),
      names: () => ['value', ...scope.names()],
    };
    try {
      if (isTrue(expression.evaluate(inner))) return [];
      const text = message('test-expression', { expression: expression.source });
      return [{ path: [], message: text, location, actual }];
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return [{ path: [], message: error.problem.message, location }];
    }
  };
}

/** A value that is not as the matcher says. */
export function isNot(matcher: Matcher, location: Location): Matcher {
  return (actual, scope) =>
    matcher(actual, scope).length > 0
      ? []
      : [{ path: [], message: message('test-not'), location, actual }];
}

/** As all matchers say. */
export function all(matchers: readonly Matcher[]): Matcher {
  const [only, ...others] = matchers;
  if (only && others.length === 0) return only;
  return (actual, scope) => matchers.flatMap((matcher) => matcher(actual, scope));
}

function below(key: string | number, found: readonly Mismatch[]): Mismatch[] {
  return found.map((mismatch) => ({ ...mismatch, path: [key, ...mismatch.path] }));
}

function wrongKind(
  key: 'test-kind/object' | 'test-kind/list' | 'test-kind/text',
  location: Location,
  actual: Value,
): Mismatch {
  return { path: [], message: message(key), location, actual };
}

/** Whether two values are the same; keys of objects have no order, and a number is one however it is kept. */
export function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    return typeof a !== 'object' && typeof b !== 'object' && toJson(a) === toJson(b);
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const [one, other] = [a as readonly Value[], b as readonly Value[]];
    return one.length === other.length && one.every((item, n) => isSame(item, other[n] ?? null));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key] ?? null, b[key] ?? null))
  );
}
