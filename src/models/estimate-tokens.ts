/** Characters a token of most tokenizers has: letters of alphabets, and those of East Asian scripts. */
const LATIN = 4;
const EAST_ASIAN = 1.5;
const eastAsian =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uffef]/gu;

/**
 * About how many tokens a text has, for budgets and limits where nobody has counted: every model cuts texts in its own way, so
 * this leans to the high side.
 */
export function estimateTokens(text: string): number {
  const wide = text.match(eastAsian)?.length ?? 0;
  return Math.ceil(wide / EAST_ASIAN + (text.length - wide) / LATIN);
}
