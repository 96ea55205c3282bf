import type { ValueObject } from '../value.ts';
import type { Arguments, Callable, Method } from './callable.ts';
import { equals, hashOf } from './compare.ts';
import {
  dictEntries,
  dictGet,
  dictSize,
  isDict,
  isText,
  itemsOf,
  Sequence,
  typeName,
  typeWord,
  type Datum,
  type Dict,
  type SequenceType,
} from './datum.ts';
import type { Run } from './run.ts';
import { searchRange } from './sequence.ts';
import { stringMethods } from './string-methods.ts';

type Items = readonly Datum[];
type AnyDict = ValueObject | Dict;

const listMethods: ReadonlyMap<string, Method<Items>> = new Map<string, Method<Items>>([
  ['count', { min: 1, max: 1, call: countItem }],
  ['index', { min: 1, max: 3, call: indexOfItem }],
]);

const dictMethods: ReadonlyMap<string, Method<AnyDict>> = new Map<string, Method<AnyDict>>([
  ['get', { min: 1, max: 2, call: get }],
  ['items', { min: 0, max: 0, call: (dict, _, run) => view('dict_items', dict, run) }],
  ['keys', { min: 0, max: 0, call: (dict, _, run) => view('dict_keys', dict, run) }],
  ['values', { min: 0, max: 0, call: (dict, _, run) => view('dict_values', dict, run) }],
]);

/** The names of all methods that an expression may call. */
export const methodNames: ReadonlySet<string> = new Set([
  ...stringMethods.keys(),
  ...listMethods.keys(),
  ...dictMethods.keys(),
]);

/** What methods of that name take, of whichever kind of value. */
export function methodSignatures(name: string): Callable[] {
  const all = [stringMethods.get(name), listMethods.get(name), dictMethods.get(name)];
  return all.filter((method) => method !== undefined);
}

/** Throws where such a value has no such method: Python says so before it looks at the arguments. */
export function checkMethod(self: Datum, name: string, run: Run): void {
  if (!methodsOf(self)?.has(name))
    run.fail('expression-type/method', { type: typeWord(self), name });
}

function methodsOf(self: Datum): ReadonlyMap<string, unknown> | undefined {
  if (isText(self)) return stringMethods;
  if (isDict(self)) return dictMethods;
  const type = typeName(self);
  return type === 'list' || type === 'tuple' ? listMethods : undefined;
}

/** `self.name(…)`, when {@link checkMethod} has found it. Throws an ExpressionError. */
export function callMethod(self: Datum, name: string, args: Arguments, run: Run): Datum {
  if (isText(self)) return call(stringMethods.get(name), self, args, run);
  if (isDict(self)) return call(dictMethods.get(name), self, args, run);
  return call(listMethods.get(name), itemsOf(self) ?? [], args, run);
}

function call<Self extends Datum | Items>(
  method: Method<Self> | undefined,
  self: Self,
  args: Arguments,
  run: Run,
): Datum {
  if (!method || args.length > method.max) {
    run.fail('expression-type/arguments', { max: method?.max ?? 0 });
  }
  return method.call(self, args, run);
}

function countItem(items: Items, [wanted = null]: Arguments, run: Run): number {
  run.spend(items.length);
  return items.filter((item) => equals(item, wanted, run)).length;
}

function indexOfItem(items: Items, [wanted = null, from, to]: Arguments, run: Run): number {
  if (from === null || to === null) run.fail('expression-type/int-argument', { type: 'None' });
  const [start, end] = searchRange(items.length, from, to, run);
  for (let index = start; index < end; index++) {
    run.spend(1);
    if (equals(items[index] as Datum, wanted, run)) return index;
  }
  run.fail('expression-value/not-in-list');
}

function get(dict: AnyDict, [key = null, otherwise = null]: Arguments, run: Run): Datum {
  const value = dictGet(dict, hashOf(key, run));
  return value === undefined ? otherwise : value;
}

function view(type: SequenceType, dict: AnyDict, run: Run): Sequence {
  run.spend(dictSize(dict));
  const entries = dictEntries(dict);
  switch (type) {
    case 'dict_keys':
      return new Sequence(
        type,
        entries.map(([key]) => key),
      );
    case 'dict_values':
      return new Sequence(
        type,
        entries.map(([, value]) => value),
      );
    default:
      return new Sequence(
        type,
        entries.map((entry) => new Sequence('tuple', entry)),
      );
  }
}
