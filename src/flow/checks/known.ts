import type { OutputType, ValueType } from '../node-type.ts';
import type { ParameterType } from '../tree.ts';

/** Kinds of values as bits, so that what a value may be is a sum. Python's ints and floats are one kind. */
export const kind = { none: 1, boolean: 2, number: 4, text: 8, list: 16, object: 32 } as const;
export type Kind = keyof typeof kind;
export const ANY_KIND = 63;
/** What Python calculates and orders as numbers. */
export const NUMERIC = kind.number | kind.boolean;

export type Constant = string | number | boolean | null;

/** What is known of a value before there is one. Nothing that is said here is a guess. */
export interface Known {
  /** Sum of the kinds that it may be of. */
  readonly kinds: number;
  /** All texts and numbers that it can be; None, where it may be that, apart. */
  readonly values?: readonly Constant[];
  /** Bounds of a number, both included. */
  readonly from?: number;
  readonly to?: number;
  /** How it counts in a condition. */
  readonly truth?: boolean;
  /** The items of a list that is written out. */
  readonly items?: readonly Known[];
  /** The values of an object that is written out, by key. */
  readonly fields?: ReadonlyMap<string, Known>;
}

export const anything: Known = { kinds: ANY_KIND };

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
  return {
    kinds: kindsOf(type) | (nullable ? kind.none : 0),
    ...(values && { values }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** A value that is known. */
export function constant(value: Constant): Known {
  const truth = Boolean(value);
  switch (typeof value) {
    case 'string':
      return { kinds: kind.text, values: [value], truth };
    case 'number':
      return { kinds: kind.number, values: [value], from: value, to: value, truth };
    case 'boolean':
      return { kinds: kind.boolean, values: [value], truth };
    default:
      return { kinds: kind.none, truth };
  }
}

/** What is known of a value that is one of several. */
export function oneOf(all: readonly Known[]): Known {
  const [first, ...others] = all;
  if (!first) return anything;
  if (others.length === 0) return first;
  const kinds = all.reduce((sum, known) => sum | known.kinds, 0);
  const truth = others.every((known) => known.truth === first.truth) ? first.truth : undefined;
  const named = all.filter((known) => known.kinds !== kind.none);
  const isClosed = named.every(({ values }) => values);
  const values = isClosed ? [...new Set(named.flatMap((known) => known.values ?? []))] : undefined;
  const from = Math.min(...named.map((known) => known.from ?? -Infinity));
  const to = Math.max(...named.map((known) => known.to ?? Infinity));
  return {
    kinds,
    ...(values && values.length > 0 && { values }),
    ...(Number.isFinite(from) && { from }),
    ...(Number.isFinite(to) && { to }),
    ...(truth !== undefined && { truth }),
  };
}

/** The same value where it may be missing as well. */
export function orNone(known: Known): Known {
  return oneOf([known, { kinds: kind.none }]);
}

/** A value of which no more is kept than what kinds it may be of: what a parameter has put in may be another tomorrow. */
export function onlyKinds({ kinds }: Known): Known {
  return kinds === kind.none ? anything : { kinds };
}

const pythonNames: Readonly<Record<Kind, string>> = {
  none: 'None',
  boolean: 'bool',
  number: 'number',
  text: 'str',
  list: 'list',
  object: 'dict',
};

const typeWords: Readonly<Record<Kind, string>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  list: 'list',
  object: 'object',
  none: 'null',
};

/** The kinds in Python's words: `str`, `bool | number`; None only where there is nothing else. */
export function kindNames({ kinds }: Known): string {
  return namesOf(kinds, pythonNames);
}

/** The kinds in the words of declarations: `string`, `number | boolean`. */
export function typeNames({ kinds }: Known): string {
  return namesOf(kinds, typeWords);
}

function namesOf(kinds: number, names: Readonly<Record<Kind, string>>): string {
  const given = (Object.keys(names) as Kind[]).filter((key) => (kinds & kind[key]) !== 0);
  const told = given.length > 1 ? given.filter((key) => key !== 'none') : given;
  return told.map((key) => names[key]).join(' | ');
}
