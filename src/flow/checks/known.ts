import type { OutputType, ValueType } from '../node-type.ts';
import type { Parameter } from '../flow.ts';
import type { ParameterType } from '../tree.ts';

/** Kinds of values as bits, so that what a value may be is a sum. Python's ints and floats are one kind. */
export const kind = { none: 1, boolean: 2, number: 4, text: 8, list: 16, object: 32 } as const;
export type Kind = keyof typeof kind;
export const ANY_KIND = 63;
/** What Python calculates and orders as numbers. */
export const NUMERIC = kind.number | kind.boolean;

export type Constant = string | number | boolean | null;

/**
 * What is known of a value before there is one. Nothing that is said here is a guess. All have the same shape, because
 * thousands are made.
 */
export interface Known {
  /** Sum of the kinds that it may be of. */
  readonly kinds: number;
  /** All texts and numbers that it can be; None, where it may be that, apart. */
  readonly values: readonly Constant[] | undefined;
  /** Bounds of a number, both included. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** How it counts in a condition. */
  readonly truth: boolean | undefined;
  /** The items of a list that is written out. */
  readonly items: readonly Known[] | undefined;
  /** The values of an object that is written out, by key. */
  readonly fields: ReadonlyMap<string, Known> | undefined;
}

/** A value of which more is known than its kinds. */
export function known(kinds: number, more: Partial<Known> = {}): Known {
  const { values, from, to, truth, items, fields } = more;
  return { kinds, values, from, to, truth, items, fields };
}

const plain: Known[] = Array.from({ length: ANY_KIND + 1 }, (_, kinds) => known(kinds));

/** A value of one of some kinds. */
export function ofKinds(kinds: number): Known {
  return plain[kinds] ?? known(kinds);
}

export const anything = ofKinds(ANY_KIND);
export const none = ofKinds(kind.none);

const kindsOfTypes: Readonly<Record<ValueType, number>> = {
  string: kind.text,
  integer: kind.number,
  number: kind.number,
  boolean: kind.boolean,
  list: kind.list,
  object: kind.object,
  any: ANY_KIND,
};

/** The kinds of a declared type. */
export function kindsOf(type: ValueType | ParameterType): number {
  return kindsOfTypes[type];
}

/** What a node type says of an output. */
export function knownOutput(output: OutputType | undefined): Known {
  if (!output) return anything;
  const { type, nullable = false, enum: values, minimum: from, maximum: to } = output;
  const kinds = kindsOf(type) | (nullable ? kind.none : 0);
  if (!values && from === undefined && to === undefined) return ofKinds(kinds);
  return known(kinds, { values, from, to });
}

/** What a parameter's declaration says of each value that it may get. */
export function knownParameter({ type, enum: choices, min, max }: Parameter): Known {
  const kinds = kindsOf(type);
  const values = choices?.filter((one) => typeof one === 'string' || typeof one === 'number');
  const isClosed = values !== undefined && values.length === choices?.length;
  // Texts have lengths between these bounds, and so have lists.
  const bounds =
    kinds === kind.number
      ? { ...(min !== undefined && { from: min }), ...(max !== undefined && { to: max }) }
      : {};
  return known(kinds, { ...(isClosed && { values }), ...bounds });
}

/** A value that is written out. */
export function constant(value: Constant): Known {
  const truth = Boolean(value);
  switch (typeof value) {
    case 'string':
      return known(kind.text, { values: [value], truth });
    case 'number':
      return known(kind.number, { values: [value], from: value, to: value, truth });
    case 'boolean':
      return known(kind.boolean, { values: [value], truth });
    default:
      return known(kind.none, { truth });
  }
}

/** What is known of a value that is one of several. */
export function oneOf(all: readonly Known[]): Known {
  const [first, ...others] = all;
  if (!first) return anything;
  if (others.length === 0) return first;
  const kinds = all.reduce((sum, one) => sum | one.kinds, 0);
  if (all.every((one) => one === plain[one.kinds])) return ofKinds(kinds);
  const truth = others.every((one) => one.truth === first.truth) ? first.truth : undefined;
  const named = all.filter((one) => one.kinds !== kind.none);
  const isClosed = named.length > 0 && named.every(({ values }) => values);
  const from = Math.min(...named.map((one) => one.from ?? -Infinity));
  const to = Math.max(...named.map((one) => one.to ?? Infinity));
  return known(kinds, {
    values: isClosed ? [...new Set(named.flatMap(({ values = [] }) => values))] : undefined,
    from: Number.isFinite(from) ? from : undefined,
    to: Number.isFinite(to) ? to : undefined,
    truth,
  });
}

/** The same value where it may be missing as well. */
export function orNone(value: Known): Known {
  return (value.kinds & kind.none) === 0 ? oneOf([value, none]) : value;
}

/** A value of which no more is kept than what kinds it may be of: what a parameter has put in may be another tomorrow. */
export function onlyKinds({ kinds }: Known): Known {
  return kinds === kind.none ? anything : ofKinds(kinds);
}

const typeWords: Readonly<Record<Kind, string>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  list: 'list',
  object: 'object',
  none: 'null',
};

/** The kinds in the words of declarations: `string`, `number | boolean`; `null` only where there is nothing else. */
export function kindNames({ kinds }: Pick<Known, 'kinds'>): string {
  const given = (Object.keys(typeWords) as Kind[]).filter((key) => (kinds & kind[key]) !== 0);
  const told = given.length > 1 ? given.filter((key) => key !== 'none') : given;
  return told.map((key) => typeWords[key]).join(' | ');
}

/** Whether it can be of one of these kinds. */
export function mayBe({ kinds }: Known, wanted: number): boolean {
  return (kinds & wanted) !== 0;
}
