import { lookup } from 'node:dns/promises';
import { message, type Message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { serve, type Served } from '../../server/serve.ts';
import type { ServerParts } from '../../server/server-env.ts';

/** Rejects with UsageError where there is no such host. */
export async function refuseNowhere(host: string, port: number): Promise<void> {
  try {
    await lookup(host);
  } catch (error) {
    throw cantListen(host, port, error);
  }
}

/** Listens on a port. Rejects with UsageError, and closes the service, where that can't be. */
export async function listen(parts: ServerParts, port: number): Promise<Served> {
  try {
    return await serve(parts, port);
  } catch (error) {
    await parts.service.close(0);
    throw cantListen(parts.rules.host, port, error);
  }
}

function cantListen(host: string, port: number, error: unknown): UsageError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  const place = `${foreign(host.includes(':') ? `[${host}]` : host)}:${port}`;
  const key = code === 'EADDRINUSE' ? 'serve/port-taken' : 'serve/listen';
  return new UsageError(message(key, { place, reason: code }), hintFor(code));
}

function hintFor(code: string): Message {
  switch (code) {
    case 'EACCES':
      return message('serve/port-low');
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return message('serve/host-hint');
    default:
      return message('serve/port-hint');
  }
}
