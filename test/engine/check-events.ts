import { expect } from 'vitest';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { Plan } from '../../src/flow/plan.ts';

/**
 * What is true of the events of every run: one beginning, one end, numbers without gaps, and for each execution of a
 * node the order start, stream, end.
 */
export function checkEvents(events: readonly RunEvent[], plan: Plan): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n));
  const ends = ['run_finished', 'run_waiting'];
  expect(events[0]?.type).toBe('run_started');
  expect(ends).toContain(events.at(-1)?.type);
  for (const { type } of events.slice(1, -1)) expect(['run_started', ...ends]).not.toContain(type);
  const cutOff = events.at(-1)?.type === 'run_waiting';
  const nodes = new Map<string, NodeCheck>();
  for (const event of events) {
    if (!('node' in event) || event.node === undefined) continue;
    const key = `${event.node} ${(event.iteration ?? []).join()}`;
    const check = nodes.get(key) ?? new NodeCheck(key, isAggregator(plan, event.node));
    nodes.set(key, check);
    check.take(event);
  }
  if (!cutOff) for (const check of nodes.values()) check.end();
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

  constructor(key: string, gathers: boolean) {
    this.#key = key;
    this.#gathers = gathers;
  }

  take(event: RunEvent): void {
    const at = `${this.#key}: ${event.type} (${event.seq})`;
    switch (event.type) {
      case 'node_started':
        expect(this.#running && event.attempt === 1, at).toBe(false);
        expect(event.attempt, at).toBe(event.attempt === 1 ? 1 : this.#attempt + 1);
        this.#attempt = event.attempt;
        this.#running = true;
        return;
      case 'node_finished':
        expect(this.#running || this.#gathers, at).toBe(true);
        this.#close(at);
        return;
      case 'node_failed':
        expect(this.#running, at).toBe(true);
        this.#close(at);
        return;
      case 'node_skipped':
        expect(this.#running, at).toBe(false);
        this.#ended++;
        return;
      case 'stream_start':
        expect(this.#running && !this.#streaming, at).toBe(true);
        this.#streaming = true;
        return;
      case 'stream_chunk':
        expect(this.#streaming, at).toBe(true);
        return;
      case 'stream_end':
      case 'stream_error':
        expect(this.#streaming, at).toBe(true);
        this.#streaming = false;
        return;
      case 'node_progress':
      case 'log':
      case 'node_retrying':
      case 'loop_iteration':
        expect(this.#running, at).toBe(true);
        return;
      default:
    }
  }

  #close(at: string): void {
    expect(this.#streaming, `${at}: its stream is open`).toBe(false);
    this.#running = false;
    this.#ended++;
  }

  /** At the end of the run. */
  end(): void {
    expect(this.#running, `${this.#key} never ended`).toBe(false);
    if (!this.#gathers) expect(this.#ended, `${this.#key} ended so often`).toBeLessThanOrEqual(1);
  }
}
