import { stemmer } from 'stemmer';

/** Scripts that are written without spaces between words, or (Korean) with endings on them. */
const UNSPACED =
  '\\p{Script=Han}々〇\\p{Script=Hiragana}\\p{Script=Katakana}ー\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const RUN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');

/** A stretch of a text without punctuation, in small letters. */
export interface Run {
  readonly text: string;
  /** Chinese and its like; else a word by itself. */
  readonly unspaced: boolean;
}

/** What stands between spaces and punctuation, compatible characters (`Ａ`, `①`) as the plain ones. */
export function runsOf(text: string): Run[] {
  return (text.normalize('NFKC').toLowerCase().match(RUN) ?? []).map((run) => ({
    text: run,
    unspaced: IS_UNSPACED.test(run),
  }));
}

/**
 * What a text is found by: words by their stem; of Chinese every character and every pair of neighbours, because a text and
 * a question are seldom cut into the same words. In their order, repeated.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const run of runsOf(text)) {
    if (run.unspaced) terms.push(...charactersOf(run.text), ...pairsOf(run.text));
    else terms.push(stemOf(run.text));
  }
  return terms;
}

export function charactersOf(run: string): string[] {
  return Array.from(run);
}

/** Every two neighbours. */
export function pairsOf(run: string): string[] {
  const characters = charactersOf(run);
  return characters.slice(1).map((character, n) => (characters[n] ?? '') + character);
}

const stems = new Map<string, string>();
const MOST_STEMS = 50_000;

/** What the forms of an English word have in common (Porter); other words as they are. */
export function stemOf(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let stem = stems.get(word);
  if (stem === undefined) {
    stem = stemmer(word);
    if (stems.size < MOST_STEMS) stems.set(word, stem);
  }
  return stem;
}
