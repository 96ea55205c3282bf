import type { Term } from './sentiment-terms.ts';

/** A turn of phrase that no word list can hold, with its value or what else it does. Bounded: no open repetition. */
export type TurnOfPhrase = readonly [pattern: RegExp, term: number | Term];

export interface Turn {
  readonly term: Term;
  /** Offsets into the clause, end excluded. */
  readonly start: number;
  readonly end: number;
}

/** The turns of phrase in a clause, in order and without overlaps; of two that overlap the one listed first. */
export function findTurns(turns: readonly TurnOfPhrase[], clause: string): Turn[] {
  const found: Turn[] = [];
  for (const [pattern, value] of turns) {
    // exec, not matchAll: that would copy the pattern for every clause of a text.
    pattern.lastIndex = 0;
    for (let match = pattern.exec(clause); match; match = pattern.exec(clause)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const term: Term = typeof value === 'number' ? { kind: 'polar', value } : value;
      found.push({ term, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
