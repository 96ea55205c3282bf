import { statSync } from 'node:fs';
import type { FlowNode } from '../../flow/flow.ts';

/** Files that a node rests on, and the moment before which they must have been changed for the last time. */
export interface Ground {
  readonly files: Iterable<string>;
  /** Milliseconds since 1970. */
  readonly before: () => number;
}

/** Milliseconds by which a file's time may lag behind the clock. */
const LAG = 10;
/** It is looked again only after so many times as long as looking took. */
const EASE = 20;

/**
 * What the nodes of a project rest on outside of their flows, so far as fingerprints were made of it. A fingerprint says what
 * files hold when it is made; code is loaded and documents are indexed at other times. So a result is what its fingerprint says only
 * where none of the files has changed since the earliest of these times: whatever was read, was the same.
 */
export class Grounds {
  readonly #byNode = new WeakMap<FlowNode, readonly Ground[]>();
  readonly #looked = new WeakMap<FlowNode, number>();
  readonly #since = Date.now();
  #isEmpty = true;

  /** When it was that files could first be read. */
  readonly opened = (): number => this.#since;

  /** No node rests on anything. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  rest(node: FlowNode, grounds: readonly Ground[]): void {
    this.#isEmpty &&= grounds.length === 0;
    this.#byNode.set(node, grounds);
    this.#looked.delete(node);
  }

  /** Whether what a node rests on is what its fingerprint was made of. */
  hold(node: FlowNode): boolean {
    const grounds = this.#byNode.get(node);
    if (!grounds) return true;
    const begun = performance.now();
    if (begun < (this.#looked.get(node) ?? 0)) return true;
    for (const { files, before } of grounds) {
      const limit = before() - LAG;
      for (const file of files) if (!(changedAt(file) < limit)) return false;
    }
    const ended = performance.now();
    this.#looked.set(node, ended + (ended - begun) * EASE);
    return true;
  }
}

/** When a file was changed: unlike the time that is shown, that can't be set back. NaN where there is none. */
function changedAt(file: string): number {
  try {
    return statSync(file).ctimeMs;
  } catch {
    return NaN;
  }
}
