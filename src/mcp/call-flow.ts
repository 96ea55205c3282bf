import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import { inputRequired, inputResponse } from '@modelcontextprotocol/server';
import type { Question } from '../engine/run-event.ts';
import { objectOf, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { ServiceError } from '../service/service-error.ts';
import type { StartedRun } from '../service/run-request.ts';
import { StoreError } from '../store/store-error.ts';
import { endResult, errorResult } from './call-result.ts';
import type { Caller } from './caller.ts';
import { answerIn, formOf } from './elicitation.ts';
import { startValues, type FlowTool } from './flow-tool.ts';
import { tellProgress, type CallProgress } from './progress.ts';

/** One call, or the round of one that comes with answers. */
export interface FlowCall {
  readonly tool: FlowTool;
  readonly given: ValueObject;
  /** The run that has asked before. */
  readonly run: string | undefined;
  /** What a person has answered, by the nodes that ask. */
  readonly responses: Record<string, unknown> | undefined;
  /** Whether the client can ask a person. */
  readonly canAsk: boolean;
  readonly signal: AbortSignal;
  readonly tell: ((progress: CallProgress) => Promise<void>) | undefined;
}

/** Runs a flow for a client. Whatever goes wrong is a result that says so; rejects only for a defect of ours. */
export async function callFlow(
  caller: Caller,
  call: FlowCall,
): Promise<CallToolResult | InputRequiredResult> {
  try {
    const begun = call.run === undefined ? await start(caller, call) : await goOn(caller, call);
    return 'started' in begun ? await followed(caller, call, begun.started) : begun.result;
  } catch (error) {
    return refused(error, caller);
  }
}

/** A run goes on, or there is a result already. */
type Begun =
  { readonly started: StartedRun } | { readonly result: CallToolResult | InputRequiredResult };

async function start({ service, visitor }: Caller, { tool, given }: FlowCall): Promise<Begun> {
  const values = startValues(tool, given);
  return { started: await service.start(visitor, { flow: tool.flow, ...values }) };
}

/** Gives a run the answers to what it has asked, asks again, or leaves it waiting. */
async function goOn(caller: Caller, { run = '', responses }: FlowCall): Promise<Begun> {
  const { service, visitor } = caller;
  const end = service.end(visitor, run);
  if (!end) throw new ServiceError('state', message('service/resume-running'));
  if (end.status !== 'waiting') return { result: endResult(caller, run, end) };
  const answers: [string, Value][] = [];
  for (const question of end.questions) {
    const response = inputResponse(responses, question.node);
    if (response.kind !== 'elicit') return { result: asked(run, end.questions) };
    if (response.action !== 'accept') return { result: endResult(caller, run, end) };
    const content = (response.content ?? {}) as ValueObject;
    answers.push([question.node, answerIn(question, content)]);
  }
  try {
    return { started: await service.answer(visitor, run, objectOf(answers)) };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.problem !== 'input') throw error;
    return { result: asked(run, end.questions, caller.say(error.text)) };
  }
}

/** Asks the person; `problem` is what was wrong with the answer before. */
function asked(run: string, questions: readonly Question[], problem?: string): InputRequiredResult {
  const requests = questions.map((question) => {
    const form = formOf(question);
    const text = problem === undefined ? form.message : `${form.message}\n\n${problem}`;
    return [question.node, inputRequired.elicit({ ...form, mode: 'form', message: text })] as const;
  });
  return inputRequired({ inputRequests: Object.fromEntries(requests), requestState: run });
}

/** Waits until the run has ended or asks. Cancelling the call cancels the run. */
async function followed(
  caller: Caller,
  { signal, tell, canAsk }: FlowCall,
  { id, ended }: StartedRun,
): Promise<CallToolResult | InputRequiredResult> {
  const { service, visitor } = caller;
  const cancel = (): void => void service.cancel(visitor, id).catch(() => undefined);
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  const subscription = tell && service.subscribe(visitor, id);
  if (subscription) void tellProgress(subscription, tell);
  const end = await ended;
  subscription?.close();
  signal.removeEventListener('abort', cancel);
  if (end.status === 'waiting' && canAsk) return asked(id, end.questions);
  return endResult(caller, id, service.answers.checked(id, end));
}

/** What the service says no to, and what the store can't do. */
function refused(error: unknown, { say }: Caller): CallToolResult {
  if (error instanceof ServiceError) {
    const { text, findings } = error;
    const isOwn = error.problem === 'parameters';
    const lines = isOwn ? findings.map((finding) => say(finding.message)) : [];
    return errorResult([say(text), ...lines].join('\n'));
  }
  if (error instanceof StoreError) return errorResult(say(message('serve/store')));
  throw error;
}
