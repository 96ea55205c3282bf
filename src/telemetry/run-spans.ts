import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { RunError, RunEvent } from '../engine/run-event.ts';
import type { TokenUsage } from '../engine/tokens.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { loopsOf } from './loops-of.ts';
import { runSpanIdOf, traceIdOf, type Ids, type RemoteParent } from './trace-ids.ts';

type Of<T extends RunEvent['type']> = Extract<RunEvent, { readonly type: T }>;

/** What spans of a run need. */
export interface SpanSource {
  readonly tracer: Tracer;
  readonly ids: Ids;
  readonly parent: RemoteParent | undefined;
}

/**
 * Makes spans of what a run tells: one for the run, in it one for each execution of a node; those of a loop's body stand
 * in the loop's, those of a sub-flow in that of the node that runs it. Rounds, retries and warnings are events of them.
 */
export class RunSpans {
  readonly #source: SpanSource;
  readonly #plan: Plan;
  readonly #open = new Map<string, Span>();
  /** What earlier sessions have begun and not ended, by node. */
  readonly #begun = new Map<string, Of<'node_started'>>();
  #loops: ReadonlyMap<string, string> | undefined;
  #run: Span | undefined;

  constructor(plan: Plan, source: SpanSource) {
    this.#plan = plan;
    this.#source = source;
  }

  /** The span in which something that a node does belongs. */
  spanOf(node: string): Span | undefined {
    return this.#open.get(node) ?? this.#around(node);
  }

  /** Takes an event of an earlier session. */
  recall(event: RunEvent): void {
    if (event.type === 'node_started') this.#begun.set(event.node, event);
    else if (event.type === 'node_finished' || event.type === 'node_failed') {
      this.#begun.delete(event.node);
    }
  }

  report(event: RunEvent): void {
    const time = timeOf(event);
    switch (event.type) {
      case 'run_started':
        return this.#begin(event);
      case 'node_started':
        return this.#start(event, time);
      case 'node_finished':
        return this.#finished(event, time);
      case 'node_failed':
        return this.#failed(event, time);
      case 'node_retrying': {
        const { attempt, max_attempts, delay_ms, error } = event;
        const about = { attempt, max_attempts, delay_ms, 'error.type': error.code };
        this.#tell(event.node, 'bisheng.retry', { ...about, 'error.message': error.message }, time);
        return;
      }
      case 'loop_iteration': {
        const { round, done, total } = event;
        this.#tell(event.node, 'bisheng.round', { round, ...counts({ done, total }) }, time);
        return;
      }
      case 'node_skipped':
        this.#around(event.node)?.addEvent('bisheng.skipped', where(event), time);
        return;
      case 'warning': {
        const { code, message, node } = event;
        const span = node === undefined ? this.#run : this.spanOf(node);
        span?.addEvent('bisheng.warning', { code, message }, time);
        return;
      }
      case 'run_waiting':
        this.#end('waiting', time);
        return;
      case 'run_finished':
        return this.#runFinished(event, time);
      default:
        return;
    }
  }

  /** Ends what nobody has ended: whoever listens is told no more. */
  close(): void {
    this.#end('interrupted', new Date());
  }

