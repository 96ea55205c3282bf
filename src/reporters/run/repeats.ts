import type { RunEvent } from '../../engine/run-event.ts';

/** So many lines of one kind from one node are shown; the rest is counted. */
const SHOWN = 10;

/**
 * Keeps a loop from filling the screen: what a node says again and again, round after round, is shown a few times
 * and then only counted. What is said outside loops is always shown.
 */
export class Repeats {
  readonly #seen = new Map<string, { readonly node: string; times: number }>();
  readonly #everything: boolean;

  constructor(options: { readonly everything: boolean }) {
    this.#everything = options.everything;
  }

  /** Whether to show a line about this event. */
  shows(event: RunEvent): boolean {
    if (this.#everything || !('iteration' in event) || event.iteration.length === 0) return true;
    const node = event.node ?? '';
    const key = `${event.type} ${node}`;
    const seen = this.#seen.get(key);
    if (!seen) this.#seen.set(key, { node, times: 1 });
    else seen.times++;
    return !seen || seen.times <= SHOWN;
  }

  /** How many lines were held back, by node; then forgets them. */
  heldBack(): ReadonlyMap<string, number> {
    const held = new Map<string, number>();
    for (const { node, times } of this.#seen.values()) {
      if (times > SHOWN) held.set(node, (held.get(node) ?? 0) + times - SHOWN);
    }
    this.#seen.clear();
    return held;
  }
}
