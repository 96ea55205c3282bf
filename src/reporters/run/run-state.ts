import type { PlannedNode, RunEvent } from '../../engine/run-event.ts';
import { NodeState, type NodeStatus } from './node-state.ts';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { readonly type: T }>;

/**
 * What is known of a run so far, folded from its events. Each event costs the same, however many nodes and rounds
 * there are; memory grows with the nodes only.
 */
export class RunState {
  readonly nodes = new Map<string, NodeState>();
  /** The nodes that are in no loop and no sub-flow and run, or below which something runs. */
  readonly active = new Set<NodeState>();
  startedAt = 0;
  /** How many nodes run now. */
  running = 0;
  /** How many nodes have ended at least once. */
  ended = 0;

  /** Takes an event that came at a time (ms); gives the node it is about. */
  apply(event: RunEvent, now: number): NodeState | undefined {
    if (event.type === 'run_started') {
      this.startedAt = now;
      if (event.resumed) this.#resume(event.dropped ?? []);
      this.#plan(event.nodes);
      return undefined;
    }
    if (event.type === 'run_waiting') {
      for (const { node } of event.questions) this.#settle(this.#node(node), 'waiting');
      // What still runs is a sub-flow in which somebody is asked.
      for (const node of this.nodes.values()) if (node.running > 0) this.#settle(node, 'waiting');
      return undefined;
    }
    if (event.type === 'run_finished') {
      this.#cutOff(now);
      return undefined;
    }
    if (event.node === undefined) return undefined;
    const node = this.#node(event.node);
    this.#applyToNode(node, event, now);
    return node;
  }

  #applyToNode(
    node: NodeState,
    event: Exclude<RunEvent, { readonly type: 'run_started' | 'run_waiting' | 'run_finished' }>,
    now: number,
  ): void {
    switch (event.type) {
      case 'node_started':
        this.#start(node, event, now);
        break;
      case 'node_finished':
        node.rounds = event.rounds === undefined ? node.rounds : (node.rounds ?? 0) + event.rounds;
        if (event.reused) node.reused++;
        node.reusedFrom = event.reused;
        this.#end(node, 'succeeded', event);
        break;
      case 'node_failed':
        node.errorCode = event.error.code;
        if (event.handled_by === null) node.willRepeat(event.status, event.duration_ms);
        this.#end(node, event.status, event);
        break;
      case 'node_skipped':
        this.#end(node, 'skipped', undefined);
        break;
      case 'node_retrying':
        node.status = 'retrying';
        node.attempt = event.attempt;
        node.maxAttempts = event.max_attempts;
        node.retryAt = now + event.delay_ms;
        break;
      case 'node_progress':
        progress(node, event, now);
        break;
      case 'loop_iteration':
        iterate(node, event, now);
        break;
      case 'stream_start':
      case 'stream_error':
        node.tail = '';
        break;
      case 'stream_chunk':
        node.stream(event.text);
        break;
      case 'stream_end':
      case 'warning':
      case 'log':
        break;
    }
  }

  /** The run goes on: what was cut off, has failed or holds no longer has yet to come about. */
  #resume(dropped: readonly string[]): void {
    for (const node of this.nodes.values()) {
      if (node.running > 0) this.#settle(node, 'pending');
      node.resume(dropped.includes(node.id));
      if (node.runs + node.ended.skipped === 0) node.status = 'pending';
    }
    this.ended = [...this.nodes.values()].filter((one) => one.runs + one.ended.skipped > 0).length;
  }

  #plan(planned: readonly PlannedNode[]): void {
    const added = planned.filter(({ id }) => !this.nodes.has(id));
    for (const { id, type } of added) {
      const node = new NodeState(id);
      node.type = type;
      this.nodes.set(id, node);
    }
    for (const { id, loop } of added) {
      const node = this.nodes.get(id);
      const parent = (loop === undefined ? undefined : this.nodes.get(loop)) ?? this.#outer(id);
      if (node && parent && !node.parent) node.attach(parent);
    }
  }

  #node(id: string): NodeState {
    const known = this.nodes.get(id);
    if (known) return known;
    const node = new NodeState(id);
    this.nodes.set(id, node);
    const outer = this.#outer(id);
    if (outer) node.attach(outer);
    return node;
  }

  /** The node whose sub-flow an id belongs to. */
  #outer(id: string): NodeState | undefined {
    for (let at = id.lastIndexOf('/'); at > 0; at = id.lastIndexOf('/', at - 1)) {
      const outer = this.nodes.get(id.slice(0, at));
      if (outer) return outer;
    }
    return undefined;
  }

  #start(node: NodeState, event: EventOf<'node_started'>, now: number): void {
    node.type = event.node_type;
    node.status = 'running';
    node.attempt = event.attempt;
    node.retryAt = undefined;
    // A further attempt goes on with a run that has been counted.
    if (event.attempt > 1 && node.running > 0) return;
    if (node.running === 0) {
      node.since = now;
      node.tail = '';
      node.progress = undefined;
      this.running++;
    }
    node.running++;
    this.#activate(node);
  }

  #end(
    node: NodeState,
    status: 'succeeded' | 'failed' | 'cancelled' | 'skipped',
    cost: { readonly attempts: number; readonly duration_ms: number } | undefined,
  ): void {
    if (node.runs + node.ended.skipped === 0) this.ended++;
    node.ended[status]++;
    node.totalMs += cost?.duration_ms ?? 0;
    node.attempts = Math.max(node.attempts, cost?.attempts ?? 1);
    if (status === 'skipped' && node.running > 0) return;
    if (node.running > 1) node.running--;
    else this.#settle(node, status);
  }

  #settle(node: NodeState, status: NodeStatus): void {
    if (node.running > 0) this.running--;
    node.running = 0;
    node.retryAt = undefined;
    node.status = status;
    this.#deactivate(node);
  }

  /** What still runs when the run has ended has been cancelled. */
  #cutOff(now: number): void {
    for (const node of this.nodes.values()) {
      // Nobody waits for its answer any more.
      if (node.status === 'waiting') node.status = 'cancelled';
      if (node.running === 0) continue;
      node.totalMs += now - node.since;
      node.ended.cancelled++;
      this.#settle(node, 'cancelled');
    }
  }

  #activate(node: NodeState): void {
    for (let at = node; ; at = at.parent) {
      const among = at.parent?.active ?? this.active;
      if (among.has(at)) return;
      among.add(at);
      if (!at.parent) return;
    }
  }

  #deactivate(node: NodeState): void {
    for (let at: NodeState | undefined = node; at && !at.isActive; at = at.parent) {
      (at.parent?.active ?? this.active).delete(at);
    }
  }
}

function progress(node: NodeState, event: EventOf<'node_progress'>, now: number): void {
  const at = node.progressed();
  if (event.done !== undefined) {
    at.done = event.done;
    at.pace.update(event.done, now);
  }
  if (event.total !== undefined) at.total = event.total ?? undefined;
  if (event.message !== undefined) at.message = event.message;
}

function iterate(node: NodeState, event: EventOf<'loop_iteration'>, now: number): void {
  const at = node.progressed();
  // The event counts from 0, as `iteration` does; people count from 1.
  at.round = event.round + 1;
  at.done = event.done ?? undefined;
  at.total = event.total ?? undefined;
  at.maxRounds = event.max_iterations ?? undefined;
  at.pace.update(event.done ?? event.round, now);
}
