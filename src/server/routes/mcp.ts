import type { Hono } from 'hono';
import type { Value } from '../../flow/value.ts';
import type { HttpDoor } from '../../mcp/http-door.ts';
import { authenticate } from '../authenticate.ts';
import { readBody } from '../read-body.ts';
import type { ServerContext, ServerEnv, ServerParts } from '../server-env.ts';
import { whenGone } from '../when-gone.ts';

const PATH = '/mcp';
/** Clients before 2025-06-18 may send several messages in one request, which is counted as one. */
const MOST_AT_ONCE = 20;

/** The flows as tools over MCP's streamable HTTP. The SDK is loaded with the first request. */
export function addMcp(app: Hono<ServerEnv>, parts: ServerParts): void {
  let door: Promise<HttpDoor> | undefined;
  const opened = (): Promise<HttpDoor> => (door ??= openDoor(parts));

  app.on(['GET', 'POST', 'DELETE'], PATH, async (context) => {
    const visitor = await authenticate(context, parts);
    const { expires = 0 } = context.get('bearer') ?? {};
    const body = context.req.method === 'POST' ? await bodyOf(context, parts) : undefined;
    if (body instanceof Response) return body;
    const request = requestOf(context);
    return (await opened()).fetch({ request, body, visitor, expires });
  });
}

async function openDoor({ service, say, log }: ServerParts): Promise<HttpDoor> {
  const { HttpDoor } = await import('../../mcp/http-door.ts');
  const failed = (error: unknown): void =>
    log({
      request_id: crypto.randomUUID(),
      method: 'POST',
      path: PATH,
      status: 500,
      duration_ms: 0,
      error: error instanceof Error ? (error.stack ?? String(error)) : String(error),
    });
  return new HttpDoor({ service, say, failed });
}

/** The body's JSON, or the answer to one that is none, in the form of JSON-RPC. */
async function bodyOf(context: ServerContext, parts: ServerParts): Promise<Value | Response> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type.trim()))
    return refusal(415, -32000, 'Unsupported Media Type');
  const body = await readBody(context.env.incoming, parts.body).catch(() => undefined);
  if (!body) return refusal(400, -32700, 'Parse error');
  if ('value' in body) {
    const { value } = body;
    const isLong = Array.isArray(value) && value.length > MOST_AT_ONCE;
    return isLong ? refusal(400, -32600, 'Too many messages at once.') : value;
  }
  if (body.problem === 'large') return refusal(413, -32600, 'The message is too large.');
  if (body.problem === 'deep') return refusal(400, -32600, 'The message is nested too deep.');
  return refusal(400, -32700, 'Parse error');
}

/** JSON-RPC's own words: programs read them. */
function refusal(status: number, code: number, text: string): Response {
  const headers = status === 413 ? { Connection: 'close' } : {};
  const body = { jsonrpc: '2.0', id: null, error: { code, message: text } };
  return Response.json(body, { status, headers });
}

/** The request as the SDK takes it; it is cancelled when the client goes away. */
function requestOf({ req, env }: ServerContext): Request {
  const controller = new AbortController();
  whenGone(env, () => controller.abort());
  const { method } = req;
  return new Request(req.url, { method, headers: req.raw.headers, signal: controller.signal });
}
