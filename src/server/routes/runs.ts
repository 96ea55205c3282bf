import type { Hono } from 'hono';
import { message } from '../../messages/message.ts';
import type { StoredStatus } from '../../store/run-record.ts';
import { answer } from '../answer.ts';
import { authenticate } from '../authenticate.ts';
import { modelBody } from '../fields.ts';
import { HttpProblem } from '../http-problem.ts';
import type { ServerContext, ServerEnv, ServerParts } from '../server-env.ts';
import { runDetail, runSummary } from '../shapes.ts';

/** A page of a list has so many unless it is asked for more. */
const PAGE = 50;
const LARGEST_PAGE = 200;

const statuses: readonly StoredStatus[] = [
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
];

/** The runs of whoever asks. */
export function addRuns(app: Hono<ServerEnv>, parts: ServerParts): void {
  const { service } = parts;

  app.get('/api/v1/runs', async (context) => {
    const visitor = await authenticate(context, parts);
    const limit = limitIn(context);
    const status = statusIn(context);
    const { user, before, workflow: flow } = context.req.query();
    const filter = { status, flow, before, user: visitor.isAdmin ? user : visitor.user };
    const runs = service.runs(visitor, { ...filter, limit: limit + 1 });
    const shown = runs.slice(0, limit);
    const next = runs.length > limit ? (shown.at(-1)?.id ?? null) : null;
    return answer(context, { runs: shown.map(runSummary), next });
  });

  app.get('/api/v1/runs/:id', async (context) => {
    const visitor = await authenticate(context, parts);
    const id = context.req.param('id');
    return answer(context, runDetail(service.run(visitor, id), service.end(visitor, id)));
  });

  app.post('/api/v1/runs/:id/cancel', async (context) => {
    const visitor = await authenticate(context, parts);
    const id = context.req.param('id');
    await service.cancel(visitor, id);
    return answer(context, runDetail(service.run(visitor, id), service.end(visitor, id)));
  });

  app.post('/api/v1/runs/:id/resume', async (context) => {
    const visitor = await authenticate(context, parts);
    const fields = await modelBody(context, parts, true);
    const inputs = fields.object('inputs') ?? {};
    const parameters = fields.object('parameters') ?? {};
    const answers = fields.object('answers') ?? {};
    fields.check();
    const id = context.req.param('id');
    await service.resume(visitor, id, { inputs, parameters, answers });
    return accepted(context, id);
  });

  app.post('/api/v1/runs/:id/answers', async (context) => {
    const visitor = await authenticate(context, parts);
    const fields = await modelBody(context, parts);
    const answers = fields.object('answers') ?? {};
    fields.check();
    const id = context.req.param('id');
    await service.answer(visitor, id, answers);
    return accepted(context, id);
  });
}

function accepted(context: ServerContext, id: string): Response {
  return answer(context, { run_id: id }, 202, { Location: `/api/v1/runs/${id}` });
}

function limitIn(context: ServerContext): number {
  const text = context.req.query('limit');
  if (text === undefined) return PAGE;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LARGEST_PAGE) return limit;
  throw new HttpProblem(422, 'invalid', message('serve/limit', { most: LARGEST_PAGE }));
}

function statusIn(context: ServerContext): StoredStatus | undefined {
  const text = context.req.query('status');
  const known = statuses.find((status) => status === text);
  if (text === undefined || known) return known;
  throw new HttpProblem(422, 'invalid', message('serve/status', { known: statuses }));
}
