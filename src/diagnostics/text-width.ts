import { eastAsianWidth } from 'get-east-asian-width';
import { graphemes } from './graphemes.ts';

/** One column, one code unit, and nothing that combines: ASCII and the signs that we draw with ourselves. */
const NARROW =
  /^[\x20-\x7e\xb7\xd7\u2010-\u2027\u21bb\u2500-\u259f\u25cb\u2714\u2716\u23f8\u2800-\u28ff]*$/;
/** The common Chinese characters and signs, two columns each. */
const WIDE = /^[\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/;

/**
 * How many columns of a terminal a text without control characters takes: East Asian wide characters and emoji two,
 * marks that combine none. Made of the rules that terminals mostly follow (Unicode's UAX #11 and UTS #51); a table of
 * all of Unicode's properties at start-up would cost every run more than most flows take.
 */
export function textWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  if (WIDE.test(text)) return 2 * text.length;
  let width = 0;
  for (const character of graphemes(text)) width += characterWidth(character);
  return width;
}

/** The columns of one character as a person sees it. */
function characterWidth(character: string): number {
  if (NARROW.test(character)) return 1;
  if (WIDE.test(character)) return 2;
  const { invisible, emoji, spacing } = (patterns ??= compile());
  if (emoji.test(character)) return 2;
  let width = 0;
  let leading = false;
  for (const point of character) {
    if (invisible.test(point)) continue;
    const code = point.codePointAt(0) ?? 0;
    // A Korean syllable of several letters is drawn as one; its first letter is the wide one.
    if (leading && isFollowingJamo(code)) continue;
    leading = isLeadingJamo(code);
    if (width === 0 || leading || spacing.test(point)) width += eastAsianWidth(code);
  }
  return width;
}

interface Patterns {
  /** Nothing is drawn for it, or it is drawn over the character before. */
  readonly invisible: RegExp;
  readonly emoji: RegExp;
  /** Takes columns of its own although it belongs to the character before. */
  readonly spacing: RegExp;
}

let patterns: Patterns | undefined;

/** Only when something is neither ASCII nor Chinese: these patterns take longer to compile than to use. */
function compile(): Patterns {
  return {
    invisible: new RegExp(
      '^[\\p{Default_Ignorable_Code_Point}\\p{Control}\\p{Format}\\p{Nonspacing_Mark}\\p{Enclosing_Mark}\\p{Surrogate}]$',
      'u',
    ),
    // Drawn as a picture by itself, or asked to by U+FE0F, a joiner, a flag's two letters, or a keycap.
    emoji: new RegExp(
      '^(?:(?!\\p{RI})\\p{Emoji_Presentation}|\\p{Extended_Pictographic}.*[\\ufe0f\\u200d]|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}|\\p{RI}\\p{RI}|[\\d#*]\\ufe0f?\\u20e3)',
      'su',
    ),
    spacing: new RegExp('^[\\p{Spacing_Mark}\\uff00-\\uffef]$', 'u'),
  };
}

function isLeadingJamo(code: number): boolean {
  return (code >= 0x1100 && code <= 0x115f) || (code >= 0xa960 && code <= 0xa97c);
}

function isFollowingJamo(code: number): boolean {
  return (code >= 0x1160 && code <= 0x11ff) || (code >= 0xd7b0 && code <= 0xd7fb);
}
