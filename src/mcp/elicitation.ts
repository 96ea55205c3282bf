import type { ElicitRequestFormParams } from '@modelcontextprotocol/server';
import type { Question } from '../engine/run-event.ts';
import { isObject, own, toJson, type Value, type ValueObject } from '../flow/value.ts';

/** The one field of a form that asks for an answer that is no object. */
const FIELD = 'answer';

/** What the forms of MCP can ask for. */
const types = ['string', 'number', 'integer', 'boolean'];
const keys = [
  'type',
  'title',
  'description',
  'default',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'format',
];

/** A HumanInput's question as the form that MCP asks a person to fill in. */
export function formOf(
  question: Question,
): Pick<ElicitRequestFormParams, 'message' | 'requestedSchema'> {
  const { prompt, options, schema } = question;
  const fields = flatFields(schema);
  const requestedSchema = fields
    ? { type: 'object', properties: fields, required: requiredIn(schema) }
    : { type: 'object', properties: { [FIELD]: fieldFor(options, schema) }, required: [FIELD] };
  return {
    message: prompt,
    requestedSchema: requestedSchema as ElicitRequestFormParams['requestedSchema'],
  };
}

/** The answer in a form that was filled in. */
export function answerIn({ schema }: Question, content: ValueObject): Value {
  return flatFields(schema) ? content : (own(content, FIELD) ?? null);
}

function fieldFor(options: readonly string[] | undefined, schema: Value | undefined): ValueObject {
  if (options && options.length > 0) return { type: 'string', enum: [...options] };
  if (schema === undefined) return { type: 'string' };
  // What no field can ask for is written as JSON.
  return field(schema) ?? { type: 'string', description: `JSON: ${toJson(schema)}` };
}

/** The fields of an object, where each of them is one that a form can have. */
function flatFields(schema: Value | undefined): ValueObject | undefined {
  const properties =
    isObject(schema) && own(schema, 'type') === 'object' ? own(schema, 'properties') : undefined;
  if (!isObject(properties)) return undefined;
  const fields = Object.entries(properties).map(([name, one]) => [name, field(one)] as const);
  if (fields.length === 0 || fields.some(([, one]) => one === undefined)) return undefined;
  return Object.fromEntries(fields) as ValueObject;
}

function field(schema: Value): ValueObject | undefined {
  if (!isObject(schema)) return undefined;
  const type = own(schema, 'type');
  if (typeof type !== 'string' || !types.includes(type)) return undefined;
  return Object.fromEntries(Object.entries(schema).filter(([key]) => keys.includes(key)));
}

function requiredIn(schema: Value | undefined): Value {
  return (isObject(schema) ? own(schema, 'required') : undefined) ?? [];
}
