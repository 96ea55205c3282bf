import type { NodeState } from '../run/node-state.ts';
import { percent } from '../text/numbers.ts';

/** Never sooner than this after the last line about a node (ms). */
const SOONEST = 2_000;
/** And at the latest after this, where less than a tenth has been added. */
const LATEST = 15_000;

/** Decides which steps of a loop or a long work are worth a line. */
export class ProgressSteps {
  readonly #told = new Map<NodeState, { at: number; tenth: number }>();

  /** Whether there is enough new to be told about a node's progress at a time (ms). */
  due(node: NodeState, now: number): boolean {
    const { done, total } = node.progress ?? {};
    const tenth =
      done === undefined || total === undefined ? 0 : Math.floor(percent(done, total) / 10);
    const last = this.#told.get(node) ?? { at: node.since, tenth: 0 };
    if (!this.#told.has(node)) this.#told.set(node, last);
    const elapsed = now - last.at;
    if (elapsed < SOONEST || (elapsed < LATEST && tenth <= last.tenth)) return false;
    this.#told.set(node, { at: now, tenth });
    return true;
  }
}
