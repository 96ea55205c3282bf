import type {
  FlowRef,
  LoopExit,
  PlannedNode,
  Question,
  RunError,
  RunEvent,
} from '../engine/run-event.ts';
import type { TokenUsage } from '../engine/tokens.ts';
import { closedObject, optional, type KeysOf } from './closed-object.ts';
import { DRAFT, text, texts, type Schema } from './schema.ts';

const count = { type: 'integer', minimum: 0 } as const;
const positive = { type: 'integer', minimum: 1 } as const;
const duration = { type: 'number', minimum: 0 } as const;
const anyObject = { type: 'object' } as const;
const perhaps = (schema: { readonly type: string }): Schema => ({
  ...schema,
  type: [schema.type, 'null'],
});
const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

/** When an event's time is: ISO 8601 in UTC. */
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$' };
const node = { node: text, iteration: optional({ type: 'array', items: count }) } as const;

/** What a `type` is called, and the keys besides `seq`, `run_id` and `time`. */
type EventKeys = {
  readonly [T in RunEvent['type']]: Omit<
    KeysOf<Extract<RunEvent, { readonly type: T }>>,
    'seq' | 'run_id' | 'time' | 'type'
  >;
};

const events: EventKeys = {
  run_started: {
    format_version: { const: 1 },
    flow: ref('flow'),
    resumed: optional({ const: true }),
    dropped: optional({ type: 'array', items: text }),
    nodes: { type: 'array', items: ref('planned_node') },
  },
  node_started: { ...node, node_type: text, attempt: positive },
  node_progress: {
    ...node,
    done: optional({ type: 'number' }),
    total: optional(perhaps({ type: 'number' })),
    message: optional(text),
  },
  stream_start: { ...node, attempt: positive },
  stream_chunk: { ...node, text },
  stream_end: node,
  stream_error: { ...node, error: ref('error') },
  node_finished: {
    ...node,
    outputs: anyObject,
    attempts: count,
    duration_ms: duration,
    rounds: optional(count),
    exit: optional({ enum: ['end', 'limit', 'break'] satisfies LoopExit[] }),
    usage: optional(ref('usage')),
    reused: optional({ enum: ['run', 'cache'] }),
  },
  node_failed: {
    ...node,
    status: { enum: ['failed', 'cancelled'] },
    error: ref('error'),
    attempts: count,
    duration_ms: duration,
    usage: optional(ref('usage')),
    inputs: optional(anyObject),
    handled_by: perhaps(text),
  },
  node_skipped: node,
  node_retrying: {
    ...node,
    attempt: positive,
    max_attempts: positive,
    delay_ms: duration,
    error: ref('error'),
  },
  loop_iteration: {
    ...node,
    round: count,
    done: perhaps(count),
    total: perhaps(count),
    max_iterations: perhaps(count),
  },
  warning: { node: optional(text), iteration: node.iteration, code: text, message: text },
  log: { ...node, level: { enum: ['debug', 'info', 'warning', 'error'] }, message: text },
  run_waiting: { questions: { type: 'array', items: ref('question') }, duration_ms: duration },
  run_finished: {
    status: { enum: ['succeeded', 'failed', 'cancelled'] },
    outputs: anyObject,
    single: { type: 'boolean' },
    error: { anyOf: [ref('error'), { type: 'null' }] },
    duration_ms: duration,
    usage: optional(ref('usage')),
  },
};

/** Tokens of language models. */
export const usageSchema = closedObject({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
} satisfies KeysOf<TokenUsage>);

/** What a HumanInput asks. */
export const questionSchema = closedObject({
  ...node,
  prompt: text,
  options: optional(texts),
  schema: optional({}),
} satisfies KeysOf<Question>);

/** What went wrong in a run. */
export const errorSchema = closedObject({
  code: text,
  message: text,
  node: perhaps(text),
  place: optional(text),
  frame: optional(text),
  hint: optional(text),
} satisfies KeysOf<RunError>);

/** The JSON Schema of one event, that is of one line of `run --output ndjson`. */
export function eventsSchema(): Schema {
  return {
    $schema: DRAFT,
    title: 'bisheng run event',
    ...anyEvent,
    definitions: eventDefinitions(),
  };
}

/** Any event, by the {@link eventDefinitions}. */
export const anyEvent: Schema = {
  type: 'object',
  required: ['type'],
  oneOf: Object.keys(events).map(ref),
};

/** What {@link anyEvent} refers to. */
export function eventDefinitions(): Readonly<Record<string, Schema>> {
  return {
    ...Object.fromEntries(
      Object.entries(events).map(([type, keys]) => {
        const common = { seq: count, run_id: text, time, type: { const: type } };
        return [type, closedObject({ ...common, ...keys })];
      }),
    ),
    flow: closedObject({ name: text, file: text } satisfies KeysOf<FlowRef>),
    planned_node: closedObject({
      id: text,
      type: text,
      loop: optional(text),
    } satisfies KeysOf<PlannedNode>),
    error: errorSchema,
    question: questionSchema,
    usage: usageSchema,
  };
}
