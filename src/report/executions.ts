import type { LoopExit, NodeRef, RunError, RunEvent } from '../engine/run-event.ts';
import type { TokenUsage } from '../engine/tokens.ts';
import type { ValueObject } from '../flow/value.ts';

export type NodeStatus =
  'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'skipped' | 'waiting';

/** What a node has done. */
export interface NodeReport {
  /** As events name it. */
  readonly id: string;
  readonly type: string;
  readonly status: NodeStatus;
  readonly executions: readonly Execution[];
  /** How often it was passed over. */
  readonly skipped: number;
  /** Milliseconds, all executions together. */
  readonly totalMs: number;
}

/** One execution of a node, with all its attempts. */
export interface Execution extends NodeRef {
  readonly status: NodeStatus;
  readonly startedAt: string;
  readonly durationMs?: number;
  readonly attempts: number;
  readonly inputs?: ValueObject;
  readonly outputs?: ValueObject;
  readonly error?: RunError;
  readonly handledBy?: string;
  readonly usage?: TokenUsage;
  readonly rounds?: number;
  readonly exit?: LoopExit;
  readonly reused?: 'run' | 'cache';
  /** What a stream had said that was never ended. */
  readonly said?: string;
  readonly notes: readonly Note[];
}

/** Something that happened on the way. */
export type Note = Extract<RunEvent, { readonly type: 'warning' | 'log' | 'node_retrying' }>;

type Draft = { -readonly [K in keyof Execution]: Execution[K] } & { notes: Note[] };

interface NodeDraft {
  readonly id: string;
  type: string;
  status: NodeStatus;
  readonly executions: Draft[];
  skipped: number;
  totalMs: number;
}

/**
 * What the nodes of a run have done, in the order of the plan, those of sub-flows behind the node that runs them. An
 * execution that a dead session had begun and a later one did anew stands there once.
 */
export function nodeReports(
  events: readonly RunEvent[],
  inputs: ReadonlyMap<number, ValueObject>,
): NodeReport[] {
  const nodes = new Map<string, NodeDraft>();
  const open = new Map<string, Draft>();
  const nodeOf = (id: string): NodeDraft => {
    const known = nodes.get(id);
    if (known) return known;
    const made: NodeDraft = {
      id,
      type: '',
      status: 'pending',
      executions: [],
      skipped: 0,
      totalMs: 0,
    };
    nodes.set(id, made);
    return made;
  };
  const executionOf = ({ node, iteration }: NodeRef, time: string): Draft => {
    const key = [node, ...(iteration ?? [])].join(' ');
    const known = open.get(key);
    if (known) return known;
    const made: Draft = {
      node,
      ...(iteration && { iteration }),
      status: 'running',
      startedAt: time,
      attempts: 1,
      notes: [],
    };
    open.set(key, made);
    nodeOf(node).executions.push(made);
    return made;
  };
  for (const event of events) {
    switch (event.type) {
      case 'run_started':
        for (const { id, type } of event.nodes) nodeOf(id).type = type;
        break;
      case 'node_started': {
        const execution = executionOf(event, event.time);
        execution.attempts = Math.max(execution.attempts, event.attempt);
        const node = nodeOf(event.node);
        node.type = event.node_type;
        node.status = 'running';
        break;
      }
      case 'node_finished':
      case 'node_failed':
        finish(
          executionOf(event, startOf(event)),
          nodeOf(event.node),
          event,
          inputs.get(event.seq),
        );
        open.delete([event.node, ...(event.iteration ?? [])].join(' '));
        break;
      case 'node_skipped':
        nodeOf(event.node).skipped++;
        nodeOf(event.node).status = 'skipped';
        break;
      case 'stream_start':
        executionOf(event, event.time).said = '';
        break;
      case 'stream_chunk': {
        const execution = executionOf(event, event.time);
        execution.said = (execution.said ?? '') + event.text;
        break;
      }
      case 'stream_error':
        delete executionOf(event, event.time).said;
        break;
      case 'node_retrying':
      case 'log':
        executionOf(event, event.time).notes.push(event);
        break;
      case 'warning': {
        const { node, iteration } = event;
        const key = [node, ...(iteration ?? [])].join(' ');
        open.get(key)?.notes.push(event);
        break;
      }
      case 'run_waiting':
        for (const { node } of event.questions) nodeOf(node).status = 'waiting';
        for (const execution of open.values()) {
          if (nodeOf(execution.node).status === 'waiting') execution.status = 'waiting';
        }
        break;
      default:
        break;
    }
  }
  return inOrder([...nodes.values()]);
}

function finish(
  execution: Draft,
  node: NodeDraft,
  event: Extract<RunEvent, { readonly type: 'node_finished' | 'node_failed' }>,
  inputs: ValueObject | undefined,
): void {
  delete execution.said;
  const { attempts, duration_ms, usage } = event;
  const given = (event.type === 'node_failed' ? event.inputs : undefined) ?? inputs;
  Object.assign(execution, {
    attempts,
    durationMs: duration_ms,
    ...(usage && { usage }),
    ...(given && { inputs: given }),
  });
  if (event.type === 'node_finished') {
    const { outputs, rounds, exit, reused } = event;
    execution.status = 'succeeded';
    execution.outputs = outputs;
    if (rounds !== undefined) execution.rounds = rounds;
    if (exit) execution.exit = exit;
    if (reused) execution.reused = reused;
  } else {
    execution.status = event.status;
    execution.error = event.error;
    if (event.handled_by !== null) execution.handledBy = event.handled_by;
  }
  node.status = execution.status;
  node.totalMs += duration_ms;
}

/** Nodes of sub-flows have no place in the plan of the flow. */
function inOrder(nodes: readonly NodeDraft[]): NodeReport[] {
  const inner = new Map<string, NodeDraft[]>();
  const top: NodeDraft[] = [];
  const ids = new Set(nodes.map(({ id }) => id));
  for (const node of nodes) {
    const at = node.id.lastIndexOf('/');
    const outer = at < 0 ? undefined : node.id.slice(0, at);
    if (outer === undefined || !ids.has(outer)) top.push(node);
    else inner.set(outer, [...(inner.get(outer) ?? []), node]);
  }
  const withInner = (node: NodeDraft): NodeDraft[] => [
    node,
    ...(inner.get(node.id) ?? []).flatMap(withInner),
  ];
  return top.flatMap(withInner);
}

/** When something began of which only the end is told. */
function startOf({
  time,
  duration_ms,
}: {
  readonly time: string;
  readonly duration_ms: number;
}): string {
  return new Date(Date.parse(time) - duration_ms).toISOString();
}
