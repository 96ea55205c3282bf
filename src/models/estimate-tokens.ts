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
  return Math.ceil(tokensOf(text));
}

/** No tokenizer does with less than this part of an estimate. */
const LEAST = 1 / 2;

/** A text that grows piece by piece. */
export class TokenCount {
  #tokens = 0;

  add(piece: string): void {
    this.#tokens += tokensOf(piece);
  }

  /** As {@link estimateTokens}. */
  get estimate(): number {
    return Math.ceil(this.#tokens);
  }

  /** How many it has at the very least: a server that counts fewer is not believed. */
  get least(): number {
    return Math.floor(this.#tokens * LEAST);
  }
}

function tokensOf(text: string): number {
  const wide = text.match(eastAsian)?.length ?? 0;
  return wide / EAST_ASIAN + (text.length - wide) / LATIN;
}
