import { z } from 'zod';

/** Anything that JSON can say. */
const anything = z.unknown();
const dictionary = z.record(z.string(), anything);
const schema = dictionary.describe('JSON Schema');
const text = z.string();
const moment = z.iso.datetime().describe('ISO 8601, UTC');

const question = z.object({
  node: text.describe('Whose answer is wanted; `answers` has it under this name'),
  iteration: z.array(z.int()).optional(),
  prompt: text,
  options: z.array(text).optional(),
  schema: anything.optional(),
});

const runStatus = z.enum(['running', 'waiting', 'succeeded', 'failed', 'cancelled', 'interrupted']);

const runSummary = z.object({
  run_id: text,
  workflow_id: text.nullable(),
  workflow: text.describe('Its name'),
  status: runStatus,
  started_at: moment,
  ended_at: moment.nullable(),
  duration_ms: z.number().nullable(),
  user_id: text.nullable(),
});

const workflowSummary = z.object({
  id: text,
  name: text,
  description: text,
  version: text,
  valid: z.boolean().describe('Whether it can be run'),
});

const nodeField = z.strictObject({
  name: text,
  title: text.optional(),
  description: text.optional(),
  placeholder: text.optional(),
});

const fieldProblem = z.object({
  type: text,
  loc: z.array(z.union([text, z.int()])),
  msg: text,
  input: anything,
  ctx: z.record(z.string(), text).optional(),
});

const model = z.strictObject({
  id: text.describe('The id of a workflow'),
  object: z.literal('model'),
  created: z.int().describe('When its file was changed last, in seconds since 1970'),
  owned_by: text,
});

/** Clients send it as the SDKs have it; what only models heed is passed over. */
const chatRequest = z.object({
  model: text.describe('The id of a workflow'),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
        content: z
          .union([text, z.array(z.object({ type: z.literal('text'), text }))])
          .nullable()
          .optional(),
      }),
    )
    .min(1)
    .describe('The last is a person’s'),
  stream: z.boolean().nullable().optional(),
  stream_options: z
    .object({ include_usage: z.boolean().nullable().optional() })
    .nullable()
    .optional(),
  n: z.literal(1).nullable().optional(),
  metadata: z
    .record(z.string(), anything)
    .nullable()
    .optional()
    .describe('`session_id` becomes the run’s'),
});

const chatCompletion = z.strictObject({
  id: text,
  object: z.literal('chat.completion'),
  created: z.int(),
  model: text,
  choices: z.array(
    z.strictObject({
      index: z.int(),
      message: z.strictObject({ role: z.literal('assistant'), content: text, refusal: z.null() }),
      logprobs: z.null(),
      finish_reason: z.literal('stop'),
    }),
  ),
  usage: z.strictObject({
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    total_tokens: z.int(),
  }),
  bisheng: z.strictObject({
    run_id: text,
    status: z.enum(['succeeded', 'waiting']),
    questions: z.array(question).optional().describe('Where the run waits: answer them'),
  }),
});

const rpc = { jsonrpc: z.literal('2.0') };
const rpcId = z.union([text, z.int()]);
const rpcError = z.looseObject({ code: z.int(), message: text });

/** What goes in and out, by the names of the document's components. */
export const schemas = {
  ProcessRequest: z.object({
    text,
    options: dictionary.nullable().optional().describe('`flow` names the workflow that is run'),
  }),
  ProcessResponse: z.strictObject({
    result: text,
    metadata: z.strictObject({
      user_id: text,
      input_length: z.int().describe('In code points'),
      options: dictionary.nullable(),
    }),
    processing_time: z.number().describe('Seconds'),
  }),
  InputData: dictionary.describe('The run inputs by name'),
  ExecuteResponse: z.strictObject({ status: z.literal('success'), result: anything }),
  WaitingResponse: z.strictObject({
    status: z.literal('waiting'),
    run_id: text,
    questions: z.array(question),
  }),
  GuideError: z.strictObject({ detail: text }),
  GuideValidationError: z.strictObject({ detail: z.union([z.array(fieldProblem), text]) }),
  Problem: z
    .strictObject({
      type: text,
      title: text.describe('A stable code'),
      status: z.int(),
      detail: text,
      request_id: text,
      errors: z.array(fieldProblem).optional(),
    })
    .describe('RFC 9457'),
  Ticket: z.strictObject({ ticket: text, expires_in: z.number().describe('Seconds') }),
  Me: z.strictObject({ user_id: text, role: z.enum(['user', 'admin']) }),
  Health: z.strictObject({ status: z.enum(['ok', 'closing', 'store-gone']) }),
  WorkflowSummary: workflowSummary.strict(),
  Workflow: z.strictObject({
    ...workflowSummary.shape,
    parameters: schema,
    inputs: schema,
    nodes: z.array(
      z.strictObject({
        id: text,
        type: text,
        title: text.optional(),
        description: text.optional(),
        fields: z.array(nodeField).optional().describe('What its component says of its inputs'),
      }),
    ),
    edges: z.array(z.strictObject({ from: text, to: text })),
    problems: z.array(
      z.strictObject({ severity: z.enum(['error', 'warning', 'info']), code: text, message: text }),
    ),
  }),
  RunRequest: z.object({
    inputs: dictionary.nullable().optional(),
    parameters: dictionary.nullable().optional(),
    timeout: z.number().positive().nullable().optional().describe('Seconds'),
  }),
  ResumeRequest: z.object({
    inputs: dictionary.nullable().optional().describe('In place of those in which a secret stood'),
    parameters: dictionary.nullable().optional().describe('In place of secret ones'),
    answers: dictionary.nullable().optional(),
  }),
  AnswersRequest: z.object({ answers: dictionary.describe('By the nodes that ask') }),
  RunAccepted: z.strictObject({ run_id: text, workflow_id: text.optional() }),
  RunSummary: runSummary.strict(),
  Run: z.strictObject({
    ...runSummary.shape,
    inputs: dictionary,
    parameters: dictionary,
    outputs: dictionary.nullable(),
    error: z.strictObject({ code: text, message: text, node: text.nullable() }).nullable(),
    questions: z.array(question),
    sessions: z.int().describe('How often it was begun and gone on with'),
  }),
  Model: model,
  Models: z.strictObject({ object: z.literal('list'), data: z.array(model) }),
  ChatRequest: chatRequest,
  ChatCompletion: chatCompletion,
  JsonRpc: z
    .looseObject({
      ...rpc,
      id: rpcId.nullable().optional(),
      method: text.optional(),
      params: dictionary.optional(),
      result: dictionary.optional(),
      error: rpcError.optional(),
    })
    .describe('JSON-RPC 2.0, as MCP has it'),
  McpMessage: z
    .union([
      z.strictObject({ ...rpc, id: rpcId, method: text, params: dictionary.optional() }),
      z.strictObject({ ...rpc, method: text, params: dictionary.optional() }),
      z.strictObject({ ...rpc, id: rpcId, result: dictionary }),
      z.strictObject({ ...rpc, id: rpcId, error: rpcError }),
    ])
    .describe('A request, a notification, or an answer to one of the server’s requests'),
  OpenAiError: z.strictObject({
    error: z.strictObject({
      message: text,
      type: text,
      param: text.nullable(),
      code: text.describe('Stable'),
    }),
  }),
  Reloaded: z.strictObject({ workflows: z.int() }),
} as const;

export type SchemaName = keyof typeof schemas;
