import { at } from '../flow/at.ts';
import type { Plan } from '../flow/plan/plan.ts';
import type { ValueObject } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { systemClock, type Clock } from './clock.ts';
import { NodeError, type ComponentTypes, type PortValues } from './component.ts';
import { Emitter } from './emitter.ts';
import { FlowRun, type FlowEnd } from './flow-run.ts';
import { History } from './history.ts';
import type { Earlier, KeptResult } from './kept-result.ts';
import { Limiter } from './limiter.ts';
import { Listener } from './listener.ts';
import { Memory } from './memory.ts';
import { tellCancelled } from './node-events.ts';
import { Pace } from './pace.ts';
import type { ResultCache } from './result-cache.ts';
import { runError } from './run-error.ts';
import type { PlannedNode, Question, RunError, RunEvent } from './run-event.ts';
import { SecretMask } from './secrets.ts';
import { People, type Around, type Ask } from './shared.ts';
import { TokenAccount } from './tokens.ts';

export interface RunOptions {
  readonly types: ComponentTypes;
  /** Run inputs by name: a text is `input`, a list `items`. */
  readonly inputs: PortValues;
  /** The folder that relative paths in the flow are relative to. */
  readonly folder: string;
  readonly emit: (event: RunEvent) => void;
  /** While whoever takes the events has more of them than it can take: settles when it has caught up. The run waits. */
  readonly full?: () => Promise<void> | undefined;
  /** The language of error messages in events. */
  readonly say: Say;
  readonly runId: string;
  /** Aborting it cancels the run. */
  readonly signal?: AbortSignal;
  /** Steps at once; at least 1. */
  readonly concurrency?: number;
  /** Seconds for the whole run. */
  readonly timeout?: number;
  /** How many tokens of language models it may use. */
  readonly tokenLimit?: number;
  /** Asks a person; without it, a run whose nodes need an answer ends `waiting`. */
  readonly ask?: Ask;
  /** Takes the result of each execution, right after the event that tells it: a later run need not do it again. */
  readonly keep?: (result: KeptResult) => void;
  /** What an earlier session of this run, or another run, has left. */
  readonly earlier?: Earlier;
  /** Results of calls that need not be made again, whichever run has made them. */
  readonly cache?: ResultCache | undefined;
  /** Values that no event may show. */
  readonly secrets?: readonly string[];
  /** Stands around each call of a component: whose work it is can be known by what it leads to. */
  readonly around?: Around;
  /** Retries do not wait: where nobody is there who needs the time. */
  readonly hurry?: boolean;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export interface RunOutcome {
  readonly status: 'succeeded' | 'failed' | 'cancelled' | 'waiting';
  readonly outputs: ValueObject;
  readonly error: RunError | null;
}

/** Steps at once where nobody says how many: wide enough for work that waits on others, bounded for the machine. */
export const DEFAULT_CONCURRENCY = 100;

/**
 * Runs a plan to its end and tells everything by events. Rejects for no fault of the flow, only with what `emit` has
 * thrown. What it gives is for the caller alone: unlike in events, secrets stand in it.
 */
export async function runFlow(plan: Plan, options: RunOptions): Promise<RunOutcome> {
  const abort = new AbortController();
  const listener = new Listener(options.emit, () => abort.abort());
  const outcome = await perform(plan, options, abort, (event) => listener.tell(event));
  listener.throwDefect();
  return outcome;
}

async function perform(
  plan: Plan,
  options: RunOptions,
  abort: AbortController,
  emit: (event: RunEvent) => void,
): Promise<RunOutcome> {
  const clock = options.clock ?? systemClock;
  const mask = new SecretMask(options.secrets ?? []);
  const { earlier } = options;
  const history = earlier?.history && new History(earlier.history, (node) => earlier.isKept(node));
  const emitter = Emitter.forRun(options.runId, clock, options.say, mask, emit, history);
  const since = clock.now();
  let waiting: readonly Question[] | undefined;
  const people = new People(options.ask, (questions) => {
    waiting = questions;
    emitter.silence();
    abort.abort();
  });
  const pace = new Pace(options.full);
  abort.signal.addEventListener('abort', () => pace.hurry(), { once: true });
  const limiter = new Limiter(options.concurrency ?? DEFAULT_CONCURRENCY);
  const tokens = TokenAccount.forRun(options.tokenLimit);
  if (history?.usage) tokens.spend(history.usage);
  const shared = {
    limiter,
    clock,
    people,
    memory: new Memory(options.runId, options.keep, earlier, history),
    pace,
    tokens,
    cache: options.cache,
    random: options.random ?? Math.random,
    around: options.around,
    hurry: options.hurry ?? false,
    pause: () => () => undefined,
  };
  const world = {
    types: options.types,
    inputs: options.inputs,
    parameters: plan.flow.parameterValues,
    folder: options.folder,
  };
  emitter.emit({
    type: 'run_started',
    format_version: 1,
    flow: { name: plan.flow.name ?? plan.flow.file.path, file: plan.flow.file.path },
    ...(history && { resumed: true as const }),
    ...(history && history.dropped.length > 0 && { dropped: history.dropped }),
    nodes: plan.nodes.map((node) => plannedNode(plan, node.index)),
  });
  if (history) tellCutStreams(history, emitter);
  const run = new FlowRun(plan, world, emitter, shared);
  const timeIsUp = (end: FlowEnd): void => {
    pace.hurry();
    run.stop(end);
  };
  const stopTimer =
    options.timeout === undefined
      ? undefined
      : timeLimit(options.timeout, timeIsUp, clock, options.say);
  const cancel = (): void => abort.abort();
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) cancel();
  const end = await run.run(abort.signal);
  options.signal?.removeEventListener('abort', cancel);
  stopTimer?.();
  const worked = (history?.atWork ?? 0) + clock.now() - since;
  const duration_ms = Math.round(worked * 1000) / 1000;
  if (waiting && end.status === 'cancelled' && !options.signal?.aborted) {
    emitter.last({ type: 'run_waiting', questions: waiting, duration_ms });
    return { status: 'waiting', outputs: {}, error: null };
  }
  // Some of what an earlier session had begun may not have been needed any more.
  for (const { ref, attempts } of history?.open ?? []) {
    tellCancelled(emitter, ref, { attempts, duration: 0 });
  }
  const outcome = outcomeOf(end, options.say);
  const single = end.status === 'succeeded' && end.single;
  const { usage } = tokens;
  emitter.last({
    type: 'run_finished',
    ...outcome,
    single,
    duration_ms,
    ...(usage && { usage }),
  });
  return outcome;
}

