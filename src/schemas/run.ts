import { closedObject, optional } from './closed-object.ts';
import { questionSchema, usageSchema } from './events.ts';
import { DRAFT, text, type Schema } from './schema.ts';

const duration = { type: 'number', minimum: 0 } as const;
const count = { type: 'integer', minimum: 0 } as const;
const nullable = { type: ['string', 'null'] } as const;

/** The JSON Schema of the document of `run --output json` (reporters/result/json-result.ts). */
export function runSchema(): Schema {
  const node = closedObject({
    status: { enum: ['succeeded', 'failed', 'skipped', 'cancelled', 'waiting'] },
    outputs: { type: 'object' },
    started_at: nullable,
    duration_ms: duration,
    attempts: count,
    rounds: optional(count),
    usage: optional(usageSchema),
  });
  return {
    $schema: DRAFT,
    title: 'bisheng run',
    ...closedObject({
      format_version: { const: 1 },
      run_id: text,
      flow: { anyOf: [closedObject({ name: text, file: text }), { type: 'null' }] },
      status: { enum: ['succeeded', 'failed', 'cancelled', 'waiting'] },
      outputs: { type: 'object' },
      // What it waits for.
      questions: optional({ type: 'array', items: questionSchema }),
      nodes: { type: 'object', additionalProperties: node },
      error: {
        anyOf: [closedObject({ code: text, message: text, node: nullable }), { type: 'null' }],
      },
      duration_ms: duration,
      usage: optional(usageSchema),
    }),
  };
}
