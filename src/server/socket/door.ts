import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { problemOf } from '../answer.ts';
import type { HttpProblem } from '../http-problem.ts';
import type { ServerParts } from '../server-env.ts';
import { admit, asksForSocket } from './admit.ts';
import type { SocketCounts } from './counts.ts';
import { defaultSocketLimits } from './limits.ts';
import type { Sockets } from './sockets.ts';
import { HttpProblem as Problem } from '../http-problem.ts';
import { message } from '../../messages/message.ts';

const ROUTE = '/ws/:user_id/:connection_id';

/** Where requests to become a WebSocket come in. */
export interface SocketDoor {
  /** Lets nobody in any more, waits for runs at most so many seconds, and says goodbye to all. */
  close(seconds: number): Promise<void>;
}

/** Lets WebSockets into a server. What they need is loaded with the first of them. */
export function openSocketDoor(server: Server, parts: ServerParts): SocketDoor {
  const counts: SocketCounts = { open: 0, received: 0, sent: 0, cut: 0, dead: 0 };
  tellCounts(parts, counts);
  let sockets: Promise<Sockets> | undefined;
  let isClosed = false;
  const entering = async (
    incoming: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<string> => {
    if (isClosed || parts.service.isClosing) {
      throw new Problem(503, 'closing', message('service/closing'), {
        headers: { 'Retry-After': '1' },
      });
    }
    const admitted = await admit(incoming, parts);
    sockets ??= import('./sockets.ts').then(
      (loaded) => new loaded.Sockets(parts, { ...defaultSocketLimits, ...parts.sockets }, counts),
    );
    (await sockets).enter(admitted, incoming, socket, head);
    return admitted.bearer.user;
  };
  server.on('upgrade', (incoming, socket, head) => {
    if (answeredAsUsual(server, incoming, socket)) return;
    const since = performance.now();
    const ignore = (): void => undefined;
    socket.on('error', ignore);
    const request = crypto.randomUUID();
    const told = (status: number, more: { user?: string; error?: string }): void => {
      const duration = performance.now() - since;
      parts.metrics.answered('GET', ROUTE, status, duration / 1000);
      const [path = ''] = (incoming.url ?? '').split('?', 1);
      const duration_ms = Math.round(duration * 100) / 100;
      parts.log({ request_id: request, method: 'GET', path, status, duration_ms, ...more });
    };
    entering(incoming, socket, head).then(
      (user) => {
        socket.off('error', ignore);
        told(101, { user });
      },
      (error: unknown) => {
        const problem = problemOf(error, parts.say);
        const inner =
          problem.code === 'internal' && error instanceof Error ? error.stack : undefined;
        told(problem.status, inner === undefined ? {} : { error: inner });
        refuse(socket, problem, request, parts);
      },
    );
  });
  return {
    close: async (seconds) => {
      isClosed = true;
      await (await sockets)?.close(seconds);
    },
  };
}

/**
 * Other upgrades than to a WebSocket are offers, which one need not take (RFC 9110, 7.8): some clients offer HTTP/2 with each request.
 * Node has let go of the body by now, so that only requests without one can be answered.
 */
function answeredAsUsual(server: Server, incoming: IncomingMessage, socket: Duplex): boolean {
  const { headers } = incoming;
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in headers;
  if (asksForSocket(headers) || hasBody || !(socket instanceof Socket)) return false;
  const response = new ServerResponse(incoming);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.on('finish', () => socket.end());
  incoming.push(null);
  server.emit('request', incoming, response);
  return true;
}

function tellCounts({ metrics }: ServerParts, counts: SocketCounts): void {
  metrics.gauge('bisheng_sockets', 'WebSockets that are open.', () => counts.open);
  const totals = {
    received: 'Messages of clients over WebSocket.',
    sent: 'Messages to clients over WebSocket.',
    cut: 'WebSockets that were cut off because they took nothing.',
    dead: 'WebSockets that did not answer a ping.',
  } as const;
  for (const [name, help] of Object.entries(totals) as [keyof typeof totals, string][]) {
    metrics.counter(`bisheng_sockets_${name}_total`, help, () => counts[name]);
  }
}

/** The answer to who is not let in; nothing is kept of the connection. */
function refuse(
  socket: Duplex,
  { status, code, detail, headers }: HttpProblem,
  request: string,
  { say }: ServerParts,
): void {
  const body = JSON.stringify({
    type: 'about:blank',
    title: code,
    status,
    detail: typeof detail === 'string' ? detail : say(detail),
    request_id: request,
  });
  const lines = Object.entries({
    'Content-Type': 'application/problem+json',
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Request-Id': request,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    Connection: 'close',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  // The words for a status stand for nothing (RFC 9112, 4).
  socket.end([`HTTP/1.1 ${status} `, ...lines, '', body].join('\r\n'), () => socket.destroy());
}
