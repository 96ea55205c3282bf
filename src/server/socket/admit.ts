import type { IncomingMessage } from 'node:http';
import { message } from '../../messages/message.ts';
import { bearerOf, tooOften } from '../authenticate.ts';
import { HttpProblem } from '../http-problem.ts';
import type { ServerParts } from '../server-env.ts';
import type { Bearer } from '../token.ts';
import { visitorRefusal } from '../visitor-refusal.ts';

/** The sub-protocol that is spoken here. */
export const PROTOCOL = 'bisheng';
/** A token comes as a sub-protocol that begins so. */
const TOKEN_PROTOCOL = 'bearer.';
const LONGEST_ID = 128;

/** Who may connect, and as what. */
export interface Admitted {
  readonly bearer: Bearer;
  readonly connection: string;
  /** A run to go on with at once. */
  readonly resume: { readonly run: string; readonly after: string | undefined } | undefined;
}

/** Looks at a request to become a WebSocket before it does. Rejects with HttpProblem. */
export async function admit(incoming: IncomingMessage, parts: ServerParts): Promise<Admitted> {
  const refusal = visitorRefusal(incoming.headers, parts.rules);
  if (refusal === 'host') throw new HttpProblem(421, 'wrong-host', message('serve/wrong-host'));
  if (refusal) throw new HttpProblem(403, 'wrong-origin', message('serve/wrong-origin'));
  const [path = '', query = ''] = (incoming.url ?? '').split('?', 2);
  const [, user, connection] = /^\/ws\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (user === undefined || connection === undefined) {
    throw new HttpProblem(404, 'not-found', message('socket/path'));
  }
  if (!isWebSocket(incoming)) {
    const headers = { Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
    throw new HttpProblem(426, 'upgrade', message('socket/upgrade'), { headers });
  }
  const asked = new URLSearchParams(query);
  const bearer = await visitorOf(incoming, asked, parts);
  if (decoded(user) !== bearer.user) {
    throw new HttpProblem(403, 'other-user', message('socket/other-user'));
  }
  const wait = parts.rate.take(bearer.user);
  if (wait !== undefined) throw tooOften(wait);
  const id = decoded(connection);
  if (id === undefined || !/^[\x21-\x7e]+$/.test(id) || id.length > LONGEST_ID) {
    throw new HttpProblem(
      422,
      'connection-id',
      message('socket/connection-id', { most: LONGEST_ID }),
    );
  }
  const run = asked.get('run_id');
  const resume = run === null ? undefined : { run, after: asked.get('seq') ?? undefined };
  return { bearer, connection: id, resume };
}

/** The sub-protocol to answer with: never the one that holds the token. */
export function chosenProtocol(offered: ReadonlySet<string>): string | false {
  return offered.has(PROTOCOL) ? PROTOCOL : false;
}

async function visitorOf(
  incoming: IncomingMessage,
  asked: URLSearchParams,
  parts: ServerParts,
): Promise<Bearer> {
  // Addresses stand in logs of proxies and in histories.
  if (['token', 'access_token', 'authorization'].some((name) => asked.has(name))) {
    throw unauthorized('socket/url-token');
  }
  const offered = (incoming.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((p) => p.trim());
  const token = offered.find((protocol) => protocol.startsWith(TOKEN_PROTOCOL));
  // A browser breaks off where none of what it offers is chosen.
  if (offered[0] !== '' && !offered.includes(PROTOCOL)) {
    throw new HttpProblem(400, 'protocol', message('socket/protocol'));
  }
  const header = incoming.headers.authorization;
  if (header !== undefined) return bearerOf(header, parts);
  if (token !== undefined) return bearerOf(`Bearer ${token.slice(TOKEN_PROTOCOL.length)}`, parts);
  const ticket = asked.get('ticket');
  if (ticket === null) return bearerOf(undefined, parts);
  const bearer = parts.tokens.tickets.redeem(ticket);
  if (!bearer) throw unauthorized('socket/ticket');
  return bearer;
}

function unauthorized(key: 'socket/url-token' | 'socket/ticket'): HttpProblem {
  return new HttpProblem(401, 'unauthorized', message(key), {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}

function isWebSocket({ headers, method }: IncomingMessage): boolean {
  const version = headers['sec-websocket-version'];
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && version === '13';
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
