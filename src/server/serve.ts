import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import { message, type Say } from '../messages/message.ts';
import { cutStuck } from './cut-stuck.ts';
import { openSocketDoor } from './socket/door.ts';
import type { ServerParts } from './server-env.ts';

/** Milliseconds; who sends more slowly is cut off. */
const REQUEST_TIME = 30_000;
const HEADERS_TIME = 10_000;
const KEEP_ALIVE = 65_000;
/** How often a server that is about to end looks for idle connections. */
const LOOK = 50;
const MAX_HEADERS = 16 * 1024;
const MAX_CONNECTIONS = 10_000;

/** A server that listens. */
export interface Served {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  /**
   * Lets sockets go; from when the runs have ended (`drained`) on, takes no new connections and lets answers that go on end. Cuts off
   * what is left after so many seconds from then.
   */
  close(seconds: number, drained?: Promise<void>): Promise<void>;
}

/** Serves over HTTP. Rejects with the system's error where it can't listen. */
export async function serve(parts: ServerParts, port: number): Promise<Served> {
  const app = createApp(parts);
  const { host } = parts.rules;
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    // What can't even be made a request of: its address or its name is none.
    errorHandler: () => badRequest(parts.say),
  });
  const server = createServer(
    {
      requestTimeout: REQUEST_TIME,
      headersTimeout: HEADERS_TIME,
      keepAliveTimeout: KEEP_ALIVE,
      maxHeaderSize: MAX_HEADERS,
      connectionsCheckingInterval: 1_000,
    },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  server.maxConnections = MAX_CONNECTIONS;
  cutStuck(server);
  const sockets = openSocketDoor(server, parts);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    server,
    close: async (seconds, drained = Promise.resolve()) => {
      await Promise.all([sockets.close(seconds), drained.then(() => close(server, seconds))]);
    },
  };
}

function badRequest(say: Say): Response {
  const requestId = crypto.randomUUID();
  const body = {
    type: 'about:blank',
    title: 'bad-request',
    status: 400,
    detail: say(message('serve/bad-request')),
    request_id: requestId,
  };
  return new Response(JSON.stringify(body), {
    status: 400,
    headers: { 'Content-Type': 'application/problem+json', 'X-Request-Id': requestId },
  });
}

async function close(server: Server, seconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Clients keep connections, which are not idle before their last answer has gone.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK);
  const timer = setTimeout(() => server.closeAllConnections(), seconds * 1000);
  server.closeIdleConnections();
  await closed;
  clearInterval(idle);
  clearTimeout(timer);
}
