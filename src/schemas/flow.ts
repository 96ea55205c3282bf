import type { NodeType } from '../flow/node-type.ts';
import { parameterKeys } from '../flow/parameters/parameters.ts';
import { edgeKeys, flowKeys } from '../flow/parse/parse.ts';
import { nodeKeys, retryKeys } from '../flow/parse/parse-node.ts';
import { parameterTypes } from '../flow/tree.ts';
import { described, type KeyDocs } from './described.ts';
import { fieldSchema, placeholder } from './field-schema.ts';
import type { NodeDocs } from './node-docs.ts';
import { DRAFT, type Schema } from './schema.ts';

/** A text; YAML may take it for a number, and a key may stand there without a value. */
const label = { type: ['string', 'number', 'boolean', 'null'] } as const;
const expression = { type: ['string', 'number', 'boolean', 'null'] } as const;
const flag = { type: ['boolean', 'null'] } as const;
const number = { type: ['number', 'null'] } as const;
const expressions = { type: ['object', 'null'], additionalProperties: expression } as const;

/** The keys of a flow and its parts, behind the name of what they belong to: `flow.nodes`, `edge.condition`. */
export const keysOfFlows = [
  ...flowKeys.map((key) => `flow.${key}` as const),
  ...parameterKeys.map((key) => `parameter.${key}` as const),
  ...nodeKeys.map((key) => `node.${key}` as const),
  ...retryKeys.map((key) => `retry.${key}` as const),
  ...edgeKeys.map((key) => `edge.${key}` as const),
];

/**
 * The JSON Schema of flows, or of templates, as far as one can say it: which nodes there are and what their configs
 * hold. `docs` describe the node types and their keys for editors, as far as they are known; `keyDocs` all other keys.
 */
export function flowSchema(
  types: readonly NodeType[],
  { title = 'bisheng flow', docs = new Map(), keyDocs = {} }: FlowSchemaOptions = {},
): Schema {
  const properties = {
    name: label,
    description: label,
    version: label,
    parameters: { type: ['array', 'null'], items: { $ref: '#/definitions/parameter' } },
    nodes: { type: 'array', minItems: 1, items: { $ref: '#/definitions/node' } },
    edges: { type: ['array', 'null'], items: { $ref: '#/definitions/edge' } },
    outputs: expressions,
    defaults: {
      type: ['object', 'null'],
      additionalProperties: false,
      properties: { retry: { $ref: '#/definitions/retry' }, timeout: orPlaceholder(number) },
    },
  } satisfies Record<(typeof flowKeys)[number], Schema>;
  return {
    $schema: DRAFT,
    title,
    type: 'object',
    required: ['nodes'],
    additionalProperties: false,
    properties: described('flow', properties, keyDocs),
    definitions: {
      parameter: parameterSchema(keyDocs),
      node: nodeSchema(types, docs, keyDocs),
      edge: edgeSchema(keyDocs),
      retry: retrySchema(keyDocs),
    },
  };
}

interface FlowSchemaOptions {
  readonly title?: string;
  readonly docs?: NodeDocs;
  readonly keyDocs?: KeyDocs;
}

function parameterSchema(docs: KeyDocs): Schema {
  const properties = {
    name: { type: 'string' },
    type: { enum: [...parameterTypes] },
    required: flag,
    default: {},
    description: label,
    enum: { type: ['array', 'null'], minItems: 1 },
    min: number,
    max: number,
    pattern: label,
    secret: flag,
    env: { type: ['string', 'null'], pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
  } satisfies Record<(typeof parameterKeys)[number], Schema>;
  return {
    type: 'object',
    required: ['name', 'type'],
    additionalProperties: false,
    properties: described('parameter', properties, docs),
  };
}

function retrySchema(docs: KeyDocs): Schema {
  const properties = {
    max_attempts: orPlaceholder({ type: ['integer', 'null'], minimum: 1 }),
    delay: orPlaceholder({ ...number, minimum: 0 }),
    backoff: orPlaceholder({ ...number, minimum: 1 }),
    jitter: orPlaceholder({ ...number, minimum: 0, maximum: 1 }),
    when: expression,
  } satisfies Record<(typeof retryKeys)[number], Schema>;
  return {
    type: ['object', 'null'],
    additionalProperties: false,
    properties: described('retry', properties, docs),
  };
}

function edgeSchema(docs: KeyDocs): Schema {
  const end = { type: ['string', 'number'] };
  const properties = {
    from: end,
    to: end,
    condition: expression,
  } satisfies Record<(typeof edgeKeys)[number], Schema>;
  return {
    type: 'object',
    required: ['from', 'to'],
    additionalProperties: false,
    properties: described('edge', properties, docs),
  };
}

function nodeSchema(types: readonly NodeType[], docs: NodeDocs, keyDocs: KeyDocs): Schema {
  const names = types.map(({ type }) => type);
  const properties = {
    id: { type: ['string', 'number'] },
    // Another flow's or a later version's type is a type, too; a placeholder can be one.
    type: { anyOf: [...names.map((name) => typeName(name, docs)), { type: 'string' }] },
    name: label,
    description: label,
    config: { type: ['object', 'string', 'null'] },
    inputs: expressions,
    retry: { $ref: '#/definitions/retry' },
    timeout: orPlaceholder(number),
    on_error: label,
    cache: orPlaceholder({ type: 'boolean' }),
  } satisfies Record<(typeof nodeKeys)[number], Schema>;
  return {
    type: 'object',
    required: ['id', 'type'],
    additionalProperties: false,
    properties: described('node', properties, keyDocs),
    allOf: types.map((type) => ({
      if: { properties: { type: { const: type.type } }, required: ['type'] },
      then: { properties: { config: orPlaceholder(configSchema(type, docs)) } },
    })),
  };
}

function typeName(name: string, docs: NodeDocs): Schema {
  const description = docs.get(name)?.about;
  return { const: name, ...(description !== undefined && { description }) };
}

function configSchema(type: NodeType, docs: NodeDocs): Schema {
  const { config, openConfig } = type;
  const fields = Object.entries(config);
  // What a node takes as an input may stand in its config too.
  const ports = type.inputs({}).map(({ name }): [string, Schema] => [name, {}]);
  const inputs = new Set(ports.map(([name]) => name));
  // An input may come from elsewhere.
  const required = fields.filter(([name, field]) => field.required && !inputs.has(name));
  const keys = docs.get(type.type)?.config;
  return {
    type: ['object', 'null'],
    ...(openConfig ? {} : { additionalProperties: false }),
    properties: {
      ...Object.fromEntries(ports),
      // Any node may ask to run alone.
      parallel: orPlaceholder(flag),
      ...Object.fromEntries(
        fields.map(([name, field]) => {
          const description = keys?.get(name);
          const schema = fieldSchema(field);
          return [name, description === undefined ? schema : { description, ...schema }];
        }),
      ),
    },
    ...(required.length > 0 && { required: required.map(([name]) => name) }),
  };
}

function orPlaceholder(schema: Schema): Schema {
  return { anyOf: [schema, placeholder] };
}
