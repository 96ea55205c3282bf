import type { LoopExit, NodeRef, RunError, RunEvent } from '../engine/run-event.ts';
import { sumOf, type TokenUsage } from '../engine/tokens.ts';
import type { ValueObject } from '../flow/value.ts';
import { ShownExecutions } from './shown-executions.ts';

export type NodeStatus =
  'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'skipped' | 'waiting';

/** What a node has done. */
export interface NodeReport {
  /** As events name it. */
  readonly id: string;
  readonly type: string;
  readonly status: NodeStatus;
  /** Those that are shown: the first, the last, and of the others first of all those that went wrong. */
  readonly executions: readonly Execution[];
  /** How many there were. */
  readonly count: number;
  /** Of language models, all executions together. */
  readonly usage?: TokenUsage;
  /** How often it was passed over. */
  readonly skipped: number;
  /** Milliseconds, all executions together. */
  readonly totalMs: number;
}

/** One execution of a node, with all its attempts. */
export interface Execution extends NodeRef {
  /** The event that tells its end, which also names what it was given. */
  readonly end?: number;
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
  readonly executions: ShownExecutions<Draft>;
  usage: TokenUsage | undefined;
  skipped: number;
  totalMs: number;
}

/**
 * Gathers what the nodes of a run have done, of each node no more executions than are shown. An execution that a dead session
 * had begun and a later one did anew stands there once.
 */
export class NodeReports {
  readonly #nodes = new Map<string, NodeDraft>();
  readonly #open = new Map<string, Draft>();

  /** Takes the next event of the run. */
  add(event: RunEvent): void {
    switch (event.type) {
      case 'run_started':
        for (const { id, type } of event.nodes) this.#nodeOf(id).type = type;
        break;
      case 'node_started': {
        const execution = this.#executionOf(event, event.time);
        execution.attempts = Math.max(execution.attempts, event.attempt);
        const node = this.#nodeOf(event.node);
        node.type = event.node_type;
        node.status = 'running';
        break;
      }
      case 'node_finished':
      case 'node_failed': {
        const node = this.#nodeOf(event.node);
        const execution = this.#executionOf(event, startOf(event));
        finish(execution, node, event);
        if (execution.status === 'failed') node.executions.failed(execution);
        this.#open.delete(keyOf(event));
        break;
      }
      case 'node_skipped':
        this.#nodeOf(event.node).skipped++;
        this.#nodeOf(event.node).status = 'skipped';
        break;
      case 'stream_start':
        this.#executionOf(event, event.time).said = '';
        break;
      case 'stream_chunk': {
        const execution = this.#executionOf(event, event.time);
        execution.said = (execution.said ?? '') + event.text;
        break;
      }
      case 'stream_error':
        delete this.#executionOf(event, event.time).said;
        break;
      case 'node_retrying':
      case 'log':
        this.#executionOf(event, event.time).notes.push(event);
        break;
      case 'warning': {
        const { node, iteration } = event;
        if (node !== undefined)
          this.#open.get(keyOf({ node, ...(iteration && { iteration }) }))?.notes.push(event);
        break;
      }
      case 'run_waiting':
        for (const { node } of event.questions) this.#nodeOf(node).status = 'waiting';
        for (const execution of this.#open.values()) {
          if (this.#nodeOf(execution.node).status === 'waiting') execution.status = 'waiting';
        }
        break;
      default:
        break;
    }
  }

  /** In the order of the plan, those of sub-flows behind the node that runs them. */
  all(): NodeReport[] {
    const nodes = [...this.#nodes.values()].map(({ executions, usage, ...node }) => ({
      ...node,
      executions: executions.all(),
      count: executions.count,
      ...(usage && { usage }),
    }));
    return inOrder(nodes);
  }

  #nodeOf(id: string): NodeDraft {
    const known = this.#nodes.get(id);
    if (known) return known;
    const made: NodeDraft = {
      ...{ id, type: '', status: 'pending', usage: undefined, skipped: 0, totalMs: 0 },
      executions: new ShownExecutions(),
    };
    this.#nodes.set(id, made);
    return made;
  }

  #executionOf(ref: NodeRef, time: string): Draft {
    const key = keyOf(ref);
    const known = this.#open.get(key);
    if (known) return known;
    const { node, iteration } = ref;
    const made: Draft = {
      ...{ node, ...(iteration && { iteration }), status: 'running', startedAt: time },
      ...{ attempts: 1, notes: [] },
    };
    this.#open.set(key, made);
    this.#nodeOf(node).executions.begin(made);
    return made;
  }
}

function finish(
  execution: Draft,
  node: NodeDraft,
  event: Extract<RunEvent, { readonly type: 'node_finished' | 'node_failed' }>,
): void {
  delete execution.said;
  const { attempts, duration_ms, usage } = event;
  const given = event.type === 'node_failed' ? event.inputs : undefined;
  node.usage = sumOf(node.usage, usage);
  Object.assign(execution, {
    end: event.seq,
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
function inOrder(nodes: readonly NodeReport[]): NodeReport[] {
  const inner = new Map<string, NodeReport[]>();
  const top: NodeReport[] = [];
  const ids = new Set(nodes.map(({ id }) => id));
  for (const node of nodes) {
    const at = node.id.lastIndexOf('/');
    const outer = at < 0 ? undefined : node.id.slice(0, at);
    if (outer === undefined || !ids.has(outer)) top.push(node);
    else inner.set(outer, [...(inner.get(outer) ?? []), node]);
  }
  const withInner = (node: NodeReport): NodeReport[] => [
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

function keyOf({ node, iteration = [] }: NodeRef): string {
  return [node, ...iteration].join(' ');
}
