import { isObject, objectOf, own, type Value } from '../flow/value.ts';

const MAX_DEPTH = 20;

/** A value that fits a JSON Schema, as short as can be: what is answered where no reply of the script says anything. */
export function sampleOf(schema: Value | undefined, depth = 0): Value {
  if (!isObject(schema) || depth > MAX_DEPTH) return null;
  const [first] = listOf(own(schema, 'enum'));
  if (first !== undefined) return first;
  const given = own(schema, 'type');
  const type = Array.isArray(given) ? (given as readonly Value[])[0] : given;
  switch (type) {
    case 'string':
      return 'text'.padEnd(Math.min(1_000, Number(own(schema, 'minLength') ?? 0)), '.');
    case 'integer':
    case 'number':
      return own(schema, 'minimum') ?? 0;
    case 'boolean':
      return false;
    case 'array':
      return Array.from({ length: Math.min(100, Number(own(schema, 'minItems') ?? 0)) }, () =>
        sampleOf(own(schema, 'items'), depth + 1),
      );
    case 'object': {
      const properties = own(schema, 'properties');
      const entries = isObject(properties) ? Object.entries(properties) : [];
      return objectOf(entries.map(([name, inner]) => [name, sampleOf(inner, depth + 1)]));
    }
    default:
      return null;
  }
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}
