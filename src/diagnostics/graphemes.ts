/**
 * Characters of one code unit that never join with one another: of Latin and the signs of its languages, of Chinese,
 * Japanese and Korean. A mark that would join them is none of these.
 */
const SIMPLE_SIGNS =
  '\\x20-\\x7e\\xa1-\\xac\\xae-\\u02ff\\u2010-\\u2027\\u2030-\\u205e\\u3001-\\u3029\\u3041-\\u3096\\u30a0-\\u30ff\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff9d';
const SIMPLE = new RegExp(`^[${SIMPLE_SIGNS}]*$`);
/** Where a text may be cut without tearing a character apart: after a simple one, before another. */
const SEAM = new RegExp(`[${SIMPLE_SIGNS}](?=[${SIMPLE_SIGNS}])`, 'g');
/** A long text is segmented piece by piece: `Intl.Segmenter` needs time that grows with the square of the length. */
const PIECE = 1_000;
/** More than this nobody counts by eye. */
const LONGEST = 100_000;

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

/** How many characters a text has as a person counts them; beyond 100,000 code units it counts code points. */
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
