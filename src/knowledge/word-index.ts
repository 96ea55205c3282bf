import { askedWords, type AskedWord } from './question.ts';
import { scoreOf, weighWord, type Texts, type WeighedWord } from './question-score.ts';
import { termsOf } from './terms.ts';

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

/** What a term in the text alone is worth beside one in a heading, once and more often; decides who is looked at closely. */
const ONCE = 0.85;
const OFTEN = 0.925;

/**
 * Which passages have which terms. Kept passage by passage, so that one can be put in or taken out at no cost, and turned
 * around, term by term, when something is looked for.
 */
export class WordIndex {
  readonly #numbers: Map<string, number>;
  readonly #vectors: Map<number, TermVector>;
  #postings: Postings | undefined;

  /** Takes back what {@link content} gave. */
  constructor(
    terms: readonly string[] = [],
    vectors: Iterable<readonly [number, TermVector]> = [],
  ) {
    this.#numbers = new Map(terms.map((term, n) => [term, n]));
    this.#vectors = new Map(vectors);
  }

  /** All terms that occur, by their numbers, and the passages. */
  get content(): { terms: readonly string[]; vectors: ReadonlyMap<number, TermVector> } {
    const used = new Map<number, number>();
    const vectors = new Map<number, TermVector>();
    for (const [id, { terms, marks }] of this.#vectors) {
      const renumbered = terms.map((term) => {
        const number = used.get(term) ?? used.size;
        used.set(term, number);
        return number;
      });
      vectors.set(id, { terms: renumbered, marks });
    }
    const all = [...this.#numbers.keys()];
    return { terms: [...used.keys()].map((number) => all[number] ?? ''), vectors };
  }

  add(id: number, texts: Texts): void {
    this.put(id, this.vectorOf(texts));
  }

  /** Puts a passage in whose terms are known. */
  put(id: number, vector: TermVector): void {
    this.#vectors.set(id, vector);
    this.#postings = undefined;
  }

  /** The terms of a passage that may be put in later. */
  vectorOf({ headings, text }: Texts): TermVector {
    const marks = new Map<number, number>();
    for (const term of termsOf(headings)) marks.set(this.#numberOf(term), IN_HEADING);
    for (const term of termsOf(text)) {
      const number = this.#numberOf(term);
      const mark = marks.get(number) ?? 0;
      if ((mark & 127) < 127) marks.set(number, mark + 1);
    }
    return { terms: Uint32Array.from(marks.keys()), marks: Uint8Array.from(marks.values()) };
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

  /**
   * The passages that have words of a question, the best first. Those that have most of them are looked at sentence by
   * sentence, `depth` many; `read` gives their texts.
   */
  search(question: string, depth: number, read: (id: number) => Texts): WordHit[] {
    const postings = (this.#postings ??= invert(this.#vectors, this.#numbers.size));
    const words = askedWords(question).map((word) => this.#weigh(word, postings));
    const candidates = this.#mostCovered(words, postings, depth);
    const hits = candidates.map((id) => ({ id, score: scoreOf(words, read(id)) }));
    return hits.sort((a, b) => b.score - a.score);
  }

  #mostCovered(words: readonly WeighedWord[], postings: Postings, depth: number): number[] {
    const { ids } = postings;
    const covered = new Float32Array(ids.length);
    for (const { weight, parts } of words) {
      for (const { term, part } of parts) {
        addPostings(postings, this.#numbers.get(term), weight * part, covered);
      }
    }
    const places: number[] = [];
    for (let at = 0; at < covered.length; at++) if ((covered[at] ?? 0) > 0) places.push(at);
    places.sort((a, b) => (covered[b] ?? 0) - (covered[a] ?? 0));
    return places.slice(0, depth).map((place) => ids[place] ?? 0);
  }

  #weigh(word: AskedWord, postings: Postings): WeighedWord {
    return weighWord(word, postings.ids.length, (term) =>
      frequency(postings, this.#numbers.get(term)),
    );
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
  // A term of a passage that is not in yet has no place.
  return number === undefined || number + 1 >= starts.length
    ? 0
    : (starts[number + 1] ?? 0) - (starts[number] ?? 0);
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
    const worth = mark >= IN_HEADING ? 1 : mark > 1 ? OFTEN : ONCE;
    found[place] = (found[place] ?? 0) + part * worth;
  }
}
