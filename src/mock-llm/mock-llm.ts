import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJson } from '../flow/json.ts';
import { isObject, own, type Value } from '../flow/value.ts';
import { Call, type MockRequest, type Pace } from './call.ts';
import { readChatBody } from './chat-request.ts';
import { Replies } from './replies.ts';
import { respondChat } from './respond-chat.ts';
import { respondEmbeddings } from './respond-embeddings.ts';
import type { MockScript } from './script.ts';
import { refusalOf } from './visitor.ts';

export interface MockLlmOptions {
  /** What it answers; without it, each user's message comes back. */
  readonly script?: MockScript;
  /** A free one unless given. */
  readonly port?: number;
  /** 127.0.0.1 unless given. */
  readonly host?: string;
  /** Stands in for the script's times: what it returns is awaited before something is sent. For tests. */
  readonly pace?: Pace;
  /** Told of each request when its answer has ended, however it has. */
  readonly answered?: (request: MockRequest) => void;
}

export interface MockLlm {
  /** The `base_url` of its models: `http://127.0.0.1:40123/v1`. */
  readonly url: string;
  /** The last thousand, the oldest first. */
  readonly requests: readonly MockRequest[];
  /** Breaks all connections off. */
  close(): Promise<void>;
}

const MAX_BODY = 64 * 1024 * 1024;
const MOST_KEPT = 1_000;

/**
 * Starts a server that speaks the part of OpenAI's HTTP interface that `bisheng` uses: chat completions, streamed or
 * not, embeddings, the list of models. It answers from a script. Rejects with the system's error where it can't listen.
 */
export async function startMockLlm(options: MockLlmOptions = {}): Promise<MockLlm> {
  const { script = {}, port = 0, host = '127.0.0.1' } = options;
  const replies = new Replies(script.replies);
  const requests: MockRequest[] = [];
  let count = 0;
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.socket?.setNoDelay(true);
    const controller = new AbortController();
    const bytes = await bodyOf(incoming);
    count += 1;
    const request = requestOf(incoming, bytes, count);
    requests.push(request);
    if (requests.length > MOST_KEPT) requests.shift();
    response.once('close', () => {
      request.aborted = !response.writableFinished;
      controller.abort();
      options.answered?.(request);
    });
    const call = new Call(request, response, {
      script,
      gone: controller.signal,
      pace: options.pace,
    });
    const refusal = refusalOf(incoming.headers, host);
    if (refusal !== undefined) call.error(403, refusal);
    else if (!bytes) call.error(413, 'the request is too large');
    else await route(call, replies);
  };
  const server = createServer((incoming, response) => {
    // What fails here is a connection that has gone; of it there is nobody to tell.
    handle(incoming, response).catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { port: found } = server.address() as AddressInfo;
  return {
    url: `http://${hostToAsk(host)}:${found}/v1`,
    requests,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** By which a server can be asked that listens on an address, or on all. */
function hostToAsk(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function route(call: Call, replies: Replies): Promise<void> {
  const { script, request } = call;
  const { method, path, body, headers } = request;
  if (script.api_key !== undefined && headers.authorization !== `Bearer ${script.api_key}`) {
    call.error(401, 'Incorrect API key provided', 'invalid_api_key');
    return;
  }
  if (method === 'GET' && path === '/models') {
    const data = (script.models ?? ['mock']).map((id) => ({
      id,
      object: 'model',
      owned_by: 'mock',
    }));
    call.json(200, { object: 'list', data });
    return;
  }
  const isChat = path === '/chat/completions';
  if (method !== 'POST' || (!isChat && path !== '/embeddings')) {
    call.error(404, `Unknown request URL: ${method} ${path}`, 'unknown_url');
    return;
  }
  if (!isObject(body)) {
    call.error(400, 'the body is no JSON object');
    return;
  }
  const model = own(body, 'model');
  if (typeof model !== 'string' || (script.models && !script.models.includes(model))) {
    call.error(404, `The model '${shown(model)}' does not exist`, 'model_not_found');
    return;
  }
  if (!isChat) return respondEmbeddings(call, body, replies);
  const chat = readChatBody(body);
  if (chat) await respondChat(call, chat, replies.take('chat', chat.input));
  else call.error(400, 'messages must be a list with a message');
}

function shown(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function requestOf(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  bytes: Buffer | undefined,
  number: number,
): MockRequest {
  const path = url.replace(/[?#].*$/s, '').replace(/^\/v1(?=\/)/, '');
  const body = bytes && parseJson(bytes.toString('utf8'));
  return { number, method, path, headers, body, status: undefined, chunks: 0, aborted: false };
}

/** Undefined where there is too much of it. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size <= MAX_BODY) pieces.push(piece);
  }
  return size > MAX_BODY ? undefined : Buffer.concat(pieces);
}
