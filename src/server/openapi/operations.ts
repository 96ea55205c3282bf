import type { SchemaName } from './schemas.ts';

/** What is answered: JSON of a schema, a list or object of them, or another kind of text; null for nothing. */
export type Content =
  | SchemaName
  | { readonly list: SchemaName }
  | { readonly fields: Readonly<Record<string, Content | 'cursor'>> }
  | { readonly text: string }
  /** JSON, or another kind of text where that was asked for. */
  | { readonly either: readonly [SchemaName, string] }
  | null;

/** A route, as the document tells it. Paths have `{id}` where the routes have `:id`. */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly tag: 'guide' | 'workflows' | 'runs' | 'openai' | 'mcp' | 'admin' | 'server';
  readonly parameters?: readonly ParameterName[];
  readonly body?: { readonly schema: SchemaName; readonly required: boolean };
  /** By status; those that all routes of its kind have come besides. */
  readonly answers: Readonly<Record<number, Content>>;
  /** False: everybody may ask. */
  readonly token?: false;
}

/** Parameters in headers and queries. */
export const parameters = {
  'Idempotency-Key': {
    in: 'header',
    description: 'The same request with the same key begins one run.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
  },
  'Last-Event-ID': {
    in: 'header',
    description: 'The number of the last event that is known already.',
    schema: { type: 'string', pattern: '^[0-9]{1,15}$' },
  },
  last_event_id: {
    in: 'query',
    description: 'The same, where no header can be set.',
    schema: { type: 'string', pattern: '^[0-9]{1,15}$' },
  },
  'Mcp-Session-Id': {
    in: 'header',
    description: 'The session that the server has named.',
    schema: { type: 'string' },
  },
  lang: {
    in: 'query',
    description: 'The language of its words; else the server’s.',
    schema: { enum: ['en', 'zh'] },
  },
  status: {
    in: 'query',
    description: 'Only runs in this state.',
    schema: {
      enum: ['running', 'waiting', 'succeeded', 'failed', 'cancelled', 'interrupted'],
    },
  },
  workflow: {
    in: 'query',
    description: 'Only runs of the workflow of this name or file.',
    schema: { type: 'string' },
  },
  user: {
    in: 'query',
    description: 'Only runs of this user; for admins.',
    schema: { type: 'string' },
  },
  limit: {
    in: 'query',
    description: 'So many at most.',
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  },
  before: {
    in: 'query',
    description: 'What is behind the run of this id: `next` of the page before.',
    schema: { type: 'string' },
  },
} as const;
export type ParameterName = keyof typeof parameters;

const begun: ParameterName[] = ['Idempotency-Key'];

