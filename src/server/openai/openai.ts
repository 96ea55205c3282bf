import { stat } from 'node:fs/promises';
import type { Hono } from 'hono';
import type { ValueObject } from '../../flow/value.ts';
import { answerText, chatInputs } from '../../service/chat.ts';
import type { RunEnd } from '../../service/live-run.ts';
import type { ServedFlow } from '../../service/served-flow.ts';
import type { StartedRun } from '../../service/run-request.ts';
import type { Visitor } from '../../service/visitor.ts';
import { answer } from '../answer.ts';
import { authenticate } from '../authenticate.ts';
import { dictionaryBody } from '../fields.ts';
import { HttpProblem } from '../http-problem.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import type { ServerContext, ServerEnv, ServerParts } from '../server-env.ts';
import { answeringNode } from './answering-node.ts';
import { answerPieces } from './answer-pieces.ts';
import { chatInput } from './chat-flow.ts';
import { readChatRequest, wrong, type ChatRequest } from './chat-request.ts';
import { completion, type CompletionHead } from './completion.ts';
import { completionStream } from './completion-stream.ts';
import { endProblem } from './end-problem.ts';
import { whenGone } from '../when-gone.ts';
import { questionsText } from './questions-text.ts';

/** The flows that can be chatted with as the models of OpenAI's API. */
export function addOpenAi(app: Hono<ServerEnv>, parts: ServerParts): void {
  const { service } = parts;

  app.get('/v1/models', async (context) => {
    await authenticate(context, parts);
    const flows = await service.flows.list();
    const models = await Promise.all(
      flows.map(async (flow) => ('input' in (await chatInput(flow)) ? [await modelOf(flow)] : [])),
    );
    return answer(context, { object: 'list', data: models.flat() });
  });

  app.get('/v1/models/:id', async (context) => {
    await authenticate(context, parts);
    const flow = await service.flow(context.req.param('id'));
    const found = await chatInput(flow);
    if ('problem' in found) throw new HttpProblem(404, 'flow-missing', found.problem);
    return answer(context, await modelOf(flow));
  });

  app.post('/v1/chat/completions', async (context) => {
    const visitor = await authenticate(context, parts);
    const request = readChatRequest(await dictionaryBody(context, parts), parts.say);
    const run = await begin(context, parts, visitor, request);
    cancelWithClient(context, parts, visitor, run);
    context.header('X-Run-Id', run.id);
    const created = Math.floor(Date.now() / 1000);
    const head = { run: run.id, model: request.model, created };
    return request.isStreamed
      ? streamed(context, parts, { visitor, request, run, head })
      : whole(context, parts, { run, head });
  });
}

/** Starts a run of the flow that a request names as its model. */
async function begin(
  context: ServerContext,
  { service, say }: ServerParts,
  visitor: Visitor,
  { model, input, history, session }: ChatRequest,
): Promise<StartedRun> {
  const found = await chatInput(await service.flow(model));
  if ('problem' in found) throw wrong(['model'], say(found.problem));
  const inputs = chatInputs(input, history, session);
  const named = found.input === 'input' ? inputs : { ...inputs, [found.input]: input };
  return service.start(visitor, { flow: model, inputs: named, key: idempotencyKey(context) });
}

async function whole(
  context: ServerContext,
  parts: ServerParts,
  { run, head }: { readonly run: StartedRun; readonly head: CompletionHead },
): Promise<Response> {
  const end = await run.ended;
  const problem = endProblem(end);
  if (problem) throw problem;
  return answer(context, completion(head, textOf(end, head, parts), end));
}

interface Streamed {
  readonly visitor: Visitor;
  readonly request: ChatRequest;
  readonly run: StartedRun;
  readonly head: CompletionHead;
}

/** Fails as a whole where the run fails before it has said anything. */
async function streamed(
  context: ServerContext,
  parts: ServerParts,
  { visitor, request, run, head }: Streamed,
): Promise<Response> {
  const { service, say } = parts;
  const flow = await service.flow(request.model);
  const { plan } = await flow.plan({});
  await run.begun;
  const subscription = service.subscribe(visitor, head.run, 0);
  whenGone(context.env, () => subscription.close());
  const pieces = answerPieces(subscription, answeringNode(plan), (end) => textOf(end, head, parts));
  const { tellsUsage } = request;
  const close = (): void => subscription.close();
  const stream = await completionStream(pieces, { head, tellsUsage, say, close });
  return context.body(stream, 200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'X-Accel-Buffering': 'no',
  });
}

/** What the flow says: its answer, or what it asks. Throws ServiceError where that is too large. */
function textOf(end: RunEnd, { run }: CompletionHead, { service, say }: ServerParts): string {
  return end.status === 'waiting'
    ? questionsText(end.questions, run, say)
    : answerText(service.answers.checked(run, end).outputs);
}

/** Whoever goes away before the end doesn't want the answer, unless there is a key to ask for it again. */
function cancelWithClient(
  context: ServerContext,
  { service }: ServerParts,
  visitor: Visitor,
  { id, ended }: StartedRun,
): void {
  if (idempotencyKey(context) !== undefined) return;
  const stay = whenGone(context.env, () => {
    void service.cancel(visitor, id).catch(() => undefined);
  });
  void ended.then(stay);
}

async function modelOf({ id, absolute }: ServedFlow): Promise<ValueObject> {
  const found = await stat(absolute).catch(() => undefined);
  const created = Math.floor((found?.mtimeMs ?? 0) / 1000);
  return { id, object: 'model', created, owned_by: 'bisheng' };
}
