/** A version as PEP 440 writes it, with what pip takes besides (a `v` before it, other spellings of pre-releases). */
const PUBLIC =
  'v?(?:\\d+!)?\\d+(?:\\.\\d+)*(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview)[-_.]?\\d*)?' +
  '(?:-\\d+|[-_.]?(?:post|rev|r)[-_.]?\\d*)?(?:[-_.]?dev[-_.]?\\d*)?';
const LOCAL = '(?:\\+[a-z\\d]+(?:[-_.][a-z\\d]+)*)?';
const EXACT = new RegExp(`^${PUBLIC}${LOCAL}$`, 'i');
const ORDERED = new RegExp(`^${PUBLIC}$`, 'i');
const PREFIX = /^v?(?:\d+!)?\d+(?:\.\d+)*\.\*$/i;

/** Whether a text can stand as the version behind a comparison operator (PEP 440). */
export function isVersion(text: string, operator: string): boolean {
  // Numbers of a thousand digits are no versions, and patterns need not be run over them.
  if (text.length > 200) return false;
  switch (operator) {
    case '===':
      return text !== '';
    case '==':
    case '!=':
      return EXACT.test(text) || PREFIX.test(text);
    case '~=':
      // `~=1` would say nothing: “compatible” needs two parts.
      return ORDERED.test(text) && /^v?(?:\d+!)?\d+\.\d/i.test(text);
    default:
      return ORDERED.test(text);
  }
}
