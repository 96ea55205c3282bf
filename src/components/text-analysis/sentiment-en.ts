import type { PlacedTerm, Term } from './sentiment-terms.ts';
import { grammarEn } from './grammar-en.ts';
import { polarEn } from './lexicon-en.ts';
import { plainEn } from './plain-en.ts';
import { readLexicon } from './sentiment-terms.ts';
import { findTurns } from './turns-of-phrase.ts';
import { turnsEn } from './turns-en.ts';

/** An English word's length in units of distance. */
export const WORD = 2;
/** Words that are remembered with what VADER says; then the memory starts anew. */
const REMEMBERED = 20_000;
/** What stands at a word, and how many words it takes. */
interface Found {
  readonly term: Term | null;
  readonly length: number;
}

/** The English words and phrases of a clause; the values of single words that are not ours come from VADER. */
export class EnglishLexicon {
  readonly #terms = readLexicon(polarEn, { ...grammarEn, plain: plainEn }, readPhrases);
  /** How many words the longest phrase has that begins with a word. */
  readonly #longest = new Map<string, number>();
  readonly #rated = new Map<string, Term | null>();
  readonly #rate: (word: string) => number;

  private constructor(rate: (word: string) => number) {
    this.#rate = rate;
    for (const phrase of this.#terms.keys()) {
      const words = phrase.split(' ');
      const first = words[0] ?? '';
      this.#longest.set(first, Math.max(this.#longest.get(first) ?? 0, words.length));
    }
  }

  /** Loads VADER with it. */
  static async load(): Promise<EnglishLexicon> {
    const { default: vader } = await import('vader-sentiment');
    return new EnglishLexicon((word) => {
      const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(word);
      // VADER gives a text's value v as v / sqrt(v² + 15); for a single word that can be turned back.
      return compound * Math.sqrt(15 / (1 - compound * compound));
    });
  }

  /** The terms of a stretch of English inside a clause; places count from `at`, {@link WORD} units a word. */
  terms(stretch: string, at: number): PlacedTerm[] {
    const text = stretch.toLowerCase().replaceAll('’', "'");
    const words = (text.match(WORDS) ?? []).map((word) => contractions.get(word) ?? word);
    const turns = turnsByWord(words);
    const placed: PlacedTerm[] = [];
    for (let i = 0; i < words.length;) {
      const found = turns.get(i) ?? this.#phraseAt(words, i);
      const start = at + i * WORD;
      if (found.term) placed.push({ term: found.term, start, end: start + found.length * WORD });
      i += found.length;
    }
    return placed;
  }

  #phraseAt(words: readonly string[], i: number): Found {
    const first = words[i] ?? '';
    for (let length = this.#longest.get(first) ?? 1; length > 1; length--) {
      const term = this.#terms.get(words.slice(i, i + length).join(' '));
      if (term && i + length <= words.length) return { term, length };
    }
    return { term: this.#word(first), length: 1 };
  }

  #word(word: string): Term | null {
    const known = this.#terms.get(word) ?? this.#rated.get(word);
    if (known !== undefined) return known;
    if (this.#rated.size >= REMEMBERED) this.#rated.clear();
    const term = this.#find(word);
    this.#rated.set(word, term);
    return term;
  }

  #find(word: string): Term | null {
    if (word.endsWith("n't")) return { kind: 'negate' };
    if (word.length < 2 || word.length > 30) return null;
    const value = this.#rate(word);
    if (Math.abs(value) > 0.05) return { kind: 'polar', value };
    for (const stem of stems(word)) {
      const term = this.#terms.get(stem);
      if (term?.kind === 'polar') return term;
    }
    return null;
  }
}

/** Contractions as people type them without the apostrophe. */
const contractions = new Map(
  "can't won't don't doesn't didn't isn't wasn't aren't weren't couldn't wouldn't shouldn't haven't hasn't hadn't i'm i've"
    .split(' ')
    .map((word) => [word.replace("'", ''), word]),
);

const WORDS = /\d+\/\d+|[\p{L}\p{N}]+(?:'\p{L}+)*/gu;

/** Where the turns of phrase stand, by the index of their first word. */
function turnsByWord(words: readonly string[]): Map<number, Found> {
  if (words.length < 3) return new Map();
  const text = words.join(' ');
  return new Map(
    findTurns(turnsEn, text).map(({ term, start, end }) => {
      const length = countWords(text.slice(start, end).trim()) + 1;
      return [countWords(text.slice(0, start)), { term, length }];
    }),
  );
}

function countWords(text: string): number {
  return text.split(' ').length - 1;
}

function readPhrases(list: string): string[] {
  return list
    .split(',')
    .map((phrase) => (phrase.toLowerCase().match(WORDS) ?? []).join(' '))
    .filter(Boolean);
}

/** What a word may be an ending of. */
function* stems(word: string): Generator<string> {
  for (const ending of ['s', 'es', 'd', 'ed', 'ing', 'ly', 'ness']) {
    if (!word.endsWith(ending) || word.length - ending.length < 3) continue;
    const stem = word.slice(0, -ending.length);
    yield stem;
    yield `${stem}e`;
  }
}
