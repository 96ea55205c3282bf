import type { FieldKind } from '../python/field-types.ts';

/** How Python's annotations name what arrives. */
export const annotations: Readonly<Record<FieldKind, string>> = {
  string: 'str',
  integer: 'int',
  float: 'float',
  number: 'float',
  boolean: 'bool',
  list: 'list',
  object: 'dict',
  any: 'object',
};
