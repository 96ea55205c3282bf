import type { Say } from '../../messages/message.ts';
import { answer } from '../answer.ts';
import type { FieldProblem, HttpProblem } from '../http-problem.ts';
import type { ServerContext } from '../server-env.ts';

/** The routes of OpenAI's API begin so. */
export const OPENAI = '/v1/';

/** Where OpenAI's API has another status: its clients ask again after a 409. */
const statuses: Readonly<Record<number, number>> = { 409: 400, 422: 400 };

/** OpenAI's own codes, by which its clients and their users know what is wrong. */
const codes: Readonly<Record<string, string>> = {
  unauthorized: 'invalid_api_key',
  'flow-missing': 'model_not_found',
  'too-many-requests': 'rate_limit_exceeded',
  busy: 'rate_limit_exceeded',
};

/** What OpenAI's API tells of an error. */
export interface OpenAiError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string;
}

/** An error as OpenAI's API tells it, so that its clients raise the errors that their users know. */
export function openAiAnswer(context: ServerContext, problem: HttpProblem, say: Say): Response {
  const status = statuses[problem.status] ?? problem.status;
  const headers = status >= 500 && status !== 503 ? noRetry : {};
  return answer(context, { error: { ...openAiError(problem, say) } }, status, {
    ...problem.headers,
    ...headers,
  });
}

/** A run that has failed once would fail and cost again. The official clients heed this. */
const noRetry = { 'X-Should-Retry': 'false' };

export function openAiError(problem: HttpProblem, say: Say): OpenAiError {
  const { status, code, detail, fields } = problem;
  const [field] = fields;
  const text = typeof detail === 'string' ? detail : say(detail);
  return {
    message: field?.msg ?? text,
    type: typeOf(status),
    param: field ? pathOf(field) : code === 'flow-missing' ? 'model' : null,
    code: codes[code] ?? code,
  };
}

function typeOf(status: number): string {
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

/** `messages[0].content` */
function pathOf({ loc }: FieldProblem): string | null {
  const steps = loc.slice(1).map((step, n) => {
    if (typeof step === 'number') return `[${step}]`;
    return n === 0 ? step : `.${step}`;
  });
  return steps.length === 0 ? null : steps.join('');
}
