/** ASCII and the common Chinese characters and signs: one code unit, one character as a person counts. */
const SIMPLE = /^[\x20-\x7e\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/;
/** A long text is segmented piece by piece: `Intl.Segmenter` needs time that grows with the square of the length. */
const PIECE = 1_000;
/** More than this nobody counts by eye. */
const LONGEST = 1_000_000;
/** Where a text may be cut without tearing a character apart: after a simple one, before another. */
const SEAM =
  /[\x20-\x7e\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e](?=[\x20-\x7e\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e])/g;

let segmenter: Intl.Segmenter | undefined;

/**
 * The characters of a text as a person counts them (grapheme clusters): an emoji with its joiners, a letter with its
 * accents is one. Of a run of more than 1,000 code units in which nothing is simple, one may be counted as two.
 */
export function* graphemes(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (let at = 0; at < text.length;) {
    const piece = pieceAt(text, at);
    at += piece.length;
    if (SIMPLE.test(piece)) yield* piece;
    else for (const { segment } of segmenter.segment(piece)) yield segment;
  }
}

/** How many characters a text has as a person counts them; in what goes beyond a million code units code points count. */
export function countGraphemes(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  const rest = Array.from(text.slice(LONGEST));
  return Array.from(graphemes(text.slice(0, LONGEST))).length + rest.length;
}

/** At most {@link PIECE} code units of a text, up to a place where it may be cut. */
function pieceAt(text: string, start: number): string {
  const piece = text.slice(start, start + PIECE + 1);
  if (piece.length <= PIECE) return piece;
  let seam = 0;
  for (const match of piece.matchAll(SEAM)) seam = match.index + 1;
  return piece.slice(0, seam || PIECE);
}
