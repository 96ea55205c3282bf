/** The numbers of events that are missing between others, or before them. */
export class Gaps {
  readonly #found: (readonly [first: number, last: number])[] = [];
  #next = 0;

  /** The next event that is there. */
  note({ seq }: { readonly seq: number }): void {
    if (seq > this.#next) this.#found.push([this.#next, seq - 1]);
    this.#next = seq + 1;
  }

  /** Those found so far, as first and last. */
  get found(): readonly (readonly [first: number, last: number])[] {
    return this.#found;
  }

  /** The number behind all that were noted. */
  get next(): number {
    return this.#next;
  }
}
