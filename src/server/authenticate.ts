import type { IncomingMessage } from 'node:http';
import { message } from '../messages/message.ts';
import type { Visitor } from '../service/visitor.ts';
import { HttpProblem } from './http-problem.ts';
import type { ServerContext, ServerParts } from './server-env.ts';
import type { Bearer } from './token.ts';

const challenge = { 'WWW-Authenticate': 'Bearer' };

/**
 * Who has sent a request, as the guide's `get_current_user` finds it out; what stands in its answers are the guide's words, or those of
 * FastAPI's HTTPBearer. Rejects with HttpProblem, also for who asks too often.
 */
export async function authenticate(context: ServerContext, parts: ServerParts): Promise<Visitor> {
  const bearer = await bearerOf(
    context.req.header('authorization'),
    addressOf(context.env.incoming),
    parts,
  );
  context.set('bearer', bearer);
  const wait = parts.rate.take(bearer.user);
  if (wait !== undefined) throw tooOften(wait);
  return bearer;
}

/** The same for what only admins may do. */
export async function authenticateAdmin(
  context: ServerContext,
  parts: ServerParts,
): Promise<Visitor> {
  const visitor = await authenticate(context, parts);
  if (!visitor.isAdmin) throw new HttpProblem(403, 'forbidden', '需要管理员权限');
  return visitor;
}

/** Who has a token that came as `Bearer …`, from an address. Rejects with HttpProblem. */
export async function bearerOf(
  header: string | undefined,
  address: string,
  { tokens, logins }: ServerParts,
): Promise<Bearer> {
  if (!header) throw refusal('Not authenticated');
  const [, scheme = '', token = ''] = /^(\S+)(?: +(\S+))? *$/.exec(header) ?? [];
  if (scheme === '' || token === '') throw refusal('Not authenticated');
  if (scheme.toLowerCase() !== 'bearer') throw refusal('Invalid authentication credentials');
  const known = tokens.known(token);
  if (known) return known;
  const bearer = await tokens.check(token);
  if (bearer === 'invalid' || bearer === 'nobody') {
    const wait = logins.fail(address);
    if (wait !== undefined) throw tooOften(wait);
    throw refusal(bearer === 'invalid' ? '无效的访问令牌' : '无效的用户信息');
  }
  logins.succeed(address);
  return bearer;
}

/** Where a request came from: of a proxy it is the proxy's. */
export function addressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? '';
}

function refusal(detail: string): HttpProblem {
  return new HttpProblem(401, 'unauthorized', detail, { headers: challenge });
}

/** What is answered to who asks too often; `seconds` is how long to wait. */
export function tooOften(seconds: number): HttpProblem {
  const headers = { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) };
  return new HttpProblem(429, 'too-many-requests', message('serve/too-often'), { headers });
}
