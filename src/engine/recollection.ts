import type { KeptResult } from './kept-result.ts';

/** A result, and its place among all. */
export interface Recalled {
  readonly at: number;
  readonly result: KeptResult;
}

/**
 * The results of earlier executions while a run is gone through again. They are handed out in the order in which they
 * came about, so that races end as they did; what has to work waits until no more can be handed out, so that a node
 * that had lost its race is called off before it begins.
 */
export class Recollection {
  readonly #results = new Map<string, Recalled>();
  /** Hand-overs by the place of their result, those that were asked for first in front. */
  readonly #wanted = new Map<number, () => void>();
  readonly #handedOut: Uint8Array;
  readonly #held: (() => void)[] = [];
  /** The first result that has not been handed out. */
  #next = 0;
  #over = false;
  #handing = false;
  /** Work that may make more results wanted: items of loops that are read, nodes that only put results together. */
  #busy = 0;
  #looks = false;
  /** Changes whenever something has happened. */
  #turn = 0;

  constructor(results: readonly KeptResult[]) {
    this.#handedOut = new Uint8Array(results.length);
    for (const [at, result] of results.entries()) this.#results.set(result.key, { at, result });
  }

  /** The result of an execution, once. */
  take(key: string): Recalled | undefined {
    const known = this.#results.get(key);
    if (known) this.#results.delete(key);
    return known;
  }

  /** Calls back when it is a result's turn. */
  handOver({ at }: Recalled, callback: () => void): void {
    this.#turn++;
    this.#wanted.set(at, callback);
  }

  /** Calls back when all that can be handed out has been. */
  hold(callback: () => void): void {
    if (this.#over) callback();
    else this.#held.push(callback);
  }

  /** Something begins that may make more results wanted; what it returns ends that. */
  working(): () => void {
    this.#busy++;
    return () => {
      this.#busy--;
      this.#turn++;
      this.pump();
    };
  }

  /** Hands out what can be, now that all that was ready has been started. */
  pump(): void {
    if (this.#handing) return;
    this.#handing = true;
    try {
      while (this.#hand(this.#over ? this.#firstWanted() : this.#next));
    } finally {
      this.#handing = false;
    }
    if (!this.#over && this.#busy === 0) this.#look();
  }

  #hand(at: number | undefined): boolean {
    const callback = at === undefined ? undefined : this.#wanted.get(at);
    if (at === undefined || !callback) return false;
    this.#wanted.delete(at);
    this.#handedOut[at] = 1;
    while (this.#handedOut[this.#next]) this.#next++;
    this.#turn++;
    callback();
    return true;
  }

  #firstWanted(): number | undefined {
    const [first] = this.#wanted.keys();
    return first;
  }

  #earliestWanted(): number | undefined {
    let earliest: number | undefined;
    for (const at of this.#wanted.keys())
      if (!(earliest !== undefined && earliest < at)) earliest = at;
    return earliest;
  }

  /** When everything has had its turn and the next one is still not wanted, the earliest wanted one is handed out. */
  #look(): void {
    if (this.#looks) return;
    this.#looks = true;
    const turn = this.#turn;
    setImmediate(() => {
      this.#looks = false;
      if (this.#busy > 0 || this.#over) return;
      if (turn === this.#turn && !this.#hand(this.#earliestWanted())) this.#end();
      this.pump();
    });
  }

  #end(): void {
    this.#over = true;
    for (const callback of this.#held.splice(0)) callback();
  }
}
