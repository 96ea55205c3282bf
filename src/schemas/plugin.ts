import { DRAFT, text, type Schema } from './schema.ts';

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
