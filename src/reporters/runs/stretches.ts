import type { RunEvent } from '../../engine/run-event.ts';

/** What a node did in a stretch of time; `broken`: an attempt that failed, or that nothing has ended. */
export type StretchKind = 'worked' | 'broken' | 'reused';

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
  #now = 0;
  #last: number | undefined;

  /** Takes the next event; gives when it came. */
  add(event: RunEvent): number {
    const time = Date.parse(event.time);
    if (event.type === 'run_started') this.#closeAll();
    else if (this.#last !== undefined) this.#now += Math.max(0, time - this.#last);
    this.#last = time;
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
    this.#closeAll();
    return { byNode: this.#byNode, length: this.#now };
  }

  #closeAll(): void {
    for (const key of [...this.#open.keys()]) this.#close(key, 'broken');
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