/** All routes, by method and path. */
export const operations: Readonly<Record<string, Operation>> = {
  'POST /api/v1/custom/process': {
    id: 'process_text',
    summary:
      'Gives a text to the workflow that `options.flow` or the project names; 202 where it waits for a person',
    tag: 'guide',
    parameters: begun,
    body: { schema: 'ProcessRequest', required: true },
    answers: { 200: 'ProcessResponse', 202: 'WaitingResponse' },
  },
  'GET /api/v1/custom/workflows': {
    id: 'list_custom_workflows',
    summary: 'The workflows',
    tag: 'guide',
    answers: { 200: { list: 'WorkflowSummary' } },
  },
  'POST /api/v1/custom/workflows/{id}/execute': {
    id: 'execute_workflow',
    summary: 'Runs a workflow to its end; 202 where it waits for a person',
    tag: 'guide',
    parameters: begun,
    body: { schema: 'InputData', required: true },
    answers: { 200: 'ExecuteResponse', 202: 'WaitingResponse' },
  },
  'GET /api/v1/workflows': {
    id: 'list_workflows',
    summary: 'The workflows',
    tag: 'workflows',
    answers: { 200: { fields: { workflows: { list: 'WorkflowSummary' }, chat: 'cursor' } } },
  },
  'GET /api/v1/workflows/{id}': {
    id: 'show_workflow',
    summary: 'A workflow with what it takes, and its graph',
    tag: 'workflows',
    answers: { 200: 'Workflow' },
  },
  'GET /api/v1/workflows/{id}/graph': {
    id: 'draw_workflow',
    summary: 'Its graph as a picture; 204 where there is none: it is broken, or too large',
    tag: 'workflows',
    parameters: ['lang'],
    answers: { 200: { text: 'image/svg+xml' }, 204: null },
  },
  'POST /api/v1/workflows/{id}/runs': {
    id: 'begin_run',
    summary: 'Begins a run and answers at once',
    tag: 'workflows',
    parameters: begun,
    body: { schema: 'RunRequest', required: false },
    answers: { 202: 'RunAccepted' },
  },
  'GET /api/v1/runs': {
    id: 'list_runs',
    summary: 'One’s own runs, the newest first',
    tag: 'runs',
    parameters: ['status', 'workflow', 'user', 'limit', 'before'],
    answers: { 200: { fields: { runs: { list: 'RunSummary' }, next: 'cursor' } } },
  },
  'GET /api/v1/runs/{id}': {
    id: 'show_run',
    summary: 'A run',
    tag: 'runs',
    answers: { 200: 'Run' },
  },
  'POST /api/v1/runs/{id}/cancel': {
    id: 'cancel_run',
    summary: 'Ends a run as cancelled',
    tag: 'runs',
    answers: { 200: 'Run' },
  },
  'POST /api/v1/runs/{id}/resume': {
    id: 'resume_run',
    summary: 'Goes on with a run that waits, has failed, was cancelled or interrupted',
    tag: 'runs',
    body: { schema: 'ResumeRequest', required: false },
    answers: { 202: 'RunAccepted' },
  },
  'POST /api/v1/runs/{id}/answers': {
    id: 'answer_run',
    summary: 'Answers what a waiting run asks',
    tag: 'runs',
    body: { schema: 'AnswersRequest', required: true },
    answers: { 202: 'RunAccepted' },
  },
  'GET /api/v1/runs/{id}/events': {
    id: 'follow_run',
    summary: 'The events of a run as Server-Sent Events; 204 where nothing more will come',
    tag: 'runs',
    parameters: ['Last-Event-ID', 'last_event_id'],
    answers: { 200: { text: 'text/event-stream' }, 204: null },
  },
  'GET /v1/models': {
    id: 'list_models',
    summary: 'The workflows that can be chatted with, as the models of OpenAI’s API',
    tag: 'openai',
    answers: { 200: 'Models' },
  },
  'GET /v1/models/{id}': {
    id: 'show_model',
    summary: 'One of them',
    tag: 'openai',
    answers: { 200: 'Model' },
  },
  'POST /v1/chat/completions': {
    id: 'chat',
    summary: 'A workflow’s answer to a conversation, whole or streamed, as OpenAI’s API gives it',
    tag: 'openai',
    parameters: begun,
    body: { schema: 'ChatRequest', required: true },
    answers: { 200: { either: ['ChatCompletion', 'text/event-stream'] } },
  },
  'POST /mcp': {
    id: 'send_mcp',
    summary: 'The workflows as tools: a message of the Model Context Protocol (streamable HTTP)',
    tag: 'mcp',
    parameters: ['Mcp-Session-Id'],
    body: { schema: 'McpMessage', required: true },
    answers: { 200: { either: ['JsonRpc', 'text/event-stream'] }, 202: null },
  },
  'GET /mcp': {
    id: 'listen_mcp',
    summary: 'What the server sends of itself in a session',
    tag: 'mcp',
    parameters: ['Mcp-Session-Id'],
    answers: { 200: { text: 'text/event-stream' } },
  },
  'DELETE /mcp': {
    id: 'end_mcp',
    summary: 'Ends a session',
    tag: 'mcp',
    parameters: ['Mcp-Session-Id'],
    answers: { 200: null },
  },
  'GET /api/v1/me': {
    id: 'show_me',
    summary: 'Whose token it is',
    tag: 'server',
    answers: { 200: 'Me' },
  },
  'POST /api/v1/tickets': {
    id: 'take_ticket',
    summary: 'A ticket that opens one WebSocket of its user, once and soon',
    tag: 'server',
    answers: { 201: 'Ticket' },
  },
  'POST /api/v1/admin/reload': {
    id: 'reload',
    summary: 'Reads the project and its workflows anew',
    tag: 'admin',
    answers: { 200: 'Reloaded', 403: 'Problem' },
  },
  'GET /metrics': {
    id: 'show_metrics',
    summary: 'What Prometheus reads',
    tag: 'admin',
    answers: { 200: { text: 'text/plain' }, 403: 'Problem' },
  },
  'GET /livez': {
    id: 'livez',
    summary: 'Whether the process lives',
    tag: 'server',
    answers: { 200: 'Health' },
    token: false,
  },
  'GET /readyz': {
    id: 'readyz',
    summary: 'Whether it takes new work',
    tag: 'server',
    answers: { 200: 'Health', 503: 'Health' },
    token: false,
  },
  'GET /openapi.json': {
    id: 'show_openapi',
    summary: 'This document',
    tag: 'server',
    answers: { 200: { text: 'application/json' } },
    token: false,
  },
  'GET /docs': {
    id: 'show_docs',
    summary: 'The same as a page',
    tag: 'server',
    answers: { 200: { text: 'text/html' } },
    token: false,
  },
  'GET /': {
    id: 'show_page',
    summary: 'A page on which a person runs flows and watches them',
    tag: 'server',
    answers: { 200: { text: 'text/html' }, 304: null, 404: 'Problem' },
    token: false,
  },
  'GET /page/{file}': {
    id: 'show_page_file',
    summary: 'What the page is made of',
    tag: 'server',
    answers: { 200: { text: '*/*' }, 304: null, 404: 'Problem' },
    token: false,
  },
};

/** The project's own paths, which answer as `execute` does. */
export function routeOperations(
  routes: ReadonlyMap<string, string>,
): Readonly<Record<string, Operation>> {
  const shown = [...routes].map(([path, flow], n): [string, Operation] => [
    `POST ${path}`,
    {
      id: `route_${n + 1}`,
      summary: `Runs the workflow “${flow}” to its end; 202 where it waits for a person`,
      tag: 'guide',
      parameters: begun,
      body: { schema: 'InputData', required: true },
      answers: { 200: 'ExecuteResponse', 202: 'WaitingResponse', 404: 'GuideError' },
    },
  ]);
  return Object.fromEntries(shown);
}
