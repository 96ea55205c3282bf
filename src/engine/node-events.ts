import { objectOf, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { NodeError, type PortValues } from './component.ts';
import type { Emitter } from './emitter.ts';
import { glimpse } from './glimpse.ts';
import { runError } from './run-error.ts';
import type { LoopExit, NodeRef, RunError } from './run-event.ts';
import { withoutStream } from './without-stream.ts';
import type { TokenUsage } from './tokens.ts';

/** How long and how often a node has tried. */
export interface Effort {
  readonly attempts: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Of a loop. */
  readonly rounds?: number;
  /** Of a loop that has ended by itself. */
  readonly exit?: LoopExit;
  readonly usage?: TokenUsage | undefined;
  /** It has done no work. */
  readonly reused?: 'run' | 'cache' | undefined;
}

/** Gives the event's number, where it was told. */
export function tellFinished(
  emitter: Emitter,
  ref: NodeRef,
  outputs: PortValues,
  effort: Effort,
): number | undefined {
  const { rounds, exit, reused } = effort;
  return emitter.emit({
    type: 'node_finished',
    ...told(ref, effort),
    ...(rounds !== undefined && { rounds }),
    ...(exit && { exit }),
    ...(reused && { reused }),
    outputs: forEvent(outputs),
  });
}

export function tellCancelled(emitter: Emitter, ref: NodeRef, effort: Effort): void {
  const error = runError(
    new NodeError('cancelled', message('cancelled')),
    emitter.ref(ref).node,
    emitter.say,
  );
  emitter.emit({
    type: 'node_failed',
    status: 'cancelled',
    error,
    handled_by: null,
    ...told(ref, effort),
  });
}

/** `handler`: what `on_error` makes of it; null where the run fails. */
export function tellFailed(
  emitter: Emitter,
  ref: NodeRef,
  { error, inputs }: { error: RunError; inputs: PortValues },
  handler: string | null,
  effort: Effort,
): void {
  emitter.emit({
    type: 'node_failed',
    status: 'failed',
    error,
    handled_by: handler,
    ...told(ref, effort),
    ...(Object.keys(inputs).length > 0 && { inputs: glimpse(inputs) }),
  });
  if (handler === null) return;
  const key = handler === 'continue' ? 'node-failed-continued' : 'node-failed-handled';
  emitter.warn(key, message(key, { node: ref.node, handler, error: error.message }), ref);
}

function told(
  ref: NodeRef,
  { attempts, duration, usage }: Effort,
): NodeRef & { attempts: number; duration_ms: number; usage?: TokenUsage } {
  const duration_ms = Math.round(duration * 1000) / 1000;
  return { ...ref, attempts, duration_ms, ...(usage && { usage }) };
}

/** Outputs as events have them. */
export function forEvent(outputs: PortValues): ValueObject {
  return objectOf(
    Object.entries(outputs).map(([name, value]): [string, Value] => [name, withoutStream(value)]),
  );
}
