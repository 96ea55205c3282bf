import type { PlacedTerm } from './sentiment-terms.ts';

/** How far, in units of distance, a negation or a degree reaches. */
const REACH = 8;
/** What a thing that is only supposed, wished or asked for still counts; words from {@link STRONG} on count in full. */
const SUPPOSED = 0.35;
const STRONG = 2.8;
/** How far a supposition reaches. */
const SUPPOSED_REACH = 14;

/** The feeling of one clause, and what it says about the clauses around it. */
export interface ClauseFeeling {
  readonly value: number;
  /** Value of what stands before a `but` inside the clause is in already; true: earlier clauses count less too. */
  readonly contrast: boolean;
  readonly concede: boolean;
}

/** Adds up a clause's terms: negation, degree, contrast and supposition applied. */
export function clauseFeeling(terms: readonly PlacedTerm[]): ClauseFeeling {
  const clause = new Clause();
  for (const placed of terms) clause.take(placed);
  return clause;
}

class Clause implements ClauseFeeling {
  contrast = false;
  concede = false;
  #before = 0;
  #sum = 0;
  #last = 0;
  #lastEnd = -REACH;
  #lastNegated = false;
  #negated = false;
  #factor = 1;
  #reachesTo = -1;
  #supposedTo = -1;

  get value(): number {
    return this.#before + this.#sum;
  }

  take({ term, start, end }: PlacedTerm): void {
    if (start > this.#reachesTo) this.#release();
    switch (term.kind) {
      case 'polar':
        this.#feel(term.value, start, end);
        break;
      case 'negate':
        this.#negated = !this.#negated;
        this.#reachesTo = end + REACH;
        break;
      case 'degree':
        this.#factor = Math.min(2, this.#factor * term.factor);
        this.#reachesTo = Math.max(this.#reachesTo, end + REACH / 2);
        break;
      case 'deny':
        if (start - this.#lastEnd <= 3 && this.#last < 0) this.#replaceLast(-0.8 * this.#last);
        break;
      case 'echo':
        if (start - this.#lastEnd <= 1) this.#replaceLast(term.factor * this.#last);
        else this.#feel(term.alone, start, end);
        break;
      case 'contrast':
        this.#before = this.value * 0.4;
        this.#sum = 0;
        this.contrast = true;
        this.#supposedTo = -1;
        this.#release();
        break;
      case 'concede':
        this.concede = true;
        break;
      case 'suppose':
        this.#supposedTo = end + SUPPOSED_REACH;
        break;
      case 'join':
        if (this.#lastNegated && start - this.#lastEnd <= 2) {
          this.#negated = true;
          this.#reachesTo = end + REACH / 2;
        }
        break;
      case 'release':
        this.#release();
        break;
      case 'plain':
        break;
    }
  }

  #feel(value: number, start: number, end: number): void {
    let felt = value * this.#factor;
    // "not bad" is less than "good"; "not good" is nearly "bad".
    if (this.#negated) felt *= felt > 0 ? -0.9 : -0.7;
    const supposed = start <= this.#supposedTo && Math.abs(value) < STRONG;
    this.#last = supposed ? felt * SUPPOSED : felt;
    this.#lastEnd = end;
    this.#lastNegated = this.#negated;
    this.#sum += this.#last;
    this.#release();
  }

  #replaceLast(value: number): void {
    this.#sum += value - this.#last;
    this.#last = value;
  }

  #release(): void {
    this.#negated = false;
    this.#factor = 1;
  }
}
