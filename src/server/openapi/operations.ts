import type { SchemaName } from './schemas.ts';

/** What is answered: JSON of a schema, a list or object of them, or another kind of text; null for nothing. */
export type Content =
  | SchemaName
  | { readonly list: SchemaName }
  | { readonly fields: Readonly<Record<string, Content | 'cursor'>> }
  | { readonly text: string }
  | null;

/** A route, as the document tells it. Paths have `{id}` where the routes have `:id`. */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly tag: 'guide' | 'workflows' | 'runs' | 'admin' | 'server';
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
    summary: 'Gives a text to the workflow that `options.flow` or the project names',
    tag: 'guide',
    parameters: begun,
    body: { schema: 'ProcessRequest', required: true },
    answers: { 200: 'ProcessResponse' },
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
    answers: { 200: { fields: { workflows: { list: 'WorkflowSummary' } } } },
  },
  'GET /api/v1/workflows/{id}': {
    id: 'show_workflow',
    summary: 'A workflow with what it takes, and its graph',
    tag: 'workflows',
    answers: { 200: 'Workflow' },
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
  'GET /api/v1/me': {
    id: 'show_me',
    summary: 'Whose token it is',
    tag: 'server',
    answers: { 200: 'Me' },
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
};
