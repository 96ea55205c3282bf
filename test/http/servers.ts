import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  createServer as createTcpServer,
  connect,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface TestServer {
  readonly port: number;
  /** What has been asked of it. */
  readonly seen: Seen[];
  url(path?: string, host?: string): string;
}

export type Answer = (seen: Seen, response: ServerResponse, count: number) => void;

const tls = new URL('../fixtures/tls/', import.meta.url);
export const certificate = new URL('cert.pem', tls);

/** A server on the loopback that goes with its test. The answer is told what was asked, and for which time. */
export async function serve(answer: Answer, secure = false): Promise<TestServer> {
  const seen: Seen[] = [];
  const listener: RequestListener = (message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const { method = '', url = '', headers } = message;
      const entry = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(entry);
      answer(entry, response, seen.length);
    });
  };
  const server = secure
    ? createSecureServer(
        { key: readFileSync(new URL('key.pem', tls)), cert: readFileSync(certificate) },
        listener,
      )
    : createServer(listener);
  const port = await listen(server);
  const scheme = secure ? 'https' : 'http';
  return {
    port,
    seen,
    url: (path = '/', host = '127.0.0.1') => `${scheme}://${host}:${port}${path}`,
  };
}

/** A server that answers every connection with bytes of the test's choosing. */
export async function serveBytes(connected: (socket: Socket) => void): Promise<TestServer> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => connected(socket));
  });
  const port = await listen(server);
  return {
    port,
    seen: [],
    url: (path = '/', host = '127.0.0.1') => `http://${host}:${port}${path}`,
  };
}

export interface TestProxy extends TestServer {
  /** The first line and the credentials of each request. */
  readonly asked: { readonly line: string; readonly authorization: string | undefined }[];
}

/**
 * A proxy that leads every host to the loopback: tunnels by CONNECT, plain http by absolute URL. With `credentials` it
 * refuses those who don't have them.
 */
export async function serveProxy(credentials?: string): Promise<TestProxy> {
  const asked: TestProxy['asked'] = [];
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const note = ({ method = '', url = '', headers }: IncomingMessage): boolean => {
    const authorization = headers['proxy-authorization'];
    asked.push({ line: `${method} ${url}`, authorization });
    return wanted === undefined || authorization === wanted;
  };
  const server = createServer((message, response) => {
    if (!note(message)) {
      response.writeHead(407).end();
      return;
    }
    const { port, pathname, search } = new URL(message.url ?? '');
    const headers = { ...message.headers };
    delete headers['proxy-authorization'];
    const onward = httpRequest(
      { host: '127.0.0.1', port, path: pathname + search, method: message.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.writeHead(502).end());
    message.pipe(onward);
  });
  server.on('connect', (message: IncomingMessage, socket: Socket) => {
    socket.on('error', () => undefined);
    if (!note(message)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [, port = '0'] = /:(\d+)$/.exec(message.url ?? '') ?? [];
    const onward = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  const port = await listen(server);
  return {
    port,
    seen: [],
    asked,
    url: (path = '/', host = '127.0.0.1') => `http://${host}:${port}${path}`,
  };
}

async function listen(server: TcpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
