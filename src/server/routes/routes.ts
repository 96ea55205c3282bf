import type { Hono } from 'hono';
import { HttpProblem } from '../http-problem.ts';
import type { ServerEnv, ServerParts } from '../server-env.ts';
import { executeFlow } from './custom.ts';

/**
 * The project's own paths, each bound to a flow: they answer as the guide's `execute` does. Looked up with every request that
 * nothing else has answered, because bisheng.yaml may change; so they come last.
 */
export function addProjectRoutes(app: Hono<ServerEnv>, parts: ServerParts): void {
  app.all('/*', async (context) => {
    const { routes } = await parts.service.flows.doors();
    const flow = routes.get(context.req.path);
    if (flow === undefined) return context.notFound();
    context.set('isGuide', true);
    if (context.req.method === 'POST') return executeFlow(context, parts, flow);
    const headers = { Allow: 'POST' };
    throw new HttpProblem(405, 'method-not-allowed', 'Method Not Allowed', { headers });
  });
}
