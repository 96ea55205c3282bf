import { at } from '../flow/at.ts';
import type { LoopPlan, Plan, PlanEdge, PlanNode } from '../flow/plan/plan.ts';
import { isTrue } from '../flow/value.ts';
import type { Clock } from './clock.ts';
import type { Emitter } from './emitter.ts';
import { evaluateIn } from './evaluate.ts';
import { LoopRun, type LoopHost } from './loop-run.ts';
import { tellCancelled, type Effort } from './node-events.ts';
import { NodeScope } from './node-scope.ts';
import { isOver, type NodeStatus } from './node-state.ts';
import type { NodeRef } from './run-event.ts';
import type { RunState } from './run-state.ts';

/** Who starts what has become ready, and ends the run. */
export interface Starter {
  readonly clock: Clock;
  readonly stopped: boolean;
  /** A node's turn has come: to run, or to be skipped. */
  ready(node: number): void;
  /** Starts all that is ready. */
  drain(): void;
  /** Nothing is left to do. */
  done(): void;
  fail(node: number, failure: unknown): void;
  background(node: number, task: () => Promise<void>): void;
  /** To be awaited, where it is time to let others have their turn. */
  rest(): Promise<void> | undefined;
}

/**
 * How a flow gets on: an ended node decides its edges, a decided edge brings its target nearer, a loop's round ends
 * when its nodes have ended. It starts nothing itself.
 */
export class Progress implements LoopHost {
  readonly plan: Plan;
  readonly state: RunState;
  readonly emitter: Emitter;
  readonly #starter: Starter;
  readonly #loops = new Map<LoopPlan, LoopRun>();
  #remaining: number;

  constructor(state: RunState, emitter: Emitter, starter: Starter) {
    this.plan = state.plan;
    this.state = state;
    this.emitter = emitter;
    this.#starter = starter;
    this.#remaining = this.plan.nodes.filter(({ loop }) => !loop).length;
  }

