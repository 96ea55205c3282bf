import type { Hono } from 'hono';
import { answer } from '../answer.ts';
import { authenticateAdmin } from '../authenticate.ts';
import type { ServerEnv, ServerParts } from '../server-env.ts';

/** What only admins may do. */
export function addAdmin(app: Hono<ServerEnv>, parts: ServerParts): void {
  const { service, metrics, logins, streams } = parts;
  metrics.gauge('bisheng_runs_going_on', 'Runs that go on.', () => service.running);
  metrics.gauge('bisheng_listeners', 'Who listens to events of runs.', () => service.listeners);
  metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () =>
    process.memoryUsage.rss(),
  );
  logins.tell(metrics);
  streams.tell(metrics);

  app.post('/api/v1/admin/reload', async (context) => {
    await authenticateAdmin(context, parts);
    await service.reload();
    return answer(context, { workflows: (await service.flows.list()).length });
  });

  app.get('/metrics', async (context) => {
    await authenticateAdmin(context, parts);
    return context.body(metrics.text(), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    });
  });
}
