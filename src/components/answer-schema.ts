import { isObject, own, type Value, type ValueObject } from '../flow/value.ts';
import { showValue } from '../engine/show-value.ts';
import { message, type Message } from '../messages/message.ts';

/** The keywords of JSON Schema that are understood; the first group says something, the second only describes. */
export const schemaKeywords = [
  ...['type', 'enum', 'properties', 'required', 'items', 'minimum', 'maximum'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems'],
  ...['title', 'description', 'default', 'examples', '$schema'],
] as const;

/** Schemas and answers are walked to this depth. */
const MAX_DEPTH = 100;

/**
 * What is wrong with a value for a schema (a part of JSON Schema, see {@link schemaKeywords}); undefined where nothing
 * is. `path` names the place in the value in the message; empty for all of it.
 */
export function schemaProblem(
  schema: Value,
  value: Value,
  path = '',
  depth = 0,
): Message | undefined {
  if (!isObject(schema) || depth > MAX_DEPTH) return undefined;
  return (
    typeProblem(schema, value, path) ??
    enumProblem(schema, value, path) ??
    boundProblem(schema, value, path) ??
    innerProblem(schema, value, path, depth)
  );
}

function place(path: string): Message {
  return path === '' ? message('answer-invalid/all') : message('answer-invalid/part', { path });
}

function typeProblem(schema: ValueObject, value: Value, path: string): Message | undefined {
  const type = own(schema, 'type');
  const types = (Array.isArray(type) ? (type as readonly Value[]) : [type]).filter(
    (name) => typeof name === 'string',
  );
  if (types.length === 0 || types.some((name) => isOfType(name, value))) return undefined;
  const expected = types.join(' | ');
  return message('answer-invalid/type', { path: place(path), expected, value: showValue(value) });
}

function isOfType(type: string, value: Value): boolean {
  switch (type) {
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'number':
      return isNumber(value);
    case 'array':
    case 'list':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function enumProblem(schema: ValueObject, value: Value, path: string): Message | undefined {
  const allowed = own(schema, 'enum');
  if (!Array.isArray(allowed)) return undefined;
  const values = allowed as readonly Value[];
  if (values.includes(value)) return undefined;
  const known = values.map((known) => showValue(known));
  return message('answer-invalid/enum', { path: place(path), known, value: showValue(value) });
}

/** Each bound with what it measures. */
const bounds = [
  ['minimum', 'maximum', (value: Value) => (isNumber(value) ? Number(value) : undefined)],
  [
    'minLength',
    'maxLength',
    (value: Value) => (typeof value === 'string' ? Array.from(value).length : undefined),
  ],
  ['minItems', 'maxItems', (value: Value) => (Array.isArray(value) ? value.length : undefined)],
] as const;

function boundProblem(schema: ValueObject, value: Value, path: string): Message | undefined {
  for (const [least, most, measure] of bounds) {
    const measured = measure(value);
    const minimum = own(schema, least);
    const maximum = own(schema, most);
    if (measured === undefined) continue;
    if (typeof minimum === 'number' && measured < minimum) {
      return message(`answer-invalid/${least}`, { path: place(path), limit: minimum, measured });
    }
    if (typeof maximum === 'number' && measured > maximum) {
      return message(`answer-invalid/${most}`, { path: place(path), limit: maximum, measured });
    }
  }
  return undefined;
}

function innerProblem(
  schema: ValueObject,
  value: Value,
  path: string,
  depth: number,
): Message | undefined {
  const items = own(schema, 'items');
  if (Array.isArray(value) && items !== undefined) {
    for (const [index, item] of (value as readonly Value[]).entries()) {
      const problem = schemaProblem(items, item, `${path}[${index}]`, depth + 1);
      if (problem) return problem;
    }
  }
  if (!isObject(value)) return undefined;
  const required = own(schema, 'required');
  for (const name of Array.isArray(required) ? (required as readonly Value[]) : []) {
    if (typeof name === 'string' && !Object.hasOwn(value, name)) {
      return message('answer-invalid/required', { path: place(path), name });
    }
  }
  const properties = own(schema, 'properties');
  for (const [name, inner] of isObject(properties) ? Object.entries(properties) : []) {
    const given = own(value, name);
    const problem =
      given !== undefined &&
      schemaProblem(inner, given, path === '' ? name : `${path}.${name}`, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}
