/** What Python takes for space, for a character class of a regular expression. */
export const SPACES =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const SPACE = new RegExp(`[${SPACES}]`);

export type Sides = 'both' | 'left' | 'right';

/** A text without space at its ends, or without any of some characters. */
export function strip(text: string, sides: Sides, characters?: string): string {
  const unwanted = characters === undefined ? undefined : new Set(characters);
  const goes = (character: string): boolean =>
    unwanted ? unwanted.has(character) : SPACE.test(character);
  let start = 0;
  let end = text.length;
  if (sides !== 'right') {
    for (;;) {
      const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
      if (start >= end || !goes(character)) break;
      start += character.length;
    }
  }
  if (sides !== 'left') {
    for (;;) {
      const character = lastCharacter(text, start, end);
      if (start >= end || !goes(character)) break;
      end -= character.length;
    }
  }
  return text.slice(start, end);
}

/** The code point that ends at an offset. */
function lastCharacter(text: string, start: number, end: number): string {
  const pair = end - start >= 2 ? text.codePointAt(end - 2) : undefined;
  return pair !== undefined && pair > 0xffff ? text.slice(end - 2, end) : text.slice(end - 1, end);
}
