import { ANY_KIND, kind } from './known.ts';

/** What the functions of expressions give, whatever they are given. */
export const functionKinds: Readonly<Record<string, number>> = {
  abs: kind.number,
  all: kind.boolean,
  any: kind.boolean,
  bool: kind.boolean,
  float: kind.number,
  int: kind.number,
  len: kind.number,
  round: kind.number,
  sorted: kind.list,
  str: kind.text,
};

const texts = kind.text;
const { number, boolean, list } = kind;

/** The methods of expressions: the kinds of values that have them, and what they give. */
const methods: readonly (readonly [of: number, result: number, names: string])[] = [
  [texts, texts, 'capitalize casefold join lower lstrip removeprefix removesuffix replace rstrip'],
  [texts, texts, 'strip title upper zfill'],
  [texts, number, 'find rfind rindex'],
  [texts, boolean, 'endswith startswith isalnum isalpha isascii isdecimal isdigit isidentifier'],
  [texts, boolean, 'islower isnumeric isprintable isspace istitle isupper'],
  [texts, list, 'partition rpartition rsplit split splitlines'],
  [texts | list, number, 'count index'],
  [kind.object, ANY_KIND, 'get'],
  [kind.object, list, 'items keys values'],
];

export interface MethodKinds {
  /** The kinds of values that have the method. */
  readonly of: number;
  readonly result: number;
}

/** By the methods' names. */
export const methodKinds: ReadonlyMap<string, MethodKinds> = new Map(
  methods.flatMap(([of, result, all]) =>
    all.split(' ').map((name): [string, MethodKinds] => [name, { of, result }]),
  ),
);
