import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Say } from '../messages/message.ts';
import type { Service } from '../service/service.ts';
import type { BodyLimits } from './read-body.ts';
import type { FailedLogins } from './failed-logins.ts';
import type { Metrics } from './metrics.ts';
import type { RateLimit } from './rate-limit.ts';
import type { SocketLimits } from './socket/limits.ts';
import type { StreamLimit } from './stream-limit.ts';
import type { Bearer, Tokens } from './token.ts';
import type { VisitorRules } from './visitor-refusal.ts';

/** What routes stand on. */
export interface ServerParts {
  readonly service: Service;
  readonly tokens: Tokens;
  readonly rules: VisitorRules;
  readonly body: BodyLimits;
  readonly rate: RateLimit;
  readonly logins: FailedLogins;
  readonly streams: StreamLimit;
  readonly metrics: Metrics;
  readonly say: Say;
  /** What WebSockets may cost, where it is not as usual. */
  readonly sockets?: Partial<SocketLimits>;
  /** The folder with the page's files, where it is not the package's. */
  readonly page?: string;
  /** Takes a line about each request that was answered. */
  readonly log: (entry: LogEntry) => void;
}

/** What is logged of a request: no header, no query, nothing that was sent. */
export interface LogEntry {
  readonly request_id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly user?: string;
  /** What only whoever runs the server should see. */
  readonly error?: string;
}

/** What goes with a request through the routes. */
export interface ServerEnv {
  Bindings: HttpBindings;
  Variables: { requestId: string; bearer?: Bearer; failure?: string; isGuide?: boolean };
}

export type ServerContext = Context<ServerEnv>;
