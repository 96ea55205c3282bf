import type { RunEvent } from '../../engine/run-event.ts';
import type { Value, ValueObject } from '../../flow/value.ts';

/** The last that is told of each node of a run, for `runs show --json`. */
export class NodeDocuments {
  readonly #nodes = new Map<string, Record<string, Value>>();

  /** Takes the next event. */
  add(event: RunEvent): void {
    if (event.type === 'run_started') {
      for (const { id, type } of event.nodes) {
        if (!this.#nodes.has(id)) {
          this.#nodes.set(id, { id, type, status: 'pending', executions: 0 });
        }
      }
    }
    if (!('node' in event) || !told.has(event.type)) return;
    const node = this.#nodeOf(event.node);
    if (event.type === 'node_started') {
      node.type = event.node_type;
      node.status = 'running';
      node.started_at ??= event.time;
    } else if (event.type === 'node_finished' || event.type === 'node_failed') {
      node.status = event.type === 'node_finished' ? 'succeeded' : event.status;
      node.executions = Number(node.executions) + 1;
      node.duration_ms = Number(node.duration_ms ?? 0) + event.duration_ms;
      node.attempts = event.attempts;
      if (event.type === 'node_finished') node.outputs = event.outputs;
      else node.error = { ...event.error };
    } else node.status = 'skipped';
  }

  all(): ValueObject[] {
    return [...this.#nodes.values()];
  }

  #nodeOf(id: string): Record<string, Value> {
    const known = this.#nodes.get(id);
    if (known) return known;
    const made: Record<string, Value> = { id, status: 'pending', executions: 0 };
    this.#nodes.set(id, made);
    return made;
  }
}

const told: ReadonlySet<string> = new Set([
  'node_started',
  'node_finished',
  'node_failed',
  'node_skipped',
]);
