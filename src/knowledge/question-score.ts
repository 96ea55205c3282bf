import { commonWords } from './common-words.ts';
import type { AskedWord } from './question.ts';
import { charactersOf, pairsOf, termsOf } from './terms.ts';

/** A word with what it weighs in its question, and the terms by which it is found: their parts make 1. */
export interface WeighedWord {
  readonly weight: number;
  readonly parts: readonly { readonly term: string; readonly part: number }[];
}

/** What a passage says, and what stands above it. */
export interface Texts {
  readonly headings: string;
  readonly text: string;
}

// The figures below were chosen on bench/data/knowledge/tune-questions.tsv; neighbours of theirs do about as well.
/** What a word of everyday speech weighs beside others. */
const COMMON = 0.35;
/** What a single Chinese character weighs beside a word. */
const CHARACTER = 0.5;
/** How much of a Chinese word a passage has that has all its characters, but not side by side. */
const CHARACTERS_ONLY = 0.25;
/** How much it matters that the words stand in one sentence, and in the headings. */
const SENTENCE = 0.6;
const HEADINGS = 0.15;

/** What a word weighs: the rarer it is among the passages, the more. `frequency` is how many have a term. */
export function weighWord(
  { text, unspaced }: AskedWord,
  passages: number,
  frequency: (term: string) => number,
): WeighedWord {
  const said = commonWords.has(text) ? COMMON : 1;
  const characters = charactersOf(text);
  if (!unspaced || characters.length === 1) {
    const size = unspaced ? CHARACTER : 1;
    const weight = said * size * rarity(passages, frequency(text));
    return { weight, parts: [{ term: text, part: 1 }] };
  }
  const pairs = pairsOf(text);
  return {
    weight: said * rarity(passages, Math.min(...pairs.map(frequency))),
    parts: [
      // Characters alone are a hint: words that share one are often akin.
      ...characters.map((term) => ({ term, part: CHARACTERS_ONLY / characters.length })),
      ...pairs.map((term) => ({ term, part: (1 - CHARACTERS_ONLY) / pairs.length })),
    ],
  };
}

/** In a base of few passages nearly every word is rare: there the difference is small. */
function rarity(passages: number, frequency: number): number {
  return Math.log(1 + (passages + 20) / (frequency + 1));
}

const SENTENCE_END = /(?<=[。！？；])|(?<=[.!?;])\s+|\n/;

/**
 * How much of a question a passage has, from 0 to 1: in its text, most of all in one sentence of it, and in its headings.
 * The root makes 0.7 the limit below which a passage seldom answers.
 */
export function scoreOf(words: readonly WeighedWord[], { headings, text }: Texts): number {
  const above = new Set(termsOf(headings));
  const all = new Set(above);
  let best = 0;
  for (const sentence of text.split(SENTENCE_END)) {
    const terms = new Set(termsOf(sentence));
    best = Math.max(
      best,
      coverage(words, (term) => terms.has(term) || above.has(term)),
    );
    for (const term of terms) all.add(term);
  }
  const inText = (1 - SENTENCE) * coverage(words, (term) => all.has(term)) + SENTENCE * best;
  const inHeadings = coverage(words, (term) => above.has(term));
  return Math.sqrt(Math.min(1, (1 - HEADINGS) * inText + HEADINGS * inHeadings));
}

/** The part of the question's weight that is found. */
function coverage(words: readonly WeighedWord[], has: (term: string) => boolean): number {
  let found = 0;
  let whole = 0;
  for (const { weight, parts } of words) {
    whole += weight;
    for (const { term, part } of parts) if (has(term)) found += weight * part;
  }
  return whole === 0 ? 0 : found / whole;
}
