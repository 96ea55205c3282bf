import { objectOf, own, type Value, type ValueObject } from '../value.ts';

/**
 * What an expression computes with: the values that flow between nodes, and what only Python tells apart. Of plain
 * numbers, the whole ones within ±(2^53-1) are ints and all others floats; a bigint is an int. So a whole float of
 * that range needs a mark of its own. Arrays and plain objects come from outside and are never changed or copied.
 */
export type Datum = Value | Float | Sequence | Dict;

/** What the outside never sees, so that one check tells these classes from plain objects. */
class Made {
  protected readonly made = true;
}

/** A whole float: `2.0`, `4 / 2`. */
export class Float extends Made {
  readonly value: number;
  constructor(value: number) {
    super();
    this.value = value;
  }
}

export type SequenceType = 'list' | 'tuple' | 'dict_keys' | 'dict_values' | 'dict_items';

/** A list made by the expression, a tuple, or a view of a dict. */
export class Sequence extends Made {
  readonly type: SequenceType;
  readonly items: readonly Datum[];
  constructor(type: SequenceType, items: readonly Datum[]) {
    super();
    this.type = type;
    this.items = items;
  }
}

/** What stands for a key in a {@link Dict}: equal for the keys that Python holds to be equal (1, 1.0, True). */
export type Hash = string | number | bigint | null;

/** A dict made by the expression; its keys may be other than text. */
export class Dict extends Made {
  readonly entries: ReadonlyMap<Hash, { readonly key: Datum; readonly value: Datum }>;
  constructor(entries: Dict['entries']) {
    super();
    this.entries = entries;
  }
}

/** The items of a list, tuple or view; undefined for anything else. */
export function itemsOf(datum: Datum): readonly Datum[] | undefined {
  if (datum instanceof Sequence) return datum.items;
  return Array.isArray(datum) ? (datum as readonly Value[]) : undefined;
}

/** Whether it is an object from outside. */
export function isPlainObject(datum: Datum): datum is ValueObject {
  return (
    typeof datum === 'object' && datum !== null && !(datum instanceof Made) && !Array.isArray(datum)
  );
}

export function isDict(datum: Datum): datum is ValueObject | Dict {
  return datum instanceof Dict || isPlainObject(datum);
}

export function isText(datum: Datum): datum is string {
  return typeof datum === 'string';
}

/** The value under a key; undefined where there is none. `hash` undefined is a key that no dict has. */
export function dictGet(dict: ValueObject | Dict, hash: Hash | undefined): Datum | undefined {
  if (hash === undefined) return undefined;
  if (dict instanceof Dict) return dict.entries.get(hash)?.value;
  return typeof hash === 'string' ? own(dict, hash) : undefined;
}

export function dictSize(dict: ValueObject | Dict): number {
  return dict instanceof Dict ? dict.entries.size : Object.keys(dict).length;
}

/** Keys and values in order. */
export function dictEntries(dict: ValueObject | Dict): [Datum, Datum][] {
  if (dict instanceof Dict) return [...dict.entries.values()].map(({ key, value }) => [key, value]);
  return Object.entries(dict);
}

export type TypeName = 'None' | 'bool' | 'int' | 'float' | 'str' | 'dict' | SequenceType;

/** Python's name of a value's type. */
export function typeName(datum: Datum): TypeName {
  switch (typeof datum) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isSafeInteger(datum) ? 'int' : 'float';
    default:
      if (datum === null) return 'None';
      if (datum instanceof Float) return 'float';
      if (datum instanceof Sequence) return datum.type;
      return Array.isArray(datum) ? 'list' : 'dict';
  }
}

const words: Readonly<Partial<Record<TypeName, string>>> = {
  None: 'null',
  bool: 'boolean',
  int: 'integer',
  float: 'number',
  str: 'string',
  dict: 'object',
  tuple: 'list',
};

/** What messages call a value's type: in the words in which flows declare types. */
export function typeWord(datum: Datum): string {
  const name = typeName(datum);
  return words[name] ?? name;
}

/** Python's truth of a value. */
export function truth(datum: Datum): boolean {
  switch (typeof datum) {
    case 'boolean':
      return datum;
    case 'string':
      return datum !== '';
    case 'number':
      return datum !== 0;
    case 'bigint':
      return datum !== 0n;
    default:
      if (datum === null) return false;
      if (datum instanceof Float) return datum.value !== 0;
      return isPlainObject(datum) ? hasKeys(datum) : sizeOf(datum) > 0;
  }
}

/** Without counting them: there may be many. */
function hasKeys(object: ValueObject): boolean {
  for (const key in object) if (Object.hasOwn(object, key)) return true;
  return false;
}

function sizeOf(datum: Dict | Sequence | readonly Value[]): number {
  return datum instanceof Dict ? datum.entries.size : (itemsOf(datum)?.length ?? 0);
}

/**
 * The plain value of a result: a whole float becomes a whole number, tuples and views lists, keys that are no text
 * the text that JSON has for them. What came from outside stays the same object. `spend` is told each item, because
 * `[[[0] * 1000] * 1000] * 1000` is small only until it is written out.
 */
export function toPlain(datum: Datum, spend: (items: number) => void): Value {
  if (typeof datum !== 'object' || datum === null) return datum;
  if (datum instanceof Float) return datum.value + 0;
  if (datum instanceof Sequence) {
    spend(datum.items.length);
    return datum.items.map((item) => toPlain(item, spend));
  }
  if (datum instanceof Dict) {
    spend(datum.entries.size);
    return objectOf(
      dictEntries(datum).map(([key, value]) => [keyText(key), toPlain(value, spend)]),
    );
  }
  return datum;
}

function keyText(key: Datum): string {
  if (key instanceof Float) return String(key.value);
  return typeof key === 'object' ? 'null' : String(key);
}
