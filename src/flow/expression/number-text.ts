import { MAX_INT_BITS, toInt, type Int } from './number.ts';
import type { Run } from './run.ts';
import { shown } from './text.ts';
import { strip } from './whitespace.ts';

/** The spaces around a number: all but the separators among the ASCII control characters. */
const NUMBER_SPACES =
  ' \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000';

/** What `int(text, base)` gives. Throws for a text that is no whole number. */
export function parseIntText(text: string, base: number, run: Run): Int {
  if (!(base >= 2 && base <= 36)) run.fail('expression-value/base', { base });
  const plain = plainDigits(text, run);
  const sign = /^[+-]/.exec(plain)?.[0] ?? '';
  const prefix = PREFIXES.get(base)?.exec(plain.slice(sign.length))?.[0] ?? '';
  const digits = plain.slice(sign.length + prefix.length);
  const value = /^[\da-z]+(?:_[\da-z]+)*$/i.test(digits)
    ? digitsValue(digits.replaceAll('_', '').replace(/^0+(?=.)/, ''), base, run)
    : undefined;
  if (value === undefined) run.fail('expression-value/int', { text: shown(text, run), base });
  return toInt(sign === '-' ? -value : value, run);
}

const PREFIXES = new Map([
  [2, /^0b_?/i],
  [8, /^0o_?/i],
  [16, /^0x_?/i],
]);

function digitsValue(digits: string, base: number, run: Run): bigint | undefined {
  if (digits.length > MAX_INT_BITS) run.fail('expression-limit/number', { max: MAX_INT_BITS });
  run.spend(digits.length);
  let value = 0n;
  for (const digit of digits) {
    // parseInt gives NaN for a digit that the base does not have.
    const worth = Number.parseInt(digit, base);
    if (Number.isNaN(worth)) return undefined;
    value = value * BigInt(base) + BigInt(worth);
  }
  return value;
}

const DIGITS = '\\d+(?:_\\d+)*';
const FLOAT = new RegExp(
  `^[+-]?(?:(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:e[+-]?${DIGITS})?|inf|infinity|nan)$`,
  'i',
);

/** What `float(text)` gives. Throws for a text that is no number. */
export function parseFloatText(text: string, run: Run): number {
  const plain = plainDigits(text, run);
  if (!FLOAT.test(plain)) run.fail('expression-value/float', { text: shown(text, run) });
  if (/nan$/i.test(plain)) return Number.NaN;
  if (/inf/i.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  return Number(plain.replaceAll('_', ''));
}

/** A text without space at its ends, the digits of other scripts (such as full-width ones) made plain. */
function plainDigits(text: string, run: Run): string {
  run.spendText(text.length);
  return strip(text, 'both', NUMBER_SPACES).replace(/(?![0-9])\p{Nd}/gu, digitOf);
}

/** Every script has its digits side by side, from 0 to 9; some scripts follow right upon another. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}
