import type { ConfigField, ValueType } from '../flow/node-type.ts';
import type { Schema } from './schema.ts';

/** A text with a placeholder may stand for any value. */
export const placeholder: Schema = { type: 'string', pattern: '\\$\\{' };

/** What a field of a node's config may be. */
export function fieldSchema(field: ConfigField): Schema {
  const types = typeof field.type === 'string' ? [field.type] : field.type;
  if (types.includes('any')) return {};
  const given = types.map((type) => typeSchema(field, type as Exclude<ValueType, 'any'>));
  // A key without a value says nothing.
  return { anyOf: [...given, { type: 'null' }, placeholder] };
}

function typeSchema(field: ConfigField, type: Exclude<ValueType, 'any'>): Schema {
  switch (type) {
    case 'string':
      return field.enum ? { enum: [...field.enum] } : { type: 'string' };
    case 'integer':
    case 'number':
      return {
        type,
        ...(field.minimum !== undefined && { minimum: field.minimum }),
        ...(field.maximum !== undefined && { maximum: field.maximum }),
      };
    case 'list':
      return { type: 'array', ...(field.items && { items: fieldSchema(field.items) }) };
    case 'object':
      return objectSchema(field);
    case 'boolean':
      return { type };
  }
}

function objectSchema({ fields, values }: ConfigField): Schema {
  if (!fields) {
    return { type: 'object', ...(values && { additionalProperties: fieldSchema(values) }) };
  }
  const entries = Object.entries(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, inner]) => [name, fieldSchema(inner)])),
    required: entries.filter(([, inner]) => inner.required).map(([name]) => name),
    additionalProperties: false,
  };
}
