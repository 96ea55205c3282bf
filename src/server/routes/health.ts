import type { Hono } from 'hono';
import { answer } from '../answer.ts';
import type { ServerEnv, ServerParts } from '../server-env.ts';

/** Whether the process lives, and whether it takes new work: for whoever watches over it, without a token. */
export function addHealth(app: Hono<ServerEnv>, { service }: ServerParts): void {
  app.get('/livez', (context) => answer(context, { status: 'ok' }));
  app.get('/readyz', (context) =>
    service.isClosing
      ? answer(context, { status: 'closing' }, 503, { 'Retry-After': '5' })
      : answer(context, { status: 'ok' }),
  );
}
