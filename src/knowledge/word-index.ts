import { askedWords, type AskedWord } from './question.ts';
import { charactersOf, pairsOf, termsOf } from './terms.ts';

/** The terms of one passage: their numbers, and for each how it occurs. */
export interface TermVector {
  readonly terms: Uint32Array;
  readonly marks: Uint8Array;
}

/** A passage that has words of a question, and how much of the question's weight they have: 0 to 1. */
export interface WordHit {
  readonly id: number;
  readonly score: number;
}

/** A mark's bit for a term that stands in a heading; the others count how often it occurs. */
const IN_HEADING = 128;

export const P = { unknown: 0.35, part: 0.3, text: 0.9, twice: 0.95, single: 0.4, power: 0.5 };

/**
 * Which passages have which terms. Kept passage by passage, so that one can be put in or taken out at no cost, and turned
 * around, term by term, when something is looked for.
 */
export class WordIndex {
  readonly #numbers: Map<string, number>;
  readonly #vectors: Map<number, TermVector>;
  #postings: Postings | undefined;

  constructor(terms: readonly string[] = [], vectors: Iterable<readonly [number, TermVector]> = []) {
    this.#numbers = new Map(terms.map((term, n) => [term, n]));
    this.#vectors = new Map(vectors);
  }

  /** All terms by their numbers, and the passages. */
  get content(): { terms: readonly string[]; vectors: ReadonlyMap<number, TermVector> } {
    return { terms: [...this.#numbers.keys()], vectors: this.#vectors };
  }

  add(id: number, headings: string, text: string): void {
    const marks = new Map<number, number>();
    for (const term of termsOf(headings)) marks.set(this.#numberOf(term), IN_HEADING);
    for (const term of termsOf(text)) {
      const number = this.#numberOf(term);
      const mark = marks.get(number) ?? 0;
      if ((mark & 127) < 127) marks.set(number, mark + 1);
    }
    this.#vectors.set(id, {
      terms: Uint32Array.from(marks.keys()),
      marks: Uint8Array.from(marks.values()),
    });
    this.#postings = undefined;
  }

  remove(id: number): void {
    this.#vectors.delete(id);
    this.#postings = undefined;
  }

  #numberOf(term: string): number {
    let number = this.#numbers.get(term);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(term, number);
    }
    return number;
  }

  /** The passages that have words of a question, the best first. */
  search(question: string): WordHit[] {
    const postings = (this.#postings ??= invert(this.#vectors, this.#numbers.size));
    const { ids } = postings;
    const covered = new Float32Array(ids.length);
    const found = new Float32Array(ids.length);
    let whole = 0;
    for (const word of askedWords(question)) {
      const weight = this.#look(word, postings, found);
      whole += weight;
      for (let at = 0; at < found.length; at++) {
        const part = found[at] ?? 0;
        if (part > 0) covered[at] = (covered[at] ?? 0) + weight * part;
      }
      found.fill(0);
    }
    const hits: WordHit[] = [];
    for (let at = 0; at < covered.length; at++) {
      const part = covered[at] ?? 0;
      if (part > 0) hits.push({ id: ids[at] ?? 0, score: (part / whole) ** P.power });
    }
    return hits.sort((a, b) => b.score - a.score);
  }

  /** Puts into `found` how far each passage has a word, 0 to 1; gives what the word weighs. */
  #look({ text, unspaced }: AskedWord, postings: Postings, found: Float32Array): number {
    if (!unspaced) {
      const number = this.#numbers.get(text);
      addPostings(postings, number, 1, found);
      return weightOf(postings, frequency(postings, number));
    }
    const characters = charactersOf(text).map((c) => this.#numbers.get(c));
    if (characters.length === 1) {
      addPostings(postings, characters[0], 1, found);
      return P.single * weightOf(postings, frequency(postings, characters[0]));
    }
    // Characters alone are a hint: words that share one are often akin.
    for (const number of characters) addPostings(postings, number, P.part / characters.length, found);
    const pairs = pairsOf(text).map((pair) => this.#numbers.get(pair));
    for (const number of pairs) addPostings(postings, number, (1 - P.part) / pairs.length, found);
    return weightOf(postings, Math.min(...pairs.map((number) => frequency(postings, number))));
  }
}

/** The passages of each term: those of term `n` stand at `starts[n]` to `starts[n + 1]`. */
interface Postings {
  readonly ids: Uint32Array;
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
  readonly marks: Uint8Array;
}

function invert(vectors: ReadonlyMap<number, TermVector>, terms: number): Postings {
  const starts = new Uint32Array(terms + 1);
  let total = 0;
  for (const vector of vectors.values()) {
    total += vector.terms.length;
    for (const term of vector.terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  }
  for (let n = 0; n < terms; n++) starts[n + 1] = (starts[n + 1] ?? 0) + (starts[n] ?? 0);
  const places = new Uint32Array(total);
  const marks = new Uint8Array(total);
  const next = starts.slice();
  let place = 0;
  for (const vector of vectors.values()) {
    for (let n = 0; n < vector.terms.length; n++) {
      const term = vector.terms[n] ?? 0;
      const at = next[term] ?? 0;
      next[term] = at + 1;
      places[at] = place;
      marks[at] = vector.marks[n] ?? 0;
    }
    place++;
  }
  return { ids: Uint32Array.from(vectors.keys()), starts, places, marks };
}

function frequency({ starts }: Postings, number: number | undefined): number {
  return number === undefined ? 0 : (starts[number + 1] ?? 0) - (starts[number] ?? 0);
}

/** The rarer a word, the more it says; one that nobody has used says less than that: people ask in words of their own. */
function weightOf({ ids }: Postings, frequency: number): number {
  const rarity = Math.log(1 + (ids.length + 20) / (frequency + 1));
  return frequency === 0 ? P.unknown * rarity : rarity;
}

function addPostings(
  { starts, places, marks }: Postings,
  number: number | undefined,
  part: number,
  found: Float32Array,
): void {
  if (number === undefined) return;
  const end = starts[number + 1] ?? 0;
  for (let at = starts[number] ?? 0; at < end; at++) {
    const place = places[at] ?? 0;
    const mark = marks[at] ?? 0;
    const worth = mark >= IN_HEADING ? 1 : mark > 1 ? P.twice : P.text;
    found[place] = (found[place] ?? 0) + part * worth;
  }
}
