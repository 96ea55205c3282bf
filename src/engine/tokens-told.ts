import type { RunEvent } from './run-event.ts';
import { sumOf, type TokenUsage } from './tokens.ts';

/**
 * What models have used in the sessions of a run that are over, by its events: all executions count, also those whose
 * result was lost since. What a reused result had cost in another run is no cost of this one.
 */
export class TokensTold {
  #sum: TokenUsage | undefined;
  /** Of nodes in sub-flows whose node has not ended: its own end tells them again. */
  readonly #inside = new Map<string, TokenUsage>();

  /** Takes the next event. */
  add(event: RunEvent): void {
    if (event.type === 'run_started') this.#settle();
    if (event.type !== 'node_finished' && event.type !== 'node_failed') return;
    const { node, usage } = event;
    const slash = node.indexOf('/');
    if (slash < 0) {
      this.#inside.delete(node);
      this.#sum = sumOf(this.#sum, usage);
    } else {
      const outer = node.slice(0, slash);
      const inside = sumOf(this.#inside.get(outer), usage);
      if (inside) this.#inside.set(outer, inside);
    }
  }

  /** After the last event; undefined where that is nothing. */
  end(): TokenUsage | undefined {
    this.#settle();
    return this.#sum;
  }

  /** A session is over: what has not ended in it has no other end that would tell what was used inside of it. */
  #settle(): void {
    for (const usage of this.#inside.values()) this.#sum = sumOf(this.#sum, usage);
    this.#inside.clear();
  }
}
