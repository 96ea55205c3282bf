import { isObject, own, toJson, type Value, type ValueObject } from '../flow/value.ts';

/** Two values that differ, and where; null stands for what is not there. */
export interface ValueChange {
  readonly path: readonly string[];
  readonly before: Value;
  readonly after: Value;
  /** The same items in another order: their names. */
  readonly reordered?: true;
}

/** Whether two single values, texts or numbers, mean the same at a place. */
export type SameScalar = (
  before: Value,
  after: Value,
  path: readonly (string | number)[],
) => boolean;

/**
 * Where two objects differ. Lists of objects that all have a `name`, such as a router's conditions, are compared by these
 * names; other lists item by item where they are equally long, else as a whole.
 */
export function valueChanges(
  before: ValueObject,
  after: ValueObject,
  same: SameScalar,
): ValueChange[] {
  const changes: ValueChange[] = [];
  compareObjects(before, after, [], [], { same, changes });
  return changes;
}

interface Comparing {
  readonly same: SameScalar;
  readonly changes: ValueChange[];
}
type Steps = readonly (string | number)[];

/** `path` is for people, `steps` is the way in the value itself. */
function compare(a: Value, b: Value, path: readonly string[], steps: Steps, to: Comparing): void {
  if (isObject(a) && isObject(b)) {
    compareObjects(a, b, path, steps, to);
  } else if (Array.isArray(a) && Array.isArray(b)) {
    compareLists(a as readonly Value[], b as readonly Value[], path, steps, to);
  } else if (!sameScalars(a, b, steps, to.same)) {
    to.changes.push({ path, before: a, after: b });
  }
}

function sameScalars(a: Value, b: Value, steps: Steps, same: SameScalar): boolean {
  if (typeof a === 'object' || typeof b === 'object') return a === b;
  return a === b || same(a, b, steps);
}

function compareObjects(
  a: ValueObject,
  b: ValueObject,
  path: readonly string[],
  steps: Steps,
  to: Comparing,
): void {
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    // A key without a value says nothing.
    const [before, after] = [own(a, key) ?? null, own(b, key) ?? null];
    compare(before, after, [...path, key], [...steps, key], to);
  }
}

function compareLists(
  a: readonly Value[],
  b: readonly Value[],
  path: readonly string[],
  steps: Steps,
  to: Comparing,
): void {
  const [before, after] = [byName(a), byName(b)];
  if (before && after) return compareNamed(before, after, path, steps, to);
  if (a.length === b.length && [...a, ...b].some((item) => typeof item === 'object')) {
    a.forEach((item, n) => compare(item, b[n] ?? null, [...path, String(n)], [...steps, n], to));
    return;
  }
  const inner: Comparing = { same: to.same, changes: [] };
  a.forEach((item, n) => compare(item, b[n] ?? null, path, [...steps, n], inner));
  if (a.length !== b.length || inner.changes.length > 0)
    to.changes.push({ path, before: a, after: b });
}

function compareNamed(
  before: ReadonlyMap<string, ValueObject>,
  after: ReadonlyMap<string, ValueObject>,
  path: readonly string[],
  steps: Steps,
  to: Comparing,
): void {
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [a, b] = [before.get(name) ?? null, after.get(name) ?? null];
    // Which item it is does not matter to what its fields mean.
    compare(a, b, [...path, name], [...steps, 0], to);
  }
  const [was, is] = [
    [...before.keys()].filter((name) => after.has(name)),
    [...after.keys()].filter((name) => before.has(name)),
  ];
  if (toJson(was) !== toJson(is))
    to.changes.push({ path, before: was, after: is, reordered: true });
}

function byName(list: readonly Value[]): Map<string, ValueObject> | undefined {
  const named = new Map<string, ValueObject>();
  for (const item of list) {
    const name = isObject(item) ? own(item, 'name') : undefined;
    if (typeof name !== 'string' || named.has(name) || !isObject(item)) return undefined;
    named.set(name, item);
  }
  return named.size > 0 ? named : undefined;
}
