import {
  createMcpHandler,
  isInitializeRequest,
  isLegacyRequest,
  type AuthInfo,
  type McpHttpHandler,
} from '@modelcontextprotocol/server';
import { isObject, own, type ValueObject } from '../flow/value.ts';
import type { Say } from '../messages/message.ts';
import type { Service } from '../service/service.ts';
import type { Visitor } from '../service/visitor.ts';
import type { DoorRequest } from './door-request.ts';
import { flowServer, type FlowServerParts } from './flow-server.ts';
import { Sessions } from './sessions.ts';
import { Tools } from './tools.ts';

/** Timers know no longer time. Milliseconds. */
const LONGEST_TIMER = 2_147_483_647;

/** So many times at once a user may ask to be told of changes. */
const MOST_LISTENING = 32;

/** What the door stands on. */
export interface HttpDoorParts {
  readonly service: Service;
  readonly say: Say;
  /** Takes what went wrong inside, for whoever runs the server. */
  readonly failed: (error: unknown) => void;
}

/**
 * The flows as tools over MCP's streamable HTTP. Clients of 2026-07-28 keep no connection, each request stands for itself; those before have
 * sessions, or do without where they begin none.
 */
export class HttpDoor {
  readonly #parts: HttpDoorParts;
  readonly #tools: Tools;
  readonly #sessions: Sessions;
  readonly #handler: McpHttpHandler;
  readonly #unwatch: () => void;
  readonly #listening = new Map<string, number>();

  constructor(parts: HttpDoorParts) {
    this.#parts = parts;
    this.#tools = new Tools(parts.service, parts.say);
    this.#sessions = new Sessions((visitor) => flowServer(this.#partsFor(visitor)));
    this.#handler = createMcpHandler(({ authInfo }) =>
      flowServer(this.#partsFor(visitorIn(authInfo))),
    );
    this.#unwatch = this.#tools.watch(() => {
      this.#handler.notify.toolsChanged();
      this.#sessions.toolsChanged();
    });
    parts.service.closed.addEventListener('abort', () => void this.#close());
  }

  /** Answers a request. Never rejects for what a client sends. */
  async fetch(asked: DoorRequest): Promise<Response> {
    const { request, body, visitor, expires } = asked;
    const isSession = request.headers.has('mcp-session-id') || isInitializeRequest(body);
    if (isSession && (await isLegacyRequest(request, body))) return this.#sessions.fetch(asked);
    const authInfo: AuthInfo = {
      token: '',
      clientId: visitor.user,
      scopes: [],
      expiresAt: expires,
      extra: { visitor },
    };
    const isListening = isObject(body) && own(body, 'method') === 'subscriptions/listen';
    if (isListening && !this.#enter(asked)) return tooMany(body);
    return this.#handler.fetch(isListening ? untilExpiry(asked) : request, {
      parsedBody: body,
      authInfo,
    });
  }

  /** Whether a user may listen once more; it is counted until the client goes away. */
  #enter({ request, visitor: { user } }: DoorRequest): boolean {
    const count = this.#listening.get(user) ?? 0;
    if (count >= MOST_LISTENING) return false;
    this.#listening.set(user, count + 1);
    const leave = (): void => {
      const left = (this.#listening.get(user) ?? 1) - 1;
      if (left === 0) this.#listening.delete(user);
      else this.#listening.set(user, left);
    };
    request.signal.addEventListener('abort', leave, { once: true });
    return true;
  }

  /** Ends all connections. */
  async #close(): Promise<void> {
    this.#unwatch();
    await Promise.all([this.#handler.close(), this.#sessions.close()]);
  }

  #partsFor(visitor: Visitor): FlowServerParts {
    const { service, say, failed } = this.#parts;
    const caller = { service, say, visitor, isLocal: false };
    return { tools: this.#tools, caller, failed };
  }
}

/** In the words of the SDK, which has such a limit for all users together. */
function tooMany(body: ValueObject): Response {
  const id = own(body, 'id') ?? null;
  const error = { code: -32603, message: 'Subscription limit reached' };
  return Response.json({ jsonrpc: '2.0', id: typeof id === 'bigint' ? null : id, error });
}

/** Who may no longer ask is no longer told. */
function untilExpiry({ request, expires }: DoorRequest): Request {
  const left = Math.min(Math.max(0, expires * 1000 - Date.now()), LONGEST_TIMER);
  return new Request(request, {
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(left)]),
  });
}

function visitorIn(auth: AuthInfo | undefined): Visitor {
  const { visitor } = auth?.extra ?? {};
  if (!visitor) throw new Error('a request without a visitor');
  return visitor as Visitor;
}
