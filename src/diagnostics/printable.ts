/**
 * Finds what a terminal obeys or hides instead of showing: control characters, line and paragraph separators, halves of surrogate
 * pairs, and what has no shape, such as marks that turn the direction of writing, spaces without width and tags. What scripts
 * and emoji are made with stays: joiners, variation selectors, and what is `kept`.
 */
function unprintable(kept: string): RegExp {
  const found = String.raw`[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufff9-\ufffb\p{Default_Ignorable_Code_Point}]`;
  const needed = String.raw`[\u200c\u200d\p{Variation_Selector}${kept}]`;
  return new RegExp(`${found}(?<!${needed})`, 'gu');
}

const UNPRINTABLE = unprintable('');
const UNPRINTABLE_IN_LINES = unprintable('\\n\\t');

/**
 * A text in which nothing can move a cursor, change a colour, turn the order of the letters or go unseen: such characters become
 * pictures (ESC is ␛) or, where there is none, their code (`<U+202E>`). With `lines`, line breaks and tabs stay.
 */
export function printable(text: string, options: { readonly lines?: boolean } = {}): string {
  if (!options.lines) return text.replace(UNPRINTABLE, picture);
  return text.replace(/\r\n/g, '\n').replace(UNPRINTABLE_IN_LINES, picture);
}

/** The beginning of a text for a message: printable, on one line, at most so many characters. */
export function excerpt(text: string, length = 60): string {
  if (text.length <= length) return printable(text);
  // A pair of surrogates is not torn apart.
  const cut = /[\ud800-\udbff]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${printable(text.slice(0, cut))}…`;
}

/** The block “Control Pictures” begins with the pictures of the characters 0 to 31; 0x21 there is DEL's. */
function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
