import type { Value, ValueObject } from '../flow/value.ts';
import type { Component, PortValue, PortValues } from './component.ts';
import type { Near } from './provider.ts';
import type { WorldReads } from './world-reads.ts';

/**
 * Where a node stands in the current round of its loop (or in the flow). `queued`: its turn has come, to run or to be
 * skipped. `continued`: failed, and `on_error: continue` lets the flow go on; `handled`: failed, and its handler goes
 * on.
 */
export type NodeStatus =
  | 'pending'
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'continued'
  | 'handled'
  | 'skipped'
  | 'cancelled';

/** All that changes about one node while a flow runs. At any time a node runs at most once. */
export class NodeState {
  status: NodeStatus = 'pending';
  /** Edges still to be resolved, and how many that make it run were taken. */
  unresolved: number;
  taken = 0;
  /** The edge that decided its race, by number. */
  winner: number | undefined;
  /** Of its last execution, be it in an earlier round; undefined after it was skipped. */
  outputs: PortValues | undefined;
  inputs: PortValues = {};
  /** What a handler and `error` see of its failure. */
  error: ValueObject | undefined;
  /** A splitter's part for each edge, by the edge's number. */
  parts: ReadonlyMap<number, PortValue> | undefined;
  /** What its outputs were when the round began of each loop around it, by the loop's depth. */
  readonly #before: (PortValues | undefined)[] = [];
  /** How its last execution ended; that it was skipped since leaves no trace. */
  #last: { at: number; status: NodeStatus; outputs: PortValues | undefined } | undefined;
  /** Nearest providers by name, as far as it asked for them. */
  near: Map<string, Near | null> | undefined;
  component: Component | undefined;
  /** What its component has read of the world, where its results are cached. */
  reads: WorldReads | undefined;
  /** What its component's state was after executions of an earlier session, until it is restored. */
  remembered: { readonly state: Value | undefined } | undefined;
  /** What is running, while something is; cancelling it tells so. */
  step: { cancel(): void } | undefined;

  constructor(awaits: number) {
    this.unresolved = awaits;
  }

  /** Makes it ready for the next round of a loop around it. */
  reset(awaits: number, depth: number): void {
    this.#before[depth] = this.outputs;
    this.status = 'pending';
    this.unresolved = awaits;
    this.taken = 0;
    this.winner = undefined;
    this.near = undefined;
  }

  /** Its outputs as they were when the present round of a loop around it began. */
  before(depth: number): PortValues | undefined {
    return this.#before[depth];
  }

  /** Takes note of how an execution ended; `at` counts the executions of the flow. */
  executed(at: number): void {
    this.#last = { at, status: this.status, outputs: this.outputs };
  }

  /**
   * Stands, now that a loop around it is over, as its last execution in that loop left it, though it may have been
   * skipped or called off since; without one it is skipped. `since`: executions before the loop began.
   */
  leaveLoop(since: number): void {
    const last = this.#last && this.#last.at > since ? this.#last : undefined;
    this.status = last?.status ?? 'skipped';
    this.outputs = last?.outputs;
    this.near = undefined;
  }
}

/** Whether a node is through, for this round. */
export function isOver(status: NodeStatus): boolean {
  return status !== 'pending' && status !== 'queued' && status !== 'running';
}
