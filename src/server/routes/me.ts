import type { Hono } from 'hono';
import { answer } from '../answer.ts';
import { authenticate } from '../authenticate.ts';
import type { ServerEnv, ServerParts } from '../server-env.ts';

/** Whose token it is. */
export function addMe(app: Hono<ServerEnv>, parts: ServerParts): void {
  app.get('/api/v1/me', async (context) => {
    const { user, isAdmin } = await authenticate(context, parts);
    return answer(context, { user_id: user, role: isAdmin ? 'admin' : 'user' });
  });
}
