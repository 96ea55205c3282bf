import { Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { message, type Say } from '../messages/message.ts';
import { sayWanted } from './answer-language.ts';
import { guideAnswer, problemAnswer, problemOf } from './answer.ts';
import { HttpProblem } from './http-problem.ts';
import { OPENAI, openAiAnswer } from './openai/openai-answer.ts';
import { addOpenAi } from './openai/openai.ts';
import { addAdmin } from './routes/admin.ts';
import { addCustom } from './routes/custom.ts';
import { addDocuments } from './routes/documents.ts';
import { addHealth } from './routes/health.ts';
import { addMcp } from './routes/mcp.ts';
import { addMe } from './routes/me.ts';
import { addPage } from './routes/page.ts';
import { addProjectRoutes } from './routes/routes.ts';
import { addRunEvents } from './routes/run-events.ts';
import { addRuns } from './routes/runs.ts';
import { addTickets } from './routes/tickets.ts';
import { addWorkflows } from './routes/workflows.ts';
import type { ServerContext, ServerEnv, ServerParts } from './server-env.ts';
import { isSocketPath, notUpgraded } from './socket/admit.ts';
import { visitorRefusal } from './visitor-refusal.ts';

/** The guide's routes begin so: their errors are told as FastAPI does. */
const GUIDE = '/api/v1/custom';
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** What is known before a handler is asked, of every answer. */
const headersOfAll: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Cache-Control', 'no-store'],
  ['Referrer-Policy', 'no-referrer'],
];

/** All that is served over HTTP. */
export function createApp(parts: ServerParts): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>({ router: new RegExpRouter() });
  app.use(async (context, next) => {
    const since = performance.now();
    const given = context.env.incoming.headers['x-request-id'];
    const isGood = typeof given === 'string' && REQUEST_ID.test(given);
    const requestId = isGood ? given : crypto.randomUUID();
    context.set('requestId', requestId);
    const refusal = visitorRefusal(context.env.incoming, parts.rules);
    if (refusal)
      context.res = tellerOf(context, problemAnswer)(context, refused(refusal), parts.say);
    else await next();
    const { headers } = context.res;
    headers.set('X-Request-Id', requestId);
    for (const [name, value] of headersOfAll) if (!headers.has(name)) headers.set(name, value);
    told(context, performance.now() - since, parts);
  });
  for (const add of routes) add(app, parts);
  app.notFound((context) => {
    if (isSocketPath(context.req.path)) return refuse(context, notUpgraded(), parts);
    const isKnown = methodsOf(app, context.req.path);
    const problem =
      isKnown.length > 0
        ? new HttpProblem(405, 'method-not-allowed', 'Method Not Allowed', {
            headers: { Allow: isKnown.join(', ') },
          })
        : new HttpProblem(404, 'not-found', 'Not Found');
    return refuse(context, problem, parts);
  });
  app.onError((error, context) => {
    const problem = problemOf(error, sayTo(context, parts));
    // Of a run that has failed its own record tells the rest.
    if (problem.code === 'internal') context.set('failure', stackOf(error));
    else if (problem.status === 500) context.set('failure', failureOf(problem));
    return refuse(context, problem, parts);
  });
  return app;
}

const routes = [
  addHealth,
  addMe,
  addTickets,
  addCustom,
  addWorkflows,
  addRuns,
  addRunEvents,
  addOpenAi,
  addMcp,
  addAdmin,
  addDocuments,
  addPage,
  addProjectRoutes,
];

function refuse(context: ServerContext, problem: HttpProblem, parts: ServerParts): Response {
  const usual = isGuide(context) ? guideAnswer : problemAnswer;
  return tellerOf(context, usual)(context, problem, sayTo(context, parts));
}

/** The guide's routes answer everybody alike. */
function sayTo(context: ServerContext, { say }: ServerParts): Say {
  return isGuide(context) ? say : sayWanted(context.req.header('accept-language'), say);
}

function isGuide(context: ServerContext): boolean {
  return context.get('isGuide') === true || context.req.path.startsWith(`${GUIDE}/`);
}

/** OpenAI's clients know one form of errors only. */
function tellerOf({ req }: ServerContext, usual: typeof problemAnswer): typeof problemAnswer {
  return req.path.startsWith(OPENAI) ? openAiAnswer : usual;
}

function refused(refusal: 'host' | 'origin'): HttpProblem {
  return refusal === 'host'
    ? new HttpProblem(421, 'wrong-host', message('serve/wrong-host'))
    : new HttpProblem(403, 'wrong-origin', message('serve/wrong-origin'));
}

/** The methods that a path has routes for. */
function methodsOf(app: Hono<ServerEnv>, path: string): string[] {
  const methods = ['GET', 'POST', 'PUT', 'DELETE'].filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.path !== '/*'),
  );
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

function told(context: ServerContext, duration: number, { metrics, log }: ServerParts): void {
  const { method, path } = context.req;
  const { status } = context.res;
  metrics.answered(method, routeOf(context), status, duration / 1000);
  const user = context.get('bearer')?.user;
  const error = context.get('failure');
  log({
    request_id: context.get('requestId'),
    method,
    path,
    status,
    duration_ms: Math.round(duration * 100) / 100,
    ...(user !== undefined && { user }),
    ...(error !== undefined && { error }),
  });
}

/** The pattern of the route that has answered. */
function routeOf(context: ServerContext): string {
  // Of the project's own there are as many as it names: their paths can be told.
  if (context.get('isGuide') === true) return context.req.path;
  const matched = matchedRoutes(context).map(({ path }) => path);
  return matched.findLast((path) => path !== '/*' && path !== '*') ?? 'none';
}

function failureOf({ code, detail }: HttpProblem): string {
  return typeof detail === 'string' ? detail : code;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
