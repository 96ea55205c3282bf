import { at } from '../flow/at.ts';
import type { LoopPlan, Plan, PlanEdge, PlanNode } from '../flow/plan.ts';
import { isTrue, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { bindLoopItems } from './bind-loop-items.ts';
import type { Clock } from './clock.ts';
import { NodeError, type Context } from './component.ts';
import type { Emitter } from './emitter.ts';
import { evaluateIn } from './evaluate.ts';
import { ItemFeed } from './item-feed.ts';
import { tellFinished } from './node-events.ts';
import { NodeScope } from './node-scope.ts';
import type { NodeStatus } from './node-state.ts';
import type { NodeRef } from './run-event.ts';
import type { RunState } from './run-state.ts';

/** What a loop needs of the run that it is part of. */
export interface LoopHost {
  readonly plan: Plan;
  readonly state: RunState;
  readonly emitter: Emitter;
  readonly stopped: boolean;
  ref(node: number): NodeRef;
  decide(edge: PlanEdge): boolean;
  arrive(node: number, taken: boolean): void;
  settle(node: number, status: NodeStatus): void;
  drain(): void;
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
  #feed: ItemFeed | undefined;
  #round = -1;
  #remaining = 0;
  /** Items of the current round. */
  #handedOut = 0;
  #exit: PlanEdge | undefined;
  #ended = false;

  constructor(flow: LoopHost, plan: LoopPlan, clock: Clock) {
    this.#flow = flow;
    this.#plan = plan;
    this.#controller = at(flow.plan.nodes, plan.controller);
    this.#clock = clock;
    this.#since = clock.now();
  }

  /** The round that is going on, from 0. */
  get round(): number {
    return Math.max(this.#round, 0);
  }

  /** Begins the first round, or ends the loop where there is none. Rejects with what is wrong with its items. */
  async start(): Promise<void> {
    const { state } = this.#flow;
    for (const n of this.#plan.body) {
      state.state(n).ranInLoop = false;
      state.state(n).outputs = undefined;
    }
    for (const n of this.#plan.aggregators) state.state(n).component?.reset?.();
    const items = await bindLoopItems(state, this.#controller);
    if (items !== undefined) this.#feed = new ItemFeed(items);
    await this.#next();
  }

  /** A node of the round is through. */
  nodeEnded(): void {
    this.#remaining--;
    if (this.#remaining > 0 || this.#ended) return;
    if (!this.#wantsMore()) this.end();
    else if (this.#feed?.ready(this.#plan.batchSize) ?? true) this.#begin();
    else this.#flow.background(this.#plan.controller, () => this.#next());
  }

  /** Ends the loop, by an edge that breaks it or because there is no further round. */
  end(exit?: PlanEdge): void {
    if (this.#ended) return;
    this.#exit = exit;
    if (this.#round < 0) this.#zeroRounds();
    this.abandon();
    const { state, plan, emitter } = this.#flow;
    const { iteration } = this.#flow.ref(this.#plan.controller);
    const around = iteration ? { iteration } : {};
    for (const n of this.#plan.aggregators) {
      const { ranInLoop, outputs } = state.state(n);
      const ref = { node: plan.nodes[n]?.id ?? '', ...around };
      if (ranInLoop) tellFinished(emitter, ref, outputs ?? {}, { attempts: 1, duration: 0 });
    }
    this.#flow.settle(this.#plan.controller, 'succeeded');
  }

  /** Ends the loop without going on after it: an outer one is being left. */
  abandon(): void {
    this.#ended = true;
    const { controller } = this.#plan;
    const state = this.#flow.state.state(controller);
    state.status = 'succeeded';
    const effort = {
      attempts: 1,
      duration: this.#clock.now() - this.#since,
      rounds: this.#round + 1,
    };
    tellFinished(this.#flow.emitter, this.#flow.ref(controller), state.outputs ?? {}, effort);
    void this.#feed?.close();
  }

  /** Stops without a word: the loop has lost a race. */
  stop(): void {
    this.#ended = true;
    void this.#feed?.close();
  }

  /** Whether an edge out of the body is taken now that the loop has ended. */
  exitTaken(edge: PlanEdge): boolean {
    if (edge === this.#exit) return true;
    if (edge.kind !== 'plain' || edge.condition) return false;
    return this.#flow.state.state(edge.from).ranInLoop;
  }

  async #next(): Promise<void> {
    await this.#feed?.fill(this.#plan.batchSize);
    if (!this.#ended && !this.#flow.stopped) this.#begin();
  }

  /** Begins the next round, if there is to be one. */
  #begin(): void {
    try {
      const left = this.#feed?.hasMore ?? false;
      if (this.#round < 0 || !this.#feed) this.#publish([], left);
      else this.#publish(this.#flow.state.outputsOf(this.#plan.controller).batch as Value, left);
      if ((this.#feed && !left) || !this.#asked() || this.#limitReached()) {
        this.end();
        return;
      }
      this.#round++;
      const batch = this.#feed?.take(this.#plan.batchSize) ?? [];
      this.#handedOut = batch.length;
      this.#publish(batch, this.#feed?.hasMore ?? false);
      this.#openRound();
    } catch (error) {
      this.#flow.fail(this.#plan.controller, error);
    }
  }

  /** The loop variables. Before a round they are those that `continue_condition` is asked about. */
  #publish(batch: Value, more: boolean): void {
    const state = this.#flow.state.state(this.#plan.controller);
    state.near = undefined;
    state.outputs = {
      batch,
      iteration: this.round,
      has_more_data: more,
      has_more_items: more,
      total: this.#feed ? this.#feed.total : null,
    };
    this.#flow.state.upstream.learn(Object.keys(state.outputs));
  }

  #openRound(): void {
    const { state, plan, emitter } = this.#flow;
    const { enters, body, inner, locals, controller, maxIterations } = this.#plan;
    for (const edge of inner) state.taken[edge.index] = 0;
    for (const n of body) state.state(n).reset(plan.nodes[n]?.awaits ?? 0);
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
      this.#flow.arrive(target, counts && state.taken[edge.index] === 2);
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

  /** Asks `continue_condition`; before the first round only where nothing in it comes from the body. */
  #asked(): boolean {
    const condition = this.#plan.continueCondition;
    if (!condition?.expression) return true;
    const { state, plan } = this.#flow;
    const { controller, backs, body } = this.#plan;
    const own = state.outputsOf(controller);
    const scope = new NodeScope(state, controller, own, this.#round < 0 ? [] : backs);
    if (this.#round < 0) {
      const bodyIds = new Set(body.map((n) => plan.nodes[n]?.id));
      const fromBody = condition.expression.names.some(
        ({ name, member }) =>
          (member !== undefined &&
            (bodyIds.has(name) || (name === 'nodes' && bodyIds.has(member)))) ||
          scope.lookup(name) === undefined,
      );
      if (fromBody) return true;
    }
    return isTrue(evaluateIn(condition, scope));
  }

  /** Whether `max_iterations` forbids a round that would be due. Throws, or with `on_limit: stop` warns. */
  #limitReached(): boolean {
    const { maxIterations, stopAtLimit, continueCondition, backs, controller } = this.#plan;
    if (maxIterations === undefined || this.#round + 1 < maxIterations) return false;
    // Without data and without conditions, the limit is simply the number of rounds.
    if (!this.#feed && !continueCondition && backs.every(({ condition }) => !condition))
      return true;
    const { id } = this.#controller;
    const left = this.#feed?.left;
    const text =
      left === undefined
        ? message('loop-limit-reached', { node: id, limit: maxIterations })
        : left === null
          ? message('loop-limit-reached/some', { node: id, limit: maxIterations })
          : message('loop-limit-reached/items', { node: id, limit: maxIterations, left });
    if (!stopAtLimit) {
      throw new NodeError('loop-limit-reached', text, { hint: message('loop-limit-reached/hint') });
    }
    this.#flow.emitter.warn('loop-limit-reached', text, this.#flow.ref(controller));
    return true;
  }

  /** Without any round, aggregators give what nothing gathers to. */
  #zeroRounds(): void {
    const { state } = this.#flow;
    for (const n of this.#plan.aggregators) {
      const { node } = at(this.#flow.plan.nodes, n);
      const nodeState = state.state(n);
      nodeState.component ??= state.world.types.get(node.type)?.create(node, state.world);
      // It works on nothing, so it needs no context.
      const outputs = nodeState.component?.run({ results: [] }, {} as Context);
      if (!outputs || outputs instanceof Promise) continue;
      nodeState.outputs = outputs;
      nodeState.status = 'succeeded';
      nodeState.ranInLoop = true;
      state.upstream.learn(Object.keys(outputs));
    }
  }
}
