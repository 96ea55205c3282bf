import type { ValueObject } from '../flow/value.ts';
import type { Component, PortValue, PortValues } from './component.ts';
import type { Near } from './provider.ts';

/**
 * Where a node stands in the current round of its loop (or in the flow). `continued`: failed, and `on_error: continue`
 * lets the flow go on; `handled`: failed, and its handler goes on.
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
  /** Of its last execution, be it in an earlier round; undefined after it was skipped. */
  outputs: PortValues | undefined;
  inputs: PortValues = {};
  /** What a handler and `error` see of its failure. */
  error: ValueObject | undefined;
  /** A splitter's part for each edge, by the edge's number. */
  parts: ReadonlyMap<number, PortValue> | undefined;
  /** Whether it ran in any round of the loop that is going on. */
  ranInLoop = false;
  /** Nearest providers by name, as far as they were asked for. */
  near: Map<string, Near | null> | undefined;
  component: Component | undefined;
  /** What is running, while something is. */
  step: { cancel(): void } | undefined;

  constructor(awaits: number) {
    this.unresolved = awaits;
  }

  /** Makes it ready for the next round of its loop. */
  reset(awaits: number): void {
    this.status = 'pending';
    this.unresolved = awaits;
    this.taken = 0;
    this.near = undefined;
  }
}

/** Whether a node is through, for this round. */
export function isOver(status: NodeStatus): boolean {
  return status !== 'pending' && status !== 'queued' && status !== 'running';
}
