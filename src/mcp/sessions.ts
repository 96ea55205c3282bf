import { randomUUID } from 'node:crypto';
import {
  WebStandardStreamableHTTPServerTransport,
  type McpServer,
} from '@modelcontextprotocol/server';
import type { Visitor } from '../service/visitor.ts';
import type { DoorRequest } from './door-request.ts';

/** So many sessions a user may have; the one that was quiet for the longest makes room. */
const MOST_OF_USER = 32;
const MOST = 1_000;
/** A session of which nothing was heard for so long ends. Milliseconds. */
const QUIET = 1_800_000;
const LOOK = 30_000;

interface Session {
  readonly user: string;
  readonly server: McpServer;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** When it was last asked for something. */
  heard: number;
  /** When the last token that it was asked with ends; milliseconds since 1970. */
  expires: number;
  /** Requests that are being answered, a stream that is listened to among them. */
  open: number;
}

/** The sessions of clients before protocol 2026-07-28. Each belongs to the user who has begun it: for others it is not there. */
export class Sessions {
  readonly #create: (visitor: Visitor) => McpServer;
  readonly #byId = new Map<string, Session>();
  readonly #timer: NodeJS.Timeout;

  constructor(create: (visitor: Visitor) => McpServer) {
    this.#create = create;
    this.#timer = setInterval(() => this.#sweep(), LOOK).unref();
  }

  async fetch({ request, body, visitor, expires }: DoorRequest): Promise<Response> {
    const id = request.headers.get('mcp-session-id');
    const session = id === null ? await this.#begin(visitor) : this.#byId.get(id);
    if (session?.user !== visitor.user) return sessionMissing();
    session.heard = Date.now();
    session.expires = Math.max(session.expires, expires * 1000);
    session.open++;
    request.signal.addEventListener('abort', () => session.open--, { once: true });
    return session.transport.handleRequest(request, { parsedBody: body });
  }

  toolsChanged(): void {
    for (const { server } of this.#byId.values()) {
      void server.server.sendToolListChanged().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#byId.values()].map(({ server }) => server.close()));
  }

  /** It is remembered once the client has said who it is. */
  async #begin(visitor: Visitor): Promise<Session> {
    const server = this.#create(visitor);
    const { user } = visitor;
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        this.#makeRoom(user);
        this.#byId.set(id, session);
      },
      onsessionclosed: (id) => void this.#byId.delete(id),
    });
    const session: Session = { user, server, transport, heard: 0, expires: 0, open: 0 };
    await server.connect(transport);
    server.server.onclose = () => {
      const { sessionId } = transport;
      if (sessionId !== undefined) this.#byId.delete(sessionId);
    };
    return session;
  }

  #makeRoom(user: string): void {
    const own = [...this.#byId.values()].filter((one) => one.user === user);
    if (own.length >= MOST_OF_USER) quietest(own);
    else if (this.#byId.size >= MOST) quietest([...this.#byId.values()]);
  }

  #sweep(): void {
    const now = Date.now();
    for (const session of this.#byId.values()) {
      const isQuiet = session.open === 0 && now - session.heard > QUIET;
      if (isQuiet || session.expires <= now) void session.server.close();
    }
  }
}

function quietest(sessions: readonly Session[]): void {
  const [first] = [...sessions].sort((a, b) => a.heard - b.heard);
  void first?.server.close();
}

/** The protocol's sign that a client should begin a new session. */
function sessionMissing(): Response {
  const error = { code: -32001, message: 'Session not found' };
  return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 404 });
}
