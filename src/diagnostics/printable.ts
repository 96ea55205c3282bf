/**
 * What a terminal obeys or hides instead of showing: control characters, line and paragraph separators, marks that
 * turn the direction of writing, the byte order mark, halves of surrogate pairs.
 */
const UNPRINTABLE =
  /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** The same without line feed and tab. */
const UNPRINTABLE_IN_LINES =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A text in which nothing can move a cursor, change a colour or turn the order of the letters: such characters become
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
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