type Finished = RunOutcome & { readonly status: 'succeeded' | 'failed' | 'cancelled' };

function outcomeOf(end: FlowEnd, say: Say): Finished {
  if (end.status === 'succeeded') return { status: end.status, outputs: end.outputs, error: null };
  if (end.status === 'failed') return { status: end.status, outputs: {}, error: end.error };
  const error = runError(new NodeError('cancelled', message('cancelled')), null, say);
  return { status: end.status, outputs: {}, error };
}

function timeLimit(
  seconds: number,
  stop: (end: FlowEnd) => void,
  clock: Clock,
  say: Say,
): () => void {
  return clock.after(seconds * 1000, () => {
    const failure = new NodeError('run-timeout', message('run-timeout', { seconds }), {
      hint: message('run-timeout/hint'),
    });
    stop({ status: 'failed', failure, error: runError(failure, null, say) });
  });
}

/** What a stream had said when its session ended is void: whoever says it begins anew. */
function tellCutStreams({ openStreams }: History, emitter: Emitter): void {
  for (const ref of openStreams) {
    const failure = new NodeError('stream-interrupted', message('stream-interrupted'));
    emitter.emit({ type: 'stream_error', ...ref, error: runError(failure, ref.node, emitter.say) });
  }
}

function plannedNode(plan: Plan, index: number): PlannedNode {
  const { id, node, loop } = at(plan.nodes, index);
  const around = loop && plan.nodes[loop.controller]?.id;
  return around === undefined ? { id, type: node.type } : { id, type: node.type, loop: around };
}
