import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { toJson, type Value } from '../flow/value.ts';
import type { Say } from '../messages/message.ts';
import { ServiceError, type ServiceProblem } from '../service/service-error.ts';
import { StoreError } from '../store/store-error.ts';
import { message } from '../messages/message.ts';
import { HttpProblem, type FieldProblem } from './http-problem.ts';
import { inputProblem } from './fields.ts';
import type { ServerContext } from './server-env.ts';

/** Answers with JSON; whole numbers beyond 2^53 keep all their digits. */
export function answer(
  context: ServerContext,
  value: Value,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return context.body(toJson(value), status as ContentfulStatusCode, {
    'Content-Type': 'application/json',
    ...headers,
  });
}

const statusOf: Readonly<Record<ServiceProblem, number>> = {
  'flow-missing': 404,
  'flow-invalid': 409,
  'run-missing': 404,
  parameters: 422,
  input: 422,
  state: 409,
  'key-reused': 422,
  busy: 429,
  'result-too-large': 409,
  closing: 503,
  store: 503,
};

/** Whatever was thrown, as what is answered; a defect says nothing of itself. */
export function problemOf(error: unknown, say: Say): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof ServiceError) {
    const { problem, text, findings } = error;
    const status = statusOf[problem];
    const headers = status === 429 || status === 503 ? { 'Retry-After': '1' } : undefined;
    const fields = findings.map((finding): FieldProblem => ({
      type: finding.code,
      loc: ['body', 'parameters', ...nameIn(finding)],
      msg: say(finding.message),
      input: null,
    }));
    if (error.input) fields.push(inputProblem(error.input));
    // Of a flow that can't be run, its author may see the findings, not everybody.
    const isOwn = problem === 'parameters' || error.input !== undefined;
    return new HttpProblem(status, problem, text, {
      ...(headers && { headers }),
      ...(isOwn && { fields }),
    });
  }
  if (error instanceof StoreError) {
    return new HttpProblem(503, 'store', message('serve/store'), {
      headers: { 'Retry-After': '5' },
    });
  }
  return new HttpProblem(500, 'internal', message('serve/internal'));
}

/** The parameter that a finding is about. */
function nameIn({ code, message: { values } }: Diagnostic): string[] {
  const name = code.startsWith('parameter-') ? values?.name : undefined;
  return typeof name === 'string' ? [name] : [];
}

/** As FastAPI tells it: what is wrong with a body as a list, anything else as a text. */
export function guideAnswer(context: ServerContext, problem: HttpProblem, say: Say): Response {
  const { status, fields, headers } = problem;
  const detail =
    fields.length > 0 && status === 422 ? (fields as unknown as Value) : textOf(problem, say);
  return answer(context, { detail }, status, headers);
}

/** As RFC 9457 says. */
export function problemAnswer(context: ServerContext, problem: HttpProblem, say: Say): Response {
  const { status, code, fields, headers } = problem;
  const body = {
    type: 'about:blank',
    title: code,
    status,
    detail: textOf(problem, say),
    request_id: context.get('requestId'),
    ...(fields.length > 0 && { errors: fields as unknown as Value }),
  };
  return answer(context, body, status, { ...headers, 'Content-Type': 'application/problem+json' });
}

function textOf({ detail }: HttpProblem, say: Say): string {
  return typeof detail === 'string' ? detail : say(detail);
}
