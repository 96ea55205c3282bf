import { message } from '../messages/message.ts';
import { HttpProblem } from './http-problem.ts';
import type { ServerContext } from './server-env.ts';

/** Printable ASCII, as the draft of the header has it, quoted or not. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** The request's Idempotency-Key. Throws HttpProblem for one that is none. */
export function idempotencyKey(context: ServerContext): string | undefined {
  const key = context.req.header('idempotency-key');
  if (key === undefined) return undefined;
  if (KEY.test(key)) return key;
  throw new HttpProblem(400, 'idempotency-key', message('serve/idempotency-key'));
}
