import type { Report } from '../diagnostics/diagnostic.ts';
import type { ComponentType } from '../engine/component.ts';
import type { CheckedNode, ConfigField } from '../flow/node-type.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { Models } from '../models/models.ts';
import { askForJson, checkJsonModel } from './ask-for-json.ts';
import { checkExclusive, givenEntry, textual } from './config-fields.ts';
import { inputText } from './input-text.ts';
import { portsOf } from './ports.ts';
import { scalarText } from './scalar-text.ts';

/** The output with all that was found. */
const WHOLE = 'data';
const types = ['string', 'integer', 'number', 'boolean', 'list', 'object'] as const;

const config = {
  fields: {
    type: 'object',
    values: {
      type: ['string', 'object'],
      enum: types,
      fields: {
        type: { type: 'string', enum: types },
        description: { type: 'string' },
        enum: { type: 'list' },
        items: { type: ['string', 'object'], enum: types, values: { type: 'any' } },
        required: { type: 'boolean' },
      },
    },
  },
  schema: { type: 'object', values: { type: 'any' } },
  model: { type: 'string' },
  instruction: { type: 'string' },
  temperature: { type: 'number', minimum: 0, maximum: 2 },
  max_tokens: { type: 'integer', minimum: 1 },
} as const satisfies Record<string, ConfigField>;

const INSTRUCTIONS =
  'Extract what the JSON Schema describes from a text. Take only what the text says; where it says nothing of something, give null if the schema allows it. Leave out what is not required and not said.';

/** The node type that lets a model read data out of a text: the whole object, and each of its keys. */
export function extractor(models: Models): ComponentType {
  return {
    type: 'Extractor',
    role: 'work',
    config,
    inputs: () => [{ name: 'text', required: true, type: 'string', accepts: textual }],
    outputs: (given) => ({
      names: [...new Set([WHOLE, ...keysOf(schemaOf(given))])],
      types: { [WHOLE]: { type: 'object' } },
    }),
    exposes: () => ({ text: 'model', instruction: 'model', fields: 'model', schema: 'model' }),
    check(node, report) {
      checkFields(node, report);
      checkJsonModel(node, models, report);
    },
    create: (node) => {
      const { config: given } = node;
      const schema = schemaOf(given);
      const extra = scalarText(own(given, 'instruction')) ?? '';
      const instructions = `${INSTRUCTIONS}\n${extra}`.trim();
      return {
        async run(inputs, context) {
          const task = { instructions, schema, text: inputText(inputs, node) };
          const answer = await askForJson(models, given, task, context);
          const keys = keysOf(schema);
          const found = keys.filter((key) => own(answer, key) !== undefined);
          // A schema may leave its object open; who lists fields wants these.
          const data = isObject(own(given, 'schema')) ? answer : picked(answer, found);
          // What a flow may name is there, and nothing else; the whole is never one of its own parts.
          const parts = keys.map((key): [string, Value] => [key, own(answer, key) ?? null]);
          return portsOf([[WHOLE, data], ...parts, [WHOLE, data]]);
        },
      };
    },
  };
}

function picked(object: ValueObject, keys: readonly string[]): ValueObject {
  return objectOf(keys.map((key) => [key, own(object, key) ?? null]));
}

function keysOf(schema: ValueObject): string[] {
  const properties = own(schema, 'properties');
  return isObject(properties) ? Object.keys(properties) : [];
}

/** The JSON Schema of a config: its `schema`, or what its `fields` mean. */
function schemaOf(given: ValueObject): ValueObject {
  const schema = own(given, 'schema');
  if (isObject(schema)) return schema;
  const fields = own(given, 'fields');
  const entries = isObject(fields) ? Object.entries(fields) : [];
  const isRequired = (field: Value): boolean =>
    !isObject(field) || own(field, 'required') !== false;
  return {
    type: 'object',
    properties: objectOf(entries.map(([name, field]) => [name, fieldSchema(field)])),
    required: entries.filter(([, field]) => isRequired(field)).map(([name]) => name),
    additionalProperties: false,
  };
}

/** A field may be unknown: the text need not say anything of it. */
function fieldSchema(field: Value): ValueObject {
  const details = isObject(field) ? field : {};
  const type = isObject(field) ? own(field, 'type') : field;
  const items = own(details, 'items');
  const allowed = own(details, 'enum');
  const description = own(details, 'description');
  return {
    type: [jsonType(type), 'null'],
    ...(Array.isArray(allowed) && { enum: [...(allowed as readonly Value[]), null] }),
    ...(items !== undefined && { items: isObject(items) ? items : { type: jsonType(items) } }),
    ...(typeof description === 'string' && { description }),
  };
}

function jsonType(type: Value | undefined): string {
  return type === 'list' ? 'array' : (types.find((known) => known === type) ?? 'string');
}

function checkFields(node: CheckedNode, report: Report): void {
  checkExclusive(node, ['fields', 'schema'], report);
  const given = givenEntry(node, 'fields') ?? givenEntry(node, 'schema');
  const tree = given?.value;
  if (tree?.kind === 'unknown') return;
  if (tree?.kind !== 'map' || keysOf(schemaOf(node.config)).length === 0) {
    report({
      severity: 'error',
      code: 'extractor-fields',
      message: message('extractor-fields', { node: node.id }),
      location: given?.key.location ?? node.typeLocation,
      hint: message('extractor-fields/hint'),
    });
  }
}
