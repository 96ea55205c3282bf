import type { modelKeys } from '../project/read-models.ts';
import { settingNames, settingOf, type Kind } from '../project/settings.ts';
import { DRAFT, text, texts, type Schema } from './schema.ts';

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
  names: { anyOf: [text, texts] },
  origins: { anyOf: [text, texts] },
  port: { type: 'integer', minimum: 0, maximum: 65_535 },
  rate: { type: 'number', minimum: 0.01, maximum: 1e6 },
  wait: { type: 'number', minimum: 0, maximum: 3_600 },
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

/** A flow's id, for a door that needs no other setting. */
const flowSchema: Schema = {
  anyOf: [text, { type: 'object', properties: { flow: text }, required: ['flow'] }, nothing],
};

const routesSchema: Schema = {
  type: ['array', 'null'],
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['path', 'flow'],
    properties: { path: { type: 'string', pattern: '^/' }, flow: text },
  },
};

/** The JSON Schema of bisheng.yaml. */
export function projectSchema(): Schema {
  const properties: Record<string, Schema> = {};
  const groups = new Map<string, Record<string, Schema>>();
  for (const name of settingNames) {
    const [first = '', second] = name.split('.');
    const schema = { anyOf: [ofKind[settingOf(name).kind], { type: 'null' }] };
    if (second === undefined) properties[first] = schema;
    else groups.set(first, { ...groups.get(first), [second]: schema });
  }
  properties.models = modelsSchema;
  properties.chat = flowSchema;
  properties.process = flowSchema;
  properties.routes = routesSchema;
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
