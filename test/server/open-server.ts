import { onTestFinished } from 'vitest';
import { sayIn } from '../../src/messages/message.ts';
import { FailedLogins } from '../../src/server/failed-logins.ts';
import { Metrics } from '../../src/server/metrics.ts';
import { RateLimit } from '../../src/server/rate-limit.ts';
import { serve } from '../../src/server/serve.ts';
import type { LogEntry, ServerParts } from '../../src/server/server-env.ts';
import { StreamLimit } from '../../src/server/stream-limit.ts';
import { createToken, Tokens } from '../../src/server/token.ts';
import type { Service } from '../../src/service/service.ts';
import { expectDocumented } from './documented.ts';
import { openService, projectFolder } from '../service/open-service.ts';

export const key = Buffer.from('kB9x2fQ7pL4mZ8vR1tY6wN3sD5gH0jAqC');

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly service: Service;
  readonly log: LogEntry[];
  /** A request with a token of ada's, unless headers have another. A body is sent as JSON. The answer is held against the document. */
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  readonly close: (seconds: number) => Promise<void>;
  readonly token: (user: string, role?: string) => Promise<string>;
}

/** A server of a project of its own; it ends with the test. */
export async function openServer(more: Partial<ServerParts> = {}): Promise<TestServer> {
  const service = more.service ?? (await openService(await projectFolder()));
  const log: LogEntry[] = [];
  const parts: ServerParts = {
    service,
    tokens: new Tokens(key),
    rules: { host: '127.0.0.1', names: [], origins: [] },
    body: { bytes: 1024 * 1024, depth: 64 },
    rate: new RateLimit(1_000, 1_000),
    logins: new FailedLogins(),
    streams: new StreamLimit(20),
    metrics: new Metrics(),
    say: sayIn('en'),
    log: (entry) => log.push(entry),
    ...more,
  };
  const served = await serve(parts, 0);
  onTestFinished(() => served.close(0).catch(() => undefined));
  const token = (user: string, role?: string): Promise<string> =>
    createToken(key, user, { seconds: 60, role });
  const own = await token('ada');
  return {
    url: served.url,
    port: served.port,
    service,
    log,
    close: (seconds) => served.close(seconds),
    token,
    ask: async (method, path, body, headers = {}) => {
      const answer = await fetch(served.url + path, {
        method,
        headers: {
          Authorization: `Bearer ${own}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      await expectDocumented(method, path, answer);
      return answer;
    },
  };
}
