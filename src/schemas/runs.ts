import type { NodeResults } from '../project/take-up.ts';
import type { RunRecord, RunSession, RunSummary, StoredStatus } from '../store/run-record.ts';
import { closedObject, optional, type KeysOf } from './closed-object.ts';
import { anyEvent, errorSchema, eventDefinitions, questionSchema } from './events.ts';
import { DRAFT, text, texts, type Schema } from './schema.ts';

const count = { type: 'integer', minimum: 0 } as const;
const duration = { type: 'number', minimum: 0 } as const;
const anyObject = { type: 'object' } as const;
const version = { const: 1 } as const;
const nullable = { type: ['string', 'null'] } as const;
const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
const list = (items: Schema): Schema => ({ type: 'array', items });

const statuses: readonly StoredStatus[] = [
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
];

const session = closedObject({
  pid: { type: 'integer' },
  host: text,
  started_at: text,
  first_seq: { type: 'integer' },
} satisfies KeysOf<RunSession>);

const summary = {
  id: text,
  flow: text,
  file: text,
  status: { enum: statuses },
  started_at: text,
  ended_at: optional(text),
  duration_ms: optional(duration),
  error: optional(errorSchema),
  questions: optional(list(questionSchema)),
  sessions: list(session),
  user: optional(text),
  served: optional(text),
  damaged: optional(texts),
} satisfies KeysOf<RunSummary>;

const record = { ...summary, origin: anyObject } satisfies KeysOf<RunRecord>;

/** A node in `runs show`. */
const node = closedObject({
  id: text,
  type: optional(text),
  status: { enum: ['pending', 'running', 'succeeded', 'failed', 'cancelled', 'skipped'] },
  executions: count,
  started_at: optional(text),
  duration_ms: optional(duration),
  attempts: optional(count),
  outputs: optional(anyObject),
  error: optional(errorSchema),
});

const results = { node: text, results: count } satisfies KeysOf<NodeResults>;

/** The documents, by the command that prints them. What `runs resume --output json` prints else is that of `run`. */
const documents = {
  list: closedObject({ format_version: version, runs: list(ref('summary')) }),
  show: closedObject({ format_version: version, run: ref('record'), nodes: list(node) }),
  export: closedObject({
    format_version: version,
    run: ref('record'),
    flow_text: nullable,
    events: list(ref('event')),
  }),
  resume_dry_run: closedObject({
    format_version: version,
    run_id: text,
    kept: list(closedObject(results)),
    again: list(closedObject({ ...results, why: texts })),
  }),
  prune: closedObject({ format_version: version, dry_run: { type: 'boolean' }, runs: texts }),
  cache_info: closedObject({
    format_version: version,
    entries: count,
    bytes: count,
    limit: count,
    file: nullable,
  }),
};

/**
 * The JSON Schema of the documents that the commands of kept runs print: `runs list`, `show` and `prune` with `--json`, `runs export`,
 * `runs resume --dry-run --output json`, `cache info --json`. Each is also a definition of its own.
 */
export function runsSchema(): Schema {
  return {
    $schema: DRAFT,
    title: 'bisheng runs',
    type: 'object',
    oneOf: Object.keys(documents).map(ref),
    definitions: {
      ...documents,
      summary: closedObject(summary),
      record: closedObject(record),
      event: anyEvent,
      ...eventDefinitions(),
    },
  };
}
