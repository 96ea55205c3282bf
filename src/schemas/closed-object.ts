import type { Schema } from './schema.ts';

/** A schema for a key that may be missing. */
export interface Optional {
  readonly optional: Schema;
}

export function optional(schema: Schema): Optional {
  return { optional: schema };
}

/**
 * For each key of an object's type its schema, {@link optional} where the key is: the compiler notices a key that is
 * added, renamed, or may suddenly be missing.
 */
export type KeysOf<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? Optional : Schema;
};

/** The schema of an object with these keys and no others. */
export function closedObject(keys: Readonly<Record<string, Schema | Optional>>): Schema {
  const entries = Object.entries(keys);
  const isOptional = (schema: Schema | Optional): schema is Optional =>
    Object.hasOwn(schema, 'optional');
  return {
    type: 'object',
    required: entries.flatMap(([key, schema]) => (isOptional(schema) ? [] : [key])),
    additionalProperties: false,
    properties: Object.fromEntries(
      entries.map(([key, schema]) => [key, isOptional(schema) ? schema.optional : schema]),
    ),
  };
}
