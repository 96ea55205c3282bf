import type { Hono } from 'hono';
import { answer } from '../answer.ts';
import type { ServerEnv, ServerParts } from '../server-env.ts';

/** Whether the process lives, and whether it takes new work: for whoever watches over it, without a token. */
export function addHealth(app: Hono<ServerEnv>, { service }: ServerParts): void {
  app.get('/livez', (context) => answer(context, { status: 'ok' }));
  app.get('/readyz', (context) => {
    const status = service.isClosing ? 'closing' : service.isStored ? 'ok' : 'store-gone';
    if (status === 'ok') return answer(context, { status });
    return answer(context, { status }, 503, { 'Retry-After': '5' });
  });
}
