import type { Hono } from 'hono';
import type { RunError } from '../../engine/run-event.ts';
import { objectOf, own, toJson, type Value, type ValueObject } from '../../flow/value.ts';
import type { RunEnd } from '../../service/live-run.ts';
import { ServiceError } from '../../service/service-error.ts';
import type { StartedRun, Visitor } from '../../service/service.ts';
import { answer, problemOf } from '../answer.ts';
import { authenticate } from '../authenticate.ts';
import { dictionaryBody, modelBody } from '../fields.ts';
import { HttpProblem } from '../http-problem.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import type { ServerContext, ServerEnv, ServerParts } from '../server-env.ts';
import { flowSummary } from '../shapes.ts';

/** The guide's routes under /api/v1/custom, with its fields and words. */
export function addCustom(app: Hono<ServerEnv>, parts: ServerParts): void {
  const { service } = parts;

  app.post('/api/v1/custom/process', async (context) => {
    const since = performance.now();
    const visitor = await authenticate(context, parts);
    const fields = await modelBody(context, parts);
    const text = fields.text('text');
    const given = fields.object('options');
    const options = given === undefined ? objectOf([]) : given;
    fields.check();
    const named = options === null ? undefined : own(options, 'flow');
    const flow = typeof named === 'string' ? named : (await service.flows.doors()).process;
    if (flow === undefined) throw missing();
    const inputs = objectOf([
      ['input', text],
      ...(options && Object.keys(options).length > 0 ? [['options', options] as const] : []),
    ]);
    const { end } = await execute(context, parts, visitor, { flow, inputs });
    return answer(context, {
      result: textOf(resultOf(end)),
      metadata: { user_id: visitor.user, input_length: codePoints(text), options },
      processing_time: (performance.now() - since) / 1000,
    });
  });

  app.get('/api/v1/custom/workflows', async (context) => {
    await authenticate(context, parts);
    const flows = await service.flows.list();
    return answer(context, await Promise.all(flows.map(flowSummary)));
  });

  app.post('/api/v1/custom/workflows/:id/execute', async (context) => {
    const visitor = await authenticate(context, parts);
    const inputs = await dictionaryBody(context, parts);
    const flow = context.req.param('id');
    const { run, end } = await execute(context, parts, visitor, { flow, inputs });
    if (end.status === 'waiting') {
      const questions = end.questions as unknown as Value;
      return answer(context, { status: 'waiting', run_id: run.id, questions }, 202);
    }
    return answer(context, { status: 'success', result: resultOf(end) });
  });
}

/** Runs a flow to its end. Rejects with HttpProblem in the guide's words where it does not succeed. */
async function execute(
  context: ServerContext,
  { service, say }: ServerParts,
  visitor: Visitor,
  request: { readonly flow: string; readonly inputs: ValueObject },
): Promise<{ readonly run: StartedRun; readonly end: RunEnd }> {
  let run: StartedRun;
  try {
    const { flow, inputs } = request;
    run = await service.start(visitor, { flow, inputs, key: idempotencyKey(context) });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.problem === 'flow-missing') throw missing();
    const [finding] = error.findings;
    if (error.problem === 'flow-invalid' || error.problem === 'parameters') {
      throw failed(finding?.code ?? error.problem, null);
    }
    throw problemOf(error, say);
  }
  const end = await run.ended;
  if (end.status === 'succeeded' || end.status === 'waiting') return { run, end };
  throw failedWith(end.error, end.status);
}

function missing(): HttpProblem {
  return new HttpProblem(404, 'flow-missing', '工作流不存在');
}

function failedWith(error: RunError | null, status: string): HttpProblem {
  return failed(error?.code ?? status, error?.node ?? null);
}

function failed(code: string, node: string | null): HttpProblem {
  const place = node === null ? code : `${code} at ${node}`;
  return new HttpProblem(500, 'run-failed', `工作流执行失败: ${place}`);
}

/** What the flow returns: a single one by itself (flow-language, “What a flow returns”). */
export function resultOf({ outputs, single }: RunEnd): Value {
  const [first = null] = single ? Object.values(outputs) : [];
  return single ? first : outputs;
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : toJson(value);
}

/** Two units of UTF-16 that are one character. */
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** As Python counts a text. */
function codePoints(text: string): number {
  return text.length - (text.match(PAIR)?.length ?? 0);
}
