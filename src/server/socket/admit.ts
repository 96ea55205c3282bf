import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { message } from '../../messages/message.ts';
import { addressOf, bearerOf, tooOften } from '../authenticate.ts';
import { HttpProblem } from '../http-problem.ts';
import type { ServerParts } from '../server-env.ts';
import type { Bearer } from '../token.ts';
import { visitorRefusal } from '../visitor-refusal.ts';

/** The sub-protocol that is spoken here. */
export const PROTOCOL = 'bisheng';
/** A token comes as a sub-protocol that begins so. */
const TOKEN_PROTOCOL = 'bearer.';
const LONGEST_ID = 128;
/** 16 bytes in Base64 (RFC 6455, 4.1). */
const KEY = /^[\w+/]{22}==$/;
/** A sub-protocol’s name (RFC 9110, 5.6.2). */
const NAME = /^[!#$%&'*+\-.^`|~\w]+$/;

/** Who may connect, and as what. */
export interface Admitted {
  readonly bearer: Bearer;
  readonly connection: string;
  /** A run to go on with at once. */
  readonly resume: { readonly run: string; readonly after: string | undefined } | undefined;
}

const PATH = /^\/ws\/([^/]+)\/([^/]+)$/;

/** Whether a WebSocket is at a path. */
export function isSocketPath(path: string): boolean {
  return PATH.test(path);
}

/** What is said to a request there that is none to become a WebSocket. */
export function notUpgraded(): HttpProblem {
  const headers = { Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
  return new HttpProblem(426, 'upgrade', message('socket/upgrade'), { headers });
}

/** Looks at a request to become a WebSocket before it does. Rejects with HttpProblem. */
export async function admit(incoming: IncomingMessage, parts: ServerParts): Promise<Admitted> {
  const refusal = visitorRefusal(incoming, parts.rules);
  if (refusal === 'host') throw new HttpProblem(421, 'wrong-host', message('serve/wrong-host'));
  if (refusal) throw new HttpProblem(403, 'wrong-origin', message('serve/wrong-origin'));
  const [path = '', query = ''] = (incoming.url ?? '').split('?', 2);
  const [, user, connection] = PATH.exec(path) ?? [];
  if (user === undefined || connection === undefined) {
    throw new HttpProblem(404, 'not-found', message('socket/path'));
  }
  if (!isWebSocket(incoming)) {
    throw notUpgraded();
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
  const isGood = new Set(offered).size === offered.length && offered.every((p) => NAME.test(p));
  if (offered[0] !== '' && !(isGood && offered.includes(PROTOCOL))) {
    throw new HttpProblem(400, 'protocol', message('socket/protocol'));
  }
  const address = addressOf(incoming);
  const header = incoming.headers.authorization;
  if (header !== undefined) return bearerOf(header, address, parts);
  if (token !== undefined) {
    return bearerOf(`Bearer ${token.slice(TOKEN_PROTOCOL.length)}`, address, parts);
  }
  const ticket = asked.get('ticket');
  if (ticket === null) return bearerOf(undefined, address, parts);
  const bearer = parts.tokens.tickets.redeem(ticket);
  if (!bearer) {
    const wait = parts.logins.fail(address);
    throw wait === undefined ? unauthorized('socket/ticket') : tooOften(wait);
  }
  return bearer;
}

function unauthorized(key: 'socket/url-token' | 'socket/ticket'): HttpProblem {
  return new HttpProblem(401, 'unauthorized', message(key), {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}

/** Whether a request wants to become a WebSocket, and nothing else. */
export function asksForSocket({ upgrade }: IncomingHttpHeaders): boolean {
  return upgrade?.toLowerCase() === 'websocket';
}

function isWebSocket({ headers, method }: IncomingMessage): boolean {
  const version = headers['sec-websocket-version'];
  const key = headers['sec-websocket-key'] ?? '';
  return method === 'GET' && asksForSocket(headers) && version === '13' && KEY.test(key);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
