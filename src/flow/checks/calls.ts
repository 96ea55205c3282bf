import type { ProblemKey } from '../expression/expression.ts';
import { functionKinds, methodKinds } from './call-results.ts';
import {
  ANY_KIND,
  anything,
  kind,
  kindNames,
  known,
  mayBe,
  NUMERIC,
  ofKinds,
  type Known,
} from './known.ts';

/** A value that a function or method refuses whenever it is called. */
export interface Misfit {
  readonly key: ProblemKey;
  readonly values: Readonly<Record<string, string>>;
  /** The value that does not fit. */
  readonly why: Known;
  /** It is the first argument that is to be pointed at, not the name. */
  readonly isArgument?: boolean;
}

const ITERABLE = kind.text | kind.list | kind.object;
const iterating: ReadonlySet<string> = new Set(['all', 'any', 'max', 'min', 'sorted', 'sum']);
/** Methods of texts whose first argument is a text, or None where it may be left out. */
const textMethods: ReadonlySet<string> = new Set(
  'endswith startswith find rfind removeprefix removesuffix replace split rsplit strip'.split(' '),
);
/** What `len` gives. */
const length = known(kind.number, { from: 0 });

/** What a call of a function gives. */
export function functionResult(name: string): Known {
  return name === 'len' ? length : ofKinds(functionKinds[name] ?? ANY_KIND);
}

/** What a function refuses of its arguments. */
export function functionMisfit(name: string, args: readonly Known[]): Misfit | undefined {
  const [first] = args;
  if (!first) return undefined;
  const type = kindNames(first);
  if (name === 'len' && !mayBe(first, ITERABLE)) {
    return { key: 'expression-type/len', values: { type }, why: first };
  }
  if ((name === 'abs' || name === 'round') && !mayBe(first, NUMERIC)) {
    return { key: 'expression-type/argument', values: { name: `${name}()`, type }, why: first };
  }
  if (iterating.has(name) && args.length === 1 && !mayBe(first, ITERABLE)) {
    return { key: 'expression-type/iterate', values: { type }, why: first };
  }
  return undefined;
}

/** What a call of a method gives. */
export function methodResult(name: string): Known {
  const method = methodKinds.get(name);
  return method ? ofKinds(method.result) : anything;
}

/** What is wrong with a method's object and its first argument. */
export function methodMisfits(name: string, self: Known, [first]: readonly Known[]): Misfit[] {
  const method = methodKinds.get(name);
  if (!method) return [];
  const misfits: Misfit[] = [];
  if (!mayBe(self, method.of)) {
    const values = { type: kindNames(self), name };
    misfits.push({ key: 'expression-type/method', values, why: self });
  }
  if (first && textMethods.has(name) && !mayBe(first, kind.text | kind.none | kind.list)) {
    const values = { type: kindNames(first) };
    misfits.push({ key: 'expression-type/text-argument', values, why: first, isArgument: true });
  }
  return misfits;
}
