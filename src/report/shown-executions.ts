/** So many executions of one node are shown, and of those that went wrong half as many for certain. */
const MOST = 100;

/** Of the executions of one node those that are shown: the first, the last, and first of all those that went wrong. */
export class ShownExecutions<T extends object> {
  readonly #first: T[] = [];
  readonly #failed = new Set<T>();
  #last: T | undefined;
  readonly #places = new WeakMap<T, number>();
  #count = 0;

  /** How many there are in all. */
  get count(): number {
    return this.#count;
  }

  /** One more has begun. */
  begin(execution: T): void {
    const n = this.#count++;
    this.#places.set(execution, n);
    if (n < MOST) this.#first.push(execution);
    this.#last = execution;
  }

  /** One of them went wrong. */
  failed(execution: T): void {
    if (this.#failed.size < MOST / 2) this.#failed.add(execution);
  }

  /** In the order in which they began. */
  all(): T[] {
    const chosen = new Set(this.#failed);
    if (this.#last) chosen.add(this.#last);
    for (const execution of this.#first) if (chosen.size < MOST) chosen.add(execution);
    const place = (execution: T): number => this.#places.get(execution) ?? 0;
    return [...chosen].sort((a, b) => place(a) - place(b));
  }
}
