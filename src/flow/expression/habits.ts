import { nearest } from '../../diagnostics/nearest.ts';
import { message, type Message } from '../../messages/message.ts';
import { fail } from './expression.ts';

/** What people write who come from another language, and what Python has for it. */
const FOREIGN: readonly (readonly [found: string, instead: string])[] = [
  ['&&', 'and'],
  ['||', 'or'],
  ['===', '=='],
  ['!==', '!='],
  ['<>', '!='],
  ['??', 'a if a is not None else b'],
  ['?.', 'a["b"] if a is not None else None'],
  ['?', 'b if a else c'],
  ['!', 'not'],
  ['=>', '>='],
];

/** What is Python, but more than an expression here may do. */
const UNSUPPORTED: readonly (readonly [found: string, hint: string | undefined])[] = [
  [':=', '=='],
  ['<<', undefined],
  ['>>', undefined],
  ['&', 'and'],
  ['|', 'or'],
  ['^', '**'],
  ['~', 'not'],
  ['@', undefined],
  ['+=', undefined],
  ['-=', undefined],
  ['*=', undefined],
  ['/=', undefined],
  ['->', undefined],
  [';', undefined],
];

/** Names of other languages for True, False and None. */
const CONSTANTS = new Map([
  ['true', 'True'],
  ['false', 'False'],
  ['null', 'None'],
]);

const FULL_WIDTH = new Map([
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['。', '.'],
  ['、', ','],
  ['【', '['],
  ['】', ']'],
  ['《', '<'],
  ['》', '>'],
  ['×', '*'],
  ['÷', '/'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['−', '-'],
  ['–', '-'],
  ['—', '-'],
  ['\u3000', 'U+0020'],
  ['\u00a0', 'U+0020'],
]);

/**
 * Fails where an operator of another language stands at an offset, and does nothing where none does. To be asked
 * before Python's own operators are, because some begin alike (`===`).
 */
export function refuseForeignOperator(source: string, at: number): void {
  for (const [found, instead] of FOREIGN) {
    if (!source.startsWith(found, at) || (found === '!' && source[at + 1] === '=')) continue;
    const span = { start: at, end: at + found.length };
    fail('expression-syntax/foreign', span, { found, instead });
  }
  for (const [found, instead] of UNSUPPORTED) {
    if (!source.startsWith(found, at)) continue;
    const span = { start: at, end: at + found.length };
    const hint =
      instead === undefined
        ? undefined
        : message('expression-unsupported/operator/hint', { instead });
    fail('expression-unsupported/operator', span, { found }, hint);
  }
}

/** Fails for a word that another language has for a constant. */
export function refuseForeignConstant(name: string, start: number): void {
  const instead = CONSTANTS.get(name);
  if (instead === undefined) return;
  fail('expression-syntax/foreign', { start, end: start + name.length }, { found: name, instead });
}

/** Fails for a character that begins nothing in Python. */
export function refuseCharacter(source: string, at: number): never {
  const code = source.codePointAt(at) ?? 0;
  const found = String.fromCodePoint(code);
  const span = { start: at, end: at + found.length };
  const ascii = code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : undefined;
  const instead = ascii ?? FULL_WIDTH.get(found);
  // A space can't be seen, and quotes can't be told apart within quotes.
  const name = /[\p{C}\p{Z}“”‘’]/u.test(found)
    ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    : found;
  if (instead !== undefined && /[“”‘’]/.test(found)) {
    fail('expression-syntax/curly-quote', span, { instead });
  }
  if (instead !== undefined) {
    fail('expression-syntax/full-width', span, { found: name, instead });
  }
  if (found === '$') fail('expression-syntax/dollar', span);
  fail('expression-syntax/character', span, { found: name });
}

/** What Python writes for methods and properties of other languages. */
const METHODS = new Map([
  ['length', 'len(…)'],
  ['size', 'len(…)'],
  ['contains', '… in …'],
  ['includes', '… in …'],
  ['has', '… in …'],
  ['has_key', '… in …'],
  ['toLowerCase', '.lower()'],
  ['toUpperCase', '.upper()'],
  ['trim', '.strip()'],
  ['indexOf', '.find(…)'],
  ['lastIndexOf', '.rfind(…)'],
  ['replaceAll', '.replace(…)'],
  ['substring', '…[a:b]'],
  ['substr', '…[a:b]'],
  ['slice', '…[a:b]'],
  ['at', '…[i]'],
  ['charAt', '…[i]'],
  ['concat', '… + …'],
  ['equals', '… == …'],
  ['toString', 'str(…)'],
  ['format', '… + str(…)'],
  ['toFixed', 'round(…, n)'],
  ['isEmpty', 'not …'],
]);

/** A hint for a method that there is not, if one comes to mind. */
export function methodHint(name: string, known: Iterable<string>): Message | undefined {
  const instead = METHODS.get(name);
  if (instead !== undefined) return message('expression-unsupported/method/instead', { instead });
  const meant = nearest(name, known);
  return meant === undefined ? undefined : message('did-you-mean', { name: meant });
}

/** A hint for something taken of a value that has nothing to be taken of. */
export function attributeHint(name: string): Message | undefined {
  const instead = METHODS.get(name);
  return instead === undefined
    ? undefined
    : message('expression-unsupported/method/instead', { instead });
}