  /** Begins with the nodes that wait for nothing. */
  start(): void {
    if (this.#remaining === 0) this.#starter.done();
    for (const { index, loop } of this.plan.nodes) {
      if (!loop && this.state.state(index).unresolved === 0) this.#enqueue(index);
    }
  }

  get stopped(): boolean {
    return this.#starter.stopped;
  }

  drain(): void {
    this.#starter.drain();
  }

  rest(): Promise<void> | undefined {
    return this.#starter.rest();
  }

  fail(node: number, failure: unknown): void {
    this.#starter.fail(node, failure);
  }

  background(node: number, task: () => Promise<void>): void {
    this.#starter.background(node, task);
  }

  /** How events name a node now. */
  ref(node: number): NodeRef {
    const { id, loop } = at(this.plan.nodes, node);
    const iteration: number[] = [];
    for (let l = loop; l; l = l.parent) iteration.unshift(this.#loops.get(l)?.round ?? 0);
    return iteration.length > 0 ? { node: id, iteration } : { node: id };
  }

  /** An edge has been decided: its target comes one step nearer. */
  resolve(edge: PlanEdge, taken: boolean): void {
    this.state.taken[edge.index] = taken ? 2 : 1;
    if (edge.way === 'forward') this.arrive(edge, edge.target, taken && edge.counts);
  }

  /** `edge` is decided for a node that waits for it; `taken`: it makes it run. */
  arrive(edge: PlanEdge, node: number, taken: boolean): void {
    const state = this.state.state(node);
    state.unresolved--;
    if (taken) state.taken++;
    if (state.status !== 'pending') return;
    const { join, rivals } = at(this.plan.nodes, node);
    const isWon = join === 'first' && taken;
    if (!isWon && state.unresolved > 0) return;
    this.#enqueue(node);
    if (!isWon) return;
    state.winner = edge.index;
    for (const { loop } of this.#callOff(rivals)) this.#leaveScope(loop);
  }

  /** Whether an edge is taken, now that its source has ended. Throws what its condition throws. */
  decide(edge: PlanEdge): boolean {
    const state = this.state.state(edge.from);
    switch (state.status) {
      case 'succeeded':
      case 'running':
        if (edge.kind === 'handler') return false;
        if (edge.kind === 'route') {
          return this.plan.nodes[edge.to]?.id === state.outputs?.next_node;
        }
        break;
      case 'handled':
        return edge.kind === 'handler';
      case 'continued':
        if (edge.kind !== 'plain') return false;
        break;
      default:
        return false;
    }
    if (!edge.condition) return true;
    return isTrue(
      evaluateIn(edge.condition, new NodeScope(this.state, edge.from, state.outputs ?? {})),
    );
  }

  /** A node is through: decides its edges, and tells its scope. */
  settle(node: number, status: NodeStatus): void {
    const planned = at(this.plan.nodes, node);
    const state = this.state.state(node);
    state.status = status;
    if (status !== 'skipped') this.state.executed(node);
    try {
      const exit = planned.loop && planned.out.find((edge) => isBreak(edge) && this.decide(edge));
      if (exit?.leaves) {
        this.#break(exit);
        return;
      }
      for (const edge of planned.resolves) {
        this.resolve(edge, edge.from === node ? this.decide(edge) : this.#exitTaken(planned, edge));
      }
    } catch (error) {
      this.fail(node, error);
      return;
    }
    this.#leaveScope(planned.loop);
  }

  /** One node less to wait for in a scope. */
  #leaveScope(loop: LoopPlan | undefined): void {
    if (loop) {
      this.#loops.get(loop)?.nodeEnded();
      return;
    }
    this.#remaining--;
    if (this.#remaining === 0) this.#starter.done();
  }

  #enqueue(node: number): void {
    this.state.state(node).status = 'queued';
    this.#starter.ready(node);
  }

  /** Whether a node whose turn has come has nothing that leads to it. */
  isSkipped(node: number): boolean {
    return this.state.state(node).taken === 0 && at(this.plan.nodes, node).awaits > 0;
  }

  /** Skips a node, and with a controller its whole body. */
  skip(node: number): void {
    const { controls } = at(this.plan.nodes, node);
    if (controls) this.#loops.delete(controls);
    for (const n of [node, ...(controls?.body ?? [])]) {
      const state = this.state.state(n);
      state.status = 'skipped';
      state.outputs = undefined;
      this.emitter.emit({ type: 'node_skipped', ...this.ref(n) });
    }
    this.settle(node, 'skipped');
  }

  startLoop(planned: PlanNode, loop: LoopPlan): void {
    const run = new LoopRun(this, loop, this.#starter.clock);
    this.#loops.set(loop, run);
    const state = this.state.state(planned.index);
    state.status = 'running';
    state.error = undefined;
    this.emitter.emit({
      type: 'node_started',
      ...this.ref(planned.index),
      node_type: planned.node.type,
      attempt: 1,
    });
    this.background(planned.index, () => run.start());
  }

  /** Whether an edge out of a controller's body is taken, now that its loop has ended. */
  #exitTaken({ controls, index }: PlanNode, edge: PlanEdge): boolean {
    if (this.state.state(index).status === 'handled') return false;
    return (controls && this.#loops.get(controls)?.exitTaken(edge)) ?? false;
  }

  /** Ends a loop that has failed, with all that runs in it; gives how long it took. */
  failLoop(loop: LoopPlan): Effort {
    this.#callOff(loop.body);
    const run = this.#loops.get(loop);
    run?.fail();
    return run?.effort ?? { attempts: 1, duration: 0 };
  }

  /** Cancels all that runs; nothing more is skipped or decided. */
  cancel(): void {
    for (const planned of this.plan.nodes) if (!planned.controls) this.#cancel(planned);
    // Inner loops before those around them.
    for (const loop of [...this.plan.loops].reverse()) {
      this.#cancel(at(this.plan.nodes, loop.controller));
    }
  }

  /** An edge out of a loop's body ends the loop: what still runs in it is called off. */
  #break(edge: PlanEdge): void {
    const outermost = edge.leaves;
    if (!outermost) return;
    for (let l = this.plan.nodes[edge.from]?.loop; l && l !== outermost; l = l.parent) {
      this.#callOff(l.body);
      this.#loops.get(l)?.leave();
    }
    this.#callOff(outermost.body);
    this.#loops.get(outermost)?.end(edge);
  }

  /** Cancels what runs among some nodes and skips the rest; gives those that were not over yet. */
  #callOff(nodes: readonly number[]): PlanNode[] {
    const called: PlanNode[] = [];
    for (const n of nodes) {
      const state = this.state.state(n);
      const planned = at(this.plan.nodes, n);
      if (isOver(state.status)) continue;
      called.push(planned);
      if (planned.controls && state.status === 'running') this.#callOff(planned.controls.body);
      if (this.#cancel(planned)) continue;
      const attempts = this.emitter.wasCutOff(this.ref(n));
      if (attempts !== undefined) {
        state.status = 'cancelled';
        tellCancelled(this.emitter, this.ref(n), { attempts, duration: 0 });
        continue;
      }
      state.status = 'skipped';
      this.emitter.emit({ type: 'node_skipped', ...this.ref(n) });
    }
    return called;
  }

  /** Cancels a node if it runs. */
  #cancel({ index, controls }: PlanNode): boolean {
    const state = this.state.state(index);
    if (state.status !== 'running') return false;
    state.status = 'cancelled';
    state.step?.cancel();
    const loop = controls && this.#loops.get(controls);
    loop?.stop();
    if (loop) tellCancelled(this.emitter, this.ref(index), loop.effort);
    return true;
  }
}

/** Whether an edge, once taken, ends the loop that it leaves. */
function isBreak(edge: PlanEdge): boolean {
  return edge.leaves !== undefined && (edge.kind !== 'plain' || edge.condition !== undefined);
}
