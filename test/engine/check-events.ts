import { Ajv } from 'ajv';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { Plan } from '../../src/flow/plan/plan.ts';
import { eventsSchema } from '../../src/schemas/events.ts';

const follows = new Ajv({ allowUnionTypes: true }).compile(eventsSchema());

/**
 * What is true of the events of every run, its sessions one after the other: one beginning, one end for each, numbers without gaps, for each execution of a
 * node the order start, stream, end, and the schema that is published.
 */
export function checkEvents(events: readonly RunEvent[], plan: Plan): void {
  const ends = ['run_finished', 'run_waiting'];
  for (const [n, { seq, type }] of events.entries()) {
    must(seq === n, `event ${n} has the number ${seq}`);
    must(follows(events[n]), `${type} and its schema: ${JSON.stringify(follows.errors)}`);
    const event = events[n];
    const resumed = event?.type === 'run_started' && event.resumed === true;
    must((type === 'run_started' && !resumed) === (n === 0), `${type} is event ${n}`);
    const next = events[n + 1];
    const isLast = !next || (ends.includes(type) && next.type === 'run_started');
    must(ends.includes(type) === isLast, `${type} is event ${n}`);
  }
  const cutOff = events.at(-1)?.type === 'run_waiting';
  const nodes = new Map<string, NodeCheck>();
  for (const event of events) {
    if (event.type === 'run_started') for (const check of nodes.values()) check.resume();
    if (!('node' in event)) continue;
    const key = `${event.node} ${(event.iteration ?? []).join()}`;
    const check = nodes.get(key) ?? new NodeCheck(key, isAggregator(plan, event.node));
    nodes.set(key, check);
    check.take(event);
  }
  if (!cutOff) for (const check of nodes.values()) check.end();
}

function must(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`Wrong events: ${what}`);
}

/** An aggregator's result is told once more, at the end of its loop. */
function isAggregator(plan: Plan, node: string): boolean {
  const index = plan.index.get(node);
  // Those of sub-flows are not known here.
  if (index === undefined) return true;
  return plan.nodes[index]?.node.nodeType?.role === 'aggregator';
}

class NodeCheck {
  readonly #key: string;
  readonly #gathers: boolean;
  #running = false;
  #streaming = false;
  #ended = 0;
  #attempt = 0;
  #resumed = false;
  #undone = false;

  constructor(key: string, gathers: boolean) {
    this.#key = key;
    this.#gathers = gathers;
  }

  take(event: RunEvent): void {
    const at = `${this.#key}: ${event.type} (${event.seq})`;
    switch (event.type) {
      case 'node_started':
        must(!this.#running || event.attempt > 1, at);
        must(this.#resumed || event.attempt === 1 || event.attempt === this.#attempt + 1, at);
        this.#attempt = event.attempt;
        this.#running = true;
        return;
      case 'node_finished':
        must(this.#running || this.#gathers, at);
        this.#close(at);
        return;
      case 'node_failed':
        must(this.#running, at);
        this.#close(at);
        // It may work again in a later session.
        this.#undone = event.handled_by === null;
        return;
      case 'node_skipped':
        must(!this.#running, at);
        this.#ended++;
        return;
      case 'stream_start':
        must(this.#running && !this.#streaming, at);
        this.#streaming = true;
        return;
      case 'stream_chunk':
        must(this.#streaming, at);
        return;
      case 'stream_end':
      case 'stream_error':
        must(this.#streaming, at);
        this.#streaming = false;
        return;
      case 'node_progress':
      case 'log':
      case 'node_retrying':
      case 'loop_iteration':
        must(this.#running, at);
        return;
      default:
    }
  }

  /** A later session begins. */
  resume(): void {
    this.#resumed = true;
    if (this.#undone) this.#ended--;
    this.#undone = false;
  }

  #close(at: string): void {
    must(!this.#streaming, `${at}: its stream is open`);
    this.#running = false;
    this.#ended++;
  }

  /** At the end of the run. */
  end(): void {
    must(!this.#running, `${this.#key} never ended`);
    must(this.#gathers || this.#ended <= 1, `${this.#key} ended ${this.#ended} times`);
  }
}
