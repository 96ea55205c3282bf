import { SPACES } from './whitespace.ts';

/** Characters whose value as a digit Unicode knows, besides those of the decimal systems. */
const OTHER_DIGITS =
  '\\u00b2\\u00b3\\u00b9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247c' +
  '\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792\\u{10a40}-\\u{10a43}' +
  '\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}';
/** Han characters that are numbers, which no property of regular expressions tells. */
const HAN_NUMBERS =
  '㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰' +
  '阡陆陌陸零\\uf96b\\uf973\\uf978\\uf9b2\\uf9d1\\uf9d3\\uf9fd\\u{20001}\\u{20064}\\u{200e2}\\u{20121}\\u{2092a}' +
  '\\u{20983}\\u{2098c}\\u{2099c}\\u{20aea}\\u{20afd}\\u{20b19}\\u{22390}\\u{22998}\\u{23b1b}\\u{2626d}\\u{2f890}';

function all(characters: string): (text: string) => boolean {
  const pattern = new RegExp(`^[${characters}]+$`, 'u');
  return (text) => pattern.test(text);
}

/** Python's questions about every character of a text; false for an empty one, but for `isascii`. */
export const textQuestions: Readonly<Record<string, (text: string) => boolean>> = {
  isalnum: all(`\\p{L}\\p{N}${OTHER_DIGITS}${HAN_NUMBERS}`),
  isalpha: all('\\p{L}'),
  isascii: (text) => text === '' || all('\\0-\\x7f')(text),
  isdecimal: all('\\p{Nd}'),
  isdigit: all(`\\p{Nd}${OTHER_DIGITS}`),
  islower: (text) => /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text),
  isnumeric: all(`\\p{N}${HAN_NUMBERS}`),
  isspace: all(SPACES),
  isupper: (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text),
};

/** `capitalize`: the first character as in a title, the others small. */
export function capitalize(text: string): string {
  let first = true;
  return mapWithLower(text, (character, lower) => {
    if (!first) return lower;
    first = false;
    return titleOf(character);
  });
}

/** `title`: every character that follows none with case as in a title, the others small. */
export function title(text: string): string {
  let within = false;
  return mapWithLower(text, (character, lower) => {
    const turned = within ? lower : titleOf(character);
    within = /\p{Cased}/u.test(character);
    return turned;
  });
}

/** `casefold`: for comparing without regard to case. */
export function casefold(text: string): string {
  return Array.from(text, (character) => {
    if (character === 'ı') return character;
    if (/\p{Script=Cherokee}/u.test(character)) return character.toUpperCase();
    // There and back brings together what differs in small letters only: ß, ẞ and ss, σ and ς.
    return character.toLowerCase().toUpperCase().toLowerCase();
  }).join('');
}

/** Maps each character, given its small form at this place (a final sigma is another than one within a word). */
function mapWithLower(text: string, map: (character: string, lower: string) => string): string {
  const lower = text.toLowerCase();
  let at = 0;
  return Array.from(text, (character) => {
    const { length } = character.toLowerCase();
    const turned = map(character, lower.slice(at, at + length));
    at += length;
    return turned;
  }).join('');
}

/** Title case where it is not the upper case: letters that are two in one. */
const TITLES = new Map([
  ['ŉ', 'ʼN'],
  ...['ǅǄǆ', 'ǈǇǉ', 'ǋǊǌ', 'ǲǱǳ'].flatMap((forms) =>
    Array.from(forms, (form) => [form, forms.charAt(0)] as const),
  ),
]);

/** Unicode's title case of a character, which JavaScript does not know: mostly the upper case. */
function titleOf(character: string): string {
  const special = TITLES.get(character);
  if (special !== undefined) return special;
  // Georgian has capitals for whole words only.
  if (/[\u10d0-\u10ff]/.test(character)) return character;
  const [first = '', ...marks] = character.normalize('NFD');
  // A Greek iota below stays below.
  if (marks.includes('\u0345')) return [first.toUpperCase(), ...marks].join('').normalize('NFC');
  const [upper = '', ...rest] = character.toUpperCase();
  return upper + rest.join('').toLowerCase();
}
