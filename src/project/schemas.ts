import { fieldSchema, placeholder, type Schema } from './field-schema.ts';
import type { NodeType } from '../flow/node-type.ts';
import { parameterTypes } from '../flow/tree.ts';
import type { modelKeys } from './read-models.ts';
import { settingNames, settingOf, laterKeys, type Kind } from './settings.ts';

const DRAFT = 'http://json-schema.org/draft-07/schema#';
const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const expression = { type: ['string', 'number', 'boolean'] } as const;

/** The JSON Schema of flows and templates, as far as one can say it: which nodes there are and what their configs hold. */
export function flowSchema(types: readonly NodeType[]): Schema {
  return {
    $schema: DRAFT,
    title: 'bisheng flow',
    type: 'object',
    required: ['nodes'],
    additionalProperties: false,
    properties: {
      name: text,
      description: text,
      version: { type: ['string', 'number'] },
      parameters: { type: 'array', items: parameterSchema },
      nodes: { type: 'array', minItems: 1, items: nodeSchema(types) },
      edges: { type: ['array', 'null'], items: edgeSchema },
      outputs: { type: 'object', additionalProperties: expression },
      defaults: {
        type: 'object',
        additionalProperties: false,
        properties: { retry: retrySchema, timeout: orPlaceholder({ type: 'number' }) },
      },
    },
  };
}

const parameterSchema: Schema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: text,
    type: { enum: [...parameterTypes] },
    required: { type: 'boolean' },
    default: {},
    description: text,
    enum: { type: 'array' },
    min: { type: 'number' },
    max: { type: 'number' },
    pattern: text,
    secret: { type: 'boolean' },
    env: text,
  },
};

const retrySchema: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    max_attempts: orPlaceholder({ type: 'integer', minimum: 1 }),
    delay: orPlaceholder({ type: 'number', minimum: 0 }),
    backoff: orPlaceholder({ type: 'number' }),
    jitter: orPlaceholder({ type: 'number' }),
    when: expression,
  },
};

const edgeSchema: Schema = {
  type: 'object',
  required: ['from', 'to'],
  additionalProperties: false,
  properties: { from: text, to: text, condition: expression },
};

function nodeSchema(types: readonly NodeType[]): Schema {
  return {
    type: 'object',
    required: ['id', 'type'],
    additionalProperties: false,
    properties: {
      id: { type: ['string', 'number'] },
      // A component or plugin of the project is a type too.
      type: { anyOf: [{ enum: types.map(({ type }) => type) }, text] },
      name: text,
      description: text,
      config: { type: ['object', 'string', 'null'] },
      inputs: { type: 'object', additionalProperties: expression },
      retry: retrySchema,
      timeout: orPlaceholder({ type: 'number' }),
      on_error: text,
      cache: {},
    },
    allOf: types.map((type) => ({
      if: { properties: { type: { const: type.type } }, required: ['type'] },
      then: { properties: { config: orPlaceholder(configSchema(type)) } },
    })),
  };
}

function configSchema(type: NodeType): Schema {
  const { config, openConfig } = type;
  const fields = Object.entries(config);
  // What a node takes as an input may stand in its config too.
  const ports = type.inputs({}).map(({ name }): [string, Schema] => [name, {}]);
  const required = fields.filter(([, field]) => field.required).map(([name]) => name);
  return {
    type: ['object', 'null'],
    ...(openConfig ? {} : { additionalProperties: false }),
    properties: {
      ...Object.fromEntries(ports),
      // Any node may ask to run alone.
      parallel: { type: ['boolean', 'null'] },
      ...Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(field)])),
    },
    ...(required.length > 0 && { required }),
  };
}

function orPlaceholder(schema: Schema): Schema {
  return { anyOf: [schema, placeholder] };
}

/** The JSON Schema of a plugin's config.yaml (guide: 插件配置文件示例). */
export function pluginSchema(keys: readonly string[]): Schema {
  const known: Readonly<Record<string, Schema>> = {
    dependencies: { type: ['array', 'null'], items: text },
    config: { type: ['object', 'null'] },
    permissions: {
      type: ['array', 'null'],
      items: {
        anyOf: [
          { enum: ['read_text', 'process_text', 'cache_results', 'network'] },
          { type: 'string', pattern: '^(read|write|run|env): *\\S' },
        ],
      },
    },
    limits: { type: ['object', 'null'] },
    version: { type: ['string', 'number'] },
  };
  return {
    $schema: DRAFT,
    title: 'bisheng plugin',
    type: 'object',
    required: ['class_name'],
    additionalProperties: false,
    properties: Object.fromEntries(keys.map((key) => [key, known[key] ?? text])),
  };
}

const nothing = { type: 'null' } as const;
const ofKind: Readonly<Record<Kind, Schema>> = {
  language: { enum: ['en', 'zh'] },
  count: { type: 'integer', minimum: 1 },
  seconds: { type: 'number', exclusiveMinimum: 0 },
  bytes: { type: ['integer', 'string'] },
  boolean: { type: 'boolean' },
  text,
  proxy: text,
  hosts: { anyOf: [text, texts] },
  permissions: texts,
  sandbox: { enum: ['on', 'off', true, false] },
};

const modelSchema: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['base_url', 'model'],
  properties: {
    base_url: { type: 'string', pattern: '^https?://' },
    model: { type: ['string', 'number'] },
    api_key_env: { anyOf: [{ type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }, nothing] },
    kind: { enum: ['chat', 'embedding', null] },
    timeout: { anyOf: [ofKind.seconds, nothing] },
    context_tokens: { anyOf: [ofKind.count, nothing] },
    headers: { type: ['object', 'null'], additionalProperties: { type: ['string', 'number'] } },
  } satisfies Record<(typeof modelKeys)[number], Schema>,
};
const modelsSchema: Schema = {
  type: ['object', 'null'],
  properties: { default: { type: ['string', 'null'] } },
  additionalProperties: modelSchema,
};

/** The JSON Schema of bisheng.yaml. */
export function projectSchema(): Schema {
  const properties: Record<string, Schema> = Object.fromEntries(laterKeys.map((key) => [key, {}]));
  const groups = new Map<string, Record<string, Schema>>();
  for (const name of settingNames) {
    const [first = '', second] = name.split('.');
    const schema = { anyOf: [ofKind[settingOf(name).kind], { type: 'null' }] };
    if (second === undefined) properties[first] = schema;
    else groups.set(first, { ...groups.get(first), [second]: schema });
  }
  properties.models = modelsSchema;
  for (const [name, inner] of groups) {
    properties[name] = { type: ['object', 'null'], additionalProperties: false, properties: inner };
  }
  return {
    $schema: DRAFT,
    title: 'bisheng project',
    type: ['object', 'null'],
    additionalProperties: false,
    properties,
  };
}
