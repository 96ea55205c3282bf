import type { Hono } from 'hono';
import { message, type Language } from '../../messages/message.ts';
import { sayingOf, sayWanted } from '../answer-language.ts';
import { answer } from '../answer.ts';
import { authenticate } from '../authenticate.ts';
import { modelBody } from '../fields.ts';
import { flowPicture } from '../flow-picture.ts';
import { HttpProblem } from '../http-problem.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import type { ServerContext, ServerEnv, ServerParts } from '../server-env.ts';
import { flowDetail, flowSummary } from '../shapes.ts';

/** The workflows of the project, and runs of them that are begun. */
export function addWorkflows(app: Hono<ServerEnv>, parts: ServerParts): void {
  const { service, say } = parts;

  app.get('/api/v1/workflows', async (context) => {
    await authenticate(context, parts);
    const flows = await service.flows.list();
    const { chat = null } = await service.flows.doors();
    return answer(context, { workflows: await Promise.all(flows.map(flowSummary)), chat });
  });

  app.get('/api/v1/workflows/:id', async (context) => {
    await authenticate(context, parts);
    const flow = await service.flow(context.req.param('id'));
    const theirs = sayWanted(context.req.header('accept-language'), say);
    return answer(context, await flowDetail(flow, theirs));
  });

  app.get('/api/v1/workflows/:id/graph', async (context) => {
    await authenticate(context, parts);
    const lang = languageIn(context);
    const flow = await service.flow(context.req.param('id'));
    const picture = await flowPicture(flow, lang ? sayingOf[lang] : say);
    if (picture === undefined) return context.body(null, 204);
    return context.body(picture, 200, { 'Content-Type': 'image/svg+xml' });
  });

  app.post('/api/v1/workflows/:id/runs', async (context) => {
    const visitor = await authenticate(context, parts);
    const fields = await modelBody(context, parts, true);
    const inputs = fields.object('inputs') ?? {};
    const parameters = fields.object('parameters') ?? {};
    const timeout = fields.positive('timeout');
    fields.check();
    const flow = context.req.param('id');
    const key = idempotencyKey(context);
    const run = await service.start(visitor, { flow, inputs, parameters, key, timeout });
    await run.begun;
    const headers = {
      Location: `/api/v1/runs/${run.id}`,
      ...(run.isRepeated && { 'Idempotent-Replayed': 'true' }),
    };
    return answer(context, { run_id: run.id, workflow_id: flow }, 202, headers);
  });
}

function languageIn(context: ServerContext): Language | undefined {
  const text = context.req.query('lang');
  if (text === undefined || text === 'en' || text === 'zh') return text;
  throw new HttpProblem(422, 'invalid', message('serve/lang'));
}
