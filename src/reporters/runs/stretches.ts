import type { RunEvent } from '../../engine/run-event.ts';
import { TimeAtWork } from '../../engine/time-at-work.ts';

/**
 * What a node did in a stretch of time; `broken`: an attempt that failed, or that nothing has ended; `waited`: for a person, up
 * to the end of the session.
 */
export type StretchKind = 'worked' | 'broken' | 'reused' | 'waited';

/** Milliseconds of the time in which the run went on: what lies between its sessions does not count. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: StretchKind;
}

export interface Stretches {
  /** By node. */
  readonly byNode: ReadonlyMap<string, readonly Stretch[]>;
  /** How long the run went on, all its sessions together. */
  readonly length: number;
}

/** When which node was at work, and when what happened, by a run's events. */
export class StretchFinder {
  readonly #byNode = new Map<string, Stretch[]>();
  readonly #open = new Map<string, { readonly node: string; readonly from: number }>();
  readonly #time = new TimeAtWork();
  #now = 0;

  /** Takes the next event; gives when it came. */
  add(event: RunEvent): number {
    if (event.type === 'run_started') this.#closeAll('broken');
    this.#now = this.#time.add(event);
    // When a run waits, all that is open waits with it.
    if (event.type === 'run_waiting') this.#closeAll('waited');
    if (!('node' in event)) return this.#now;
    const key = [event.node, ...(event.iteration ?? [])].join(' ');
    if (event.type === 'node_started') {
      this.#close(key, 'broken');
      this.#open.set(key, { node: event.node, from: this.#now });
    } else if (event.type === 'node_finished') {
      const reused = event.reused !== undefined;
      if (!this.#open.has(key)) this.#open.set(key, { node: event.node, from: this.#now });
      this.#close(key, reused ? 'reused' : 'worked');
    } else if (event.type === 'node_failed' || event.type === 'node_retrying') {
      this.#close(key, 'broken');
    }
    return this.#now;
  }

  /** After the last event. */
  end(): Stretches {
    this.#closeAll('broken');
    return { byNode: this.#byNode, length: this.#now };
  }

  #closeAll(kind: StretchKind): void {
    for (const key of [...this.#open.keys()]) this.#close(key, kind);
  }

  #close(key: string, kind: StretchKind): void {
    const begun = this.#open.get(key);
    if (!begun) return;
    this.#open.delete(key);
    const list = this.#byNode.get(begun.node) ?? [];
    this.#byNode.set(begun.node, list);
    list.push({ from: begun.from, to: this.#now, kind });
  }
}
