import type { Hono } from 'hono';
import type { RunError } from '../../engine/run-event.ts';
import { objectOf, own, toJson, type Value, type ValueObject } from '../../flow/value.ts';
import type { Say } from '../../messages/message.ts';
import type { Alone } from '../../service/alone.ts';
import type { RunEnd } from '../../service/live-run.ts';
import { ServiceError } from '../../service/service-error.ts';
import type { StartedRun } from '../../service/run-request.ts';
import type { Visitor } from '../../service/visitor.ts';
import { answer, problemOf } from '../answer.ts';
import { authenticate } from '../authenticate.ts';
import { dictionaryBody, inputProblem, invalid, modelBody, noText } from '../fields.ts';
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
    const asked = processed(text, options, (await service.flows.doors()).process);
    if (asked === undefined) throw missing();
    const { run, end } = await execute(context, parts, visitor, asked);
    if (end.status === 'waiting') return waiting(context, run, end);
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

  app.post('/api/v1/custom/workflows/:id/execute', (context) =>
    executeFlow(context, parts, context.req.param('id')),
  );
}

/** Runs a flow with the body's keys as its run inputs. Rejects with HttpProblem in the guide's words. */
export async function executeFlow(
  context: ServerContext,
  parts: ServerParts,
  flow: string,
): Promise<Response> {
  const visitor = await authenticate(context, parts);
  const inputs = await dictionaryBody(context, parts);
  const place = (name: string): string[] => [name];
  const { run, end } = await execute(context, parts, visitor, { flow, inputs, place });
  if (end.status === 'waiting') return waiting(context, run, end);
  return answer(context, { status: 'success', result: resultOf(end) });
}

/** A person has to answer first. */
function waiting(context: ServerContext, { id }: StartedRun, { questions }: RunEnd): Response {
  const body = { status: 'waiting', run_id: id, questions: questions as unknown as Value };
  return answer(context, body, 202);
}

/** A run that is asked for. */
interface AskedRun {
  readonly flow: string;
  readonly alone?: Alone;
  readonly inputs: ValueObject;
  /** Where in the body a run input stands, or what fills one of a component. */
  readonly place: (name: string) => readonly string[];
}

/** Whom `/process` gives a text to: what `options` name, else the project's flow for it. Throws HttpProblem for a name that is no text. */
function processed(
  text: string,
  options: ValueObject | null,
  flow: string | undefined,
): AskedRun | undefined {
  const given = options ?? objectOf([]);
  const [kind] = named.filter((key) => (own(given, key) ?? null) !== null);
  const name = kind === undefined ? flow : own(given, kind);
  if (name === undefined) return undefined;
  if (typeof name !== 'string') throw invalid([noText(['options', kind ?? ''], name)]);
  if (kind === undefined || kind === 'flow') {
    const isEmpty = Object.keys(given).length === 0;
    const inputs = objectOf([['input', text], ...(isEmpty ? [] : [['options', given] as const])]);
    return { flow: name, inputs, place: (input) => [input === 'input' ? 'text' : input] };
  }
  const others = Object.entries(given).filter(([key]) => !named.some((one) => one === key));
  return {
    flow: `${kind}:${name}`,
    alone: { kind, name, config: objectOf(others) },
    inputs: objectOf([['input', text]]),
    place: (input) => (input === 'options' ? [input] : ['options', input]),
  };
}

/** What `options` may name; the first counts. */
const named = ['flow', 'component', 'plugin'] as const;

/** Runs a flow to its end. Rejects with HttpProblem in the guide's words where it does not succeed. */
async function execute(
  context: ServerContext,
  { service, say }: ServerParts,
  visitor: Visitor,
  request: AskedRun,
): Promise<{ readonly run: StartedRun; readonly end: RunEnd }> {
  let run: StartedRun;
  try {
    const { flow, alone, inputs } = request;
    run = await service.start(visitor, { flow, alone, inputs, key: idempotencyKey(context) });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.problem === 'flow-missing') throw missing();
    if (error.input) throw invalid([inputProblem(error.input, request.place(error.input.name))]);
    if (request.alone && error.problem === 'parameters') throw refusedOptions(error, say);
    const [finding] = error.findings;
    if (error.problem === 'flow-invalid' || error.problem === 'parameters') {
      throw failed(finding?.code ?? error.problem, null);
    }
    throw problemOf(error, say);
  }
  // With it, one can ask why it has failed.
  context.header('X-Run-Id', run.id);
  const end = service.answers.checked(run.id, await run.ended);
  if (end.status === 'succeeded' || end.status === 'waiting') return { run, end };
  throw failedWith(end.error, end.status);
}

/** What a component or plugin does not take. */
function refusedOptions({ findings, text }: ServiceError, say: Say): HttpProblem {
  const told = findings.length > 0 ? findings : [{ code: 'options', message: text }];
  const fields = told.map(({ code, message }) => ({
    type: code,
    loc: ['body', 'options'],
    msg: say(message),
    input: null,
  }));
  return invalid(fields);
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