  #begin(event: Of<'run_started'>): void {
    const { run_id: id, flow, resumed, seq } = event;
    const { ids, tracer, parent } = this.#source;
    const session = resumed ? String(seq) : '0';
    const ownTrace = traceIdOf(id);
    ids.next = { trace: ownTrace, span: runSpanIdOf(id, session) };
    const first = { traceId: parent?.traceId ?? ownTrace, spanId: runSpanIdOf(id, '0') };
    try {
      this.#run = tracer.startSpan(
        `invoke_workflow ${flow.name}`,
        {
          startTime: timeOf(event),
          attributes: {
            'gen_ai.operation.name': 'invoke_workflow',
            'gen_ai.agent.name': flow.name,
            'bisheng.run.id': id,
            'bisheng.flow.file': flow.file,
            ...(resumed && { 'bisheng.run.resumed': true }),
          },
          ...(resumed && { links: [{ context: { ...first, traceFlags: TraceFlags.SAMPLED } }] }),
        },
        contextOf(parent),
      );
    } finally {
      ids.next = undefined;
    }
    for (const begun of this.#begun.values()) this.#start(begun, timeOf(event));
    this.#begun.clear();
  }

  #start({ node, node_type, iteration }: Of<'node_started'>, startTime: Date): void {
    if (this.#open.has(node)) return;
    const attributes = { ...where({ node, iteration }), 'bisheng.node.type': node_type };
    this.#open.set(node, this.#child(node, startTime, attributes));
  }

  #child(node: string, startTime: Date, attributes: Attributes): Span {
    const around = this.#around(node);
    const context = around ? trace.setSpan(ROOT_CONTEXT, around) : ROOT_CONTEXT;
    return this.#source.tracer.startSpan(node, { startTime, attributes }, context);
  }

  #finished(event: Of<'node_finished'>, time: Date): void {
    const { attempts, rounds, exit, usage, reused } = event;
    const span = this.#take(event, time);
    span.setAttributes({
      'bisheng.node.attempts': attempts,
      ...(rounds !== undefined && { 'bisheng.loop.rounds': rounds }),
      ...(exit && { 'bisheng.loop.exit': exit }),
      ...(reused && { 'bisheng.node.reused': reused }),
      ...tokens(usage),
    });
    span.end(time);
  }

  #failed(event: Of<'node_failed'>, time: Date): void {
    const { status, error, attempts, handled_by, usage } = event;
    const span = this.#take(event, time);
    span.setAttributes({ 'bisheng.node.attempts': attempts, ...tokens(usage) });
    if (handled_by !== null) span.setAttribute('bisheng.node.handled_by', handled_by);
    if (status === 'cancelled') span.setAttribute('bisheng.node.status', 'cancelled');
    else tellFailure(span, error, time);
    span.end(time);
  }

  /** The span of an execution that has ended. What came from elsewhere may never have begun here. */
  #take(event: Of<'node_finished'> | Of<'node_failed'>, time: Date): Span {
    const { node, duration_ms } = event;
    const open = this.#open.get(node);
    this.#open.delete(node);
    const begun = new Date(time.getTime() - Math.ceil(duration_ms));
    return open ?? this.#child(node, begun, where(event));
  }

  #runFinished({ status, error, usage }: Of<'run_finished'>, time: Date): void {
    const run = this.#run;
    if (!run) return;
    run.setAttributes(tokens(usage));
    if (status === 'failed' && error) tellFailure(run, error, time);
    this.#end(status, time);
  }

  #end(status: string, time: Date): void {
    for (const span of [...this.#open.values()].reverse()) {
      span.setAttribute('bisheng.node.status', status);
      span.end(time);
    }
    this.#open.clear();
    this.#run?.setAttribute('bisheng.run.status', status);
    this.#run?.end(time);
    this.#run = undefined;
  }

  #tell(node: string, name: string, about: Attributes, time: Date): void {
    this.#open.get(node)?.addEvent(name, about, time);
  }

  /** The nearest span around that of a node. */
  #around(node: string): Span | undefined {
    this.#loops ??= loopsOf(this.#plan);
    const outer = this.#loops.get(node) ?? outerNode(node);
    if (outer === undefined) return this.#run;
    return this.#open.get(outer) ?? this.#around(outer);
  }
}

/** A failure as conventions have it: a status, and an event that looks like an exception. */
export function tellFailure(
  span: Span,
  { code, message }: Pick<RunError, 'code' | 'message'>,
  time?: Date,
): void {
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.addEvent('exception', { 'exception.type': code, 'exception.message': message }, time);
}

function outerNode(node: string): string | undefined {
  const at = node.lastIndexOf('/');
  return at < 0 ? undefined : node.slice(0, at);
}

function where({
  node,
  iteration,
}: {
  readonly node: string;
  readonly iteration?: readonly number[] | undefined;
}): Attributes {
  return { 'bisheng.node.id': node, ...(iteration && { 'bisheng.iteration': [...iteration] }) };
}

/** Not by the names of GenAI: those stand at the spans of models, and would be counted twice. */
function tokens(usage: TokenUsage | undefined): Attributes {
  if (!usage) return {};
  const { prompt_tokens, completion_tokens } = usage;
  return {
    'bisheng.usage.input_tokens': prompt_tokens,
    'bisheng.usage.output_tokens': completion_tokens,
  };
}

function counts(values: Readonly<Record<string, number | null>>): Attributes {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null),
  ) as Attributes;
}

function contextOf(parent: RemoteParent | undefined): Context {
  if (!parent) return ROOT_CONTEXT;
  const { traceId, spanId, sampled } = parent;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function timeOf({ time }: RunEvent): Date {
  return new Date(time);
}
