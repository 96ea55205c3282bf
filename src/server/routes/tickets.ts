import type { Hono } from 'hono';
import { answer } from '../answer.ts';
import { authenticate } from '../authenticate.ts';
import type { ServerEnv, ServerParts } from '../server-env.ts';
import { TICKET_TIME } from '../tickets.ts';

/** A ticket for one WebSocket, since browsers can't send headers with it. */
export function addTickets(app: Hono<ServerEnv>, parts: ServerParts): void {
  app.post('/api/v1/tickets', async (context) => {
    await authenticate(context, parts);
    const bearer = context.get('bearer');
    const ticket = bearer ? parts.tokens.tickets.issue(bearer) : '';
    return answer(context, { ticket, expires_in: TICKET_TIME / 1000 }, 201);
  });
}
