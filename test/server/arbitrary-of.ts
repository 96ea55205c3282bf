import fc, { type Arbitrary } from 'fast-check';

/** What of JSON Schema the OpenAPI document uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly pattern?: string;
  readonly minItems?: number;
}

/** Any value at all. */
export const anyValue = fc.jsonValue({ maxDepth: 4 });
const oddTexts = ['', '../../etc/passwd', '__proto__', '\u0000', '%', '😀', 'x'.repeat(2_000)];
export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...oddTexts),
);
const anyKey = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString'), fc.string());

/** What schemas are read with. */
export interface Surroundings {
  /** The document's components, by their names. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** Keys of objects that mean something, and what stands there mostly. */
  readonly familiar: Readonly<Record<string, Arbitrary<unknown>>>;
}

/** Values that a schema takes. */
export function arbitraryOf(schema: JsonSchema, around: Surroundings): Arbitrary<unknown> {
  const { $ref, enum: choices, anyOf, oneOf, type } = schema;
  if ($ref !== undefined)
    return arbitraryOf(around.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, around);
  if ('const' in schema) return fc.constant(schema.const);
  if (choices) return fc.constantFrom(...choices);
  const either = anyOf ?? oneOf;
  if (either) return fc.oneof(...either.map((one) => arbitraryOf(one, around)));
  if (Array.isArray(type)) {
    return fc.oneof(...type.map((one: string) => arbitraryOf({ ...schema, type: one }, around)));
  }
  switch (type) {
    case 'string':
      return schema.pattern === undefined ? anyText : fc.stringMatching(new RegExp(schema.pattern));
    case 'integer':
      return fc.oneof(fc.nat(300), fc.integer());
    case 'number':
      return fc.oneof(fc.nat(300), fc.double({ noNaN: true, noDefaultInfinity: true }));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, around), {
        minLength: schema.minItems ?? 0,
        maxLength: 4,
      });
    case 'object':
      return objectOf(schema, around);
    default:
      return anyValue;
  }
}

function objectOf(
  { properties, required = [] }: JsonSchema,
  around: Surroundings,
): Arbitrary<unknown> {
  const { familiar } = around;
  if (!properties) {
    const others = fc.array(fc.tuple(anyKey, anyValue), { maxLength: 2 });
    return fc
      .tuple(fc.record(familiar, { requiredKeys: [] }), others)
      .map(([known, more]) => ({ ...known, ...Object.fromEntries(more) }));
  }
  const fields = Object.entries(properties).map(([name, one]) => {
    const right = arbitraryOf(one, around);
    const known = familiar[name];
    return [name, known ? fc.oneof({ arbitrary: known, weight: 4 }, right) : right] as const;
  });
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
}
