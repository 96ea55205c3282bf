import { at } from '../flow/at.ts';
import type { LoopPlan, Plan, PlanEdge, PlanNode } from '../flow/plan/plan.ts';
import type { Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { bindLoopItems } from './bind-loop-items.ts';
import type { Clock } from './clock.ts';
import { NodeError, type Context, type PortValues } from './component.ts';
import { wantsRound } from './continue-condition.ts';
import type { Emitter } from './emitter.ts';
import { ItemFeed } from './item-feed.ts';
import { tellFinished, type Effort } from './node-events.ts';
import type { NodeStatus } from './node-state.ts';
import type { LoopExit, NodeRef } from './run-event.ts';
import type { RunState } from './run-state.ts';

/** What a loop needs of the run that it is part of. */
export interface LoopHost {
  readonly plan: Plan;
  readonly state: RunState;
  readonly emitter: Emitter;
  readonly stopped: boolean;
  ref(node: number): NodeRef;
  decide(edge: PlanEdge): boolean;
  arrive(edge: PlanEdge, node: number, taken: boolean): void;
  settle(node: number, status: NodeStatus): void;
  drain(): void;
  rest(): Promise<void> | undefined;
  fail(node: number, failure: unknown): void;
  background(node: number, task: () => Promise<void>): void;
}

/** One execution of a loop: hands out batches, counts the nodes of a round, decides on the next one. */
export class LoopRun {
  readonly #flow: LoopHost;
  readonly #plan: LoopPlan;
  readonly #controller: PlanNode;
  readonly #clock: Clock;
  readonly #since: number;
  /** How many executions there had been before. */
  readonly #before: number;
  #feed: ItemFeed | undefined;
  #given: PortValues = {};
  #round = -1;
  #remaining = 0;
  /** Items of the current round. */
  #handedOut = 0;
  #exit: PlanEdge | undefined;
  #ended = false;
  /** `max_iterations` forbade a round that was due. */
  #limited = false;
  /** Ends the waiting for items. */
  #wake: (() => void) | undefined;

  constructor(flow: LoopHost, plan: LoopPlan, clock: Clock) {
    this.#flow = flow;
    this.#plan = plan;
    this.#controller = at(flow.plan.nodes, plan.controller);
    this.#clock = clock;
    this.#since = clock.now();
    this.#before = flow.state.executions;
  }

  get #batchSize(): number {
    return this.#plan.batchSize ?? 1;
  }

  /** The round that is going on, from 0; 0 when none is. */
  get round(): number {
    return this.#ended ? 0 : Math.max(this.#round, 0);
  }

  get effort(): Effort & { readonly rounds: number } {
    const duration = this.#clock.now() - this.#since;
    return { attempts: 1, duration, rounds: this.#round + 1 };
  }

  /** Begins the first round, or ends the loop where there is none. Rejects with what is wrong with its items. */
  async start(): Promise<void> {
    const { state } = this.#flow;
    for (const n of this.#plan.body) state.state(n).outputs = undefined;
    for (const n of this.#plan.aggregators) state.state(n).component?.reset?.();
    await this.#unlessEnded(async () => {
      const { items, given } = await bindLoopItems(state, this.#controller, () => this.#ended);
      this.#given = given;
      if (items) this.#feed = new ItemFeed(items);
    });
    await this.#next();
  }

  /** A node of the round is through. */
  nodeEnded(): void {
    this.#remaining--;
    if (this.#remaining > 0 || this.#ended || this.#flow.stopped) return;
    if (!this.#wantsMore()) {
      this.end();
      return;
    }
    const rest = this.#flow.rest();
    if (!rest && (this.#feed?.ready(this.#batchSize) ?? true)) this.#begin();
    else this.#flow.background(this.#plan.controller, () => this.#next(rest));
  }

  /** Ends the loop, by an edge that breaks it or because there is no further round. */
  end(exit?: PlanEdge): void {
    if (this.#ended) return;
    this.#exit = exit;
    this.#leaveBody();
    const { state, emitter } = this.#flow;
    const { controller, aggregators } = this.#plan;
    const how = exit ? 'break' : this.#limited ? 'limit' : 'end';
    this.#tellEnd(how);
    const { iteration } = this.#flow.ref(controller);
    const around = iteration ? { iteration } : {};
    for (const n of aggregators) {
      const { status, outputs } = state.state(n);
      const ref = { node: this.#flow.plan.nodes[n]?.id ?? '', ...around };
      if (status === 'succeeded') {
        tellFinished(emitter, ref, outputs ?? {}, { attempts: 1, duration: 0 });
      }
    }
    this.#flow.settle(controller, 'succeeded');
  }

  /** Ends the loop without going on after it: an outer one is being left. */
  leave(): void {
    this.#leaveBody();
    const { state } = this.#flow;
    const { controller } = this.#plan;
    this.#tellEnd('break');
    state.state(controller).status = 'succeeded';
    state.executed(controller);
  }

  #tellEnd(exit: LoopExit): void {
    const { state, emitter } = this.#flow;
    const { controller } = this.#plan;
    const outputs = state.outputsOf(controller);
    tellFinished(emitter, this.#flow.ref(controller), outputs, { ...this.effort, exit });
  }

  /** Ends it because it has failed; somebody else says so. */
  fail(): void {
    this.#leaveBody();
  }

  /** Stops without a word: the run ends, or the loop has lost a race. */
  stop(): void {
    this.#ended = true;
    this.#wake?.();
    void this.#feed?.close();
  }

  /** Whether an edge out of the body is taken now that the loop has ended. */
  exitTaken(edge: PlanEdge): boolean {
    if (edge === this.#exit) return true;
    if (edge.kind !== 'plain' || edge.condition) return false;
    const { status } = this.#flow.state.state(edge.from);
    return status === 'succeeded' || status === 'continued';
  }

  async #next(rest?: Promise<void>): Promise<void> {
    await rest;
    await this.#unlessEnded(() => this.#feed?.fill(this.#batchSize));
    if (!this.#ended && !this.#flow.stopped) this.#begin();
  }

  /** Waits for some work on the items, unless the loop is stopped meanwhile: then it is of no interest any more. */
  async #unlessEnded(work: () => Promise<void> | undefined): Promise<void> {
    if (this.#ended) return;
    const stopped = new Promise<void>((resolve) => (this.#wake = resolve));
    const working = work()?.catch((error: unknown) => {
      if (!this.#ended) throw error;
    });
    await Promise.race([working, stopped]);
    this.#wake = undefined;
  }

  /** Begins the next round, if there is to be one. */
  #begin(): void {
    try {
      const left = this.#feed?.hasMore ?? false;
      if (this.#round < 0) this.#publish([], left);
      if ((this.#feed && !left) || !this.#isWanted() || this.#limitReached()) {
        this.end();
        return;
      }
      this.#round++;
      const batch = this.#feed?.take(this.#batchSize) ?? [];
      this.#handedOut = batch.length;
      this.#publish(batch, this.#feed?.hasMore ?? false);
      this.#openRound();
    } catch (error) {
      this.#flow.fail(this.#plan.controller, error);
    }
  }

  /** The loop variables. */
  #publish(batch: Value, more: boolean): void {
    const state = this.#flow.state.state(this.#plan.controller);
    state.outputs = {
      batch,
      iteration: Math.max(this.#round, 0),
      has_more_data: more,
      has_more_items: more,
      total: this.#feed ? this.#feed.total : null,
    };
    this.#flow.state.upstream.learn(Object.keys(state.outputs));
  }

  #openRound(): void {
    const { state, plan, emitter } = this.#flow;
    const { enters, body, inner, locals, controller, maxIterations, depth } = this.#plan;
    for (const edge of inner) state.taken[edge.index] = 0;
    for (const n of body) state.state(n).reset(plan.nodes[n]?.awaits ?? 0, depth);
    this.#remaining = locals.length;
    emitter.emit({
      type: 'loop_iteration',
      ...this.#flow.ref(controller),
      round: this.#round,
      done: this.#feed ? this.#feed.taken - this.#handedOut : null,
      total: this.#feed ? this.#feed.total : null,
      max_iterations: maxIterations ?? null,
    });
    for (const { edge, target, counts } of enters) {
      if (edge.way === 'enter' && edge.from === controller) {
        state.taken[edge.index] = this.#flow.decide(edge) ? 2 : 1;
      }
      this.#flow.arrive(edge, target, counts && state.taken[edge.index] === 2);
    }
    this.#flow.drain();
  }

  /** After a round: whether any back edge leads on. One whose source was skipped does. */
  #wantsMore(): boolean {
    const { state } = this.#flow;
    return this.#plan.backs.some(
      (edge) =>
        state.taken[edge.index] === 2 ||
        state.state(edge.from).status === 'skipped' ||
        state.state(edge.source).status === 'skipped',
    );
  }

  #isWanted(): boolean {
    return wantsRound(this.#flow.state, this.#plan, this.#round + 1, this.#given);
  }

  /** Whether `max_iterations` forbids a round that would be due. Throws, or with `on_limit: stop` warns. */
  #limitReached(): boolean {
    const { maxIterations, stopAtLimit, continueCondition, backs, controller } = this.#plan;
    if (maxIterations === undefined) {
      if (this.#feed) return false;
      const text = message('loop-limit-missing', { node: this.#controller.id });
      throw new NodeError('loop-limit-missing', text, { hint: message('loop-limit-missing/hint') });
    }
    if (this.#round + 1 < maxIterations) return false;
    // Without data and without conditions, the limit is simply the number of rounds.
    const isAsked = continueCondition ?? backs.find((e) => e.condition ?? e.kind !== 'plain');
    if (!this.#feed && !isAsked) return true;
    const { id } = this.#controller;
    const left = this.#feed?.left;
    const text =
      left === undefined
        ? message('loop-limit-reached', { node: id, limit: maxIterations })
        : left === null
          ? message('loop-limit-reached/some', { node: id, limit: maxIterations })
          : message('loop-limit-reached/items', { node: id, limit: maxIterations, left });
    if (!stopAtLimit) {
      const hint = message(
        this.#feed ? 'loop-limit-reached/hint' : 'loop-limit-reached/while-hint',
      );
      throw new NodeError('loop-limit-reached', text, { hint });
    }
    this.#flow.emitter.warn('loop-limit-reached', text, this.#flow.ref(controller));
    this.#limited = true;
    return true;
  }

  /** The loop is over: its nodes stand as they last ran in it. */
  #leaveBody(): void {
    if (this.#round < 0) this.#zeroRounds();
    this.stop();
    const { state } = this.#flow;
    for (const n of this.#plan.body) state.state(n).leaveLoop(this.#before);
  }

  /** Without any round, aggregators give what nothing gathers to; nothing else runs. */
  #zeroRounds(): void {
    const { state, emitter, plan } = this.#flow;
    for (const n of this.#plan.body) {
      const { node } = at(plan.nodes, n);
      const nodeState = state.state(n);
      if (node.nodeType?.role !== 'aggregator') {
        // A loop that has failed has skipped them already.
        const isTold = nodeState.status === 'skipped';
        if (!isTold) emitter.emit({ type: 'node_skipped', ...this.#flow.ref(n) });
        continue;
      }
      nodeState.component ??= state.world.types.get(node.type)?.create(node, state.world);
      nodeState.component?.reset?.();
      // It works on nothing, so it needs no context.
      const outputs = nodeState.component?.run({ results: [] }, {} as Context);
      if (!outputs || outputs instanceof Promise) continue;
      nodeState.outputs = outputs;
      nodeState.status = 'succeeded';
      state.executed(n);
    }
  }
}
