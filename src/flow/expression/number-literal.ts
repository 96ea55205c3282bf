import type { Datum } from './datum.ts';
import { fail } from './expression.ts';
import { MAX_INT_BITS, toFloat } from './number.ts';

export interface NumberLiteral {
  readonly value: Datum;
  readonly end: number;
}

// Digits with single underscores between them, as Python has them.
const FLOAT =
  /(?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*[eE][+-]?\d(?:_?\d)*/y;
const INT = /0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|\d(?:_?\d)*/y;
// Property classes are slow: first a look whether one may match at all.
const WORD_CHARACTER = /[\w\u0080-\uffff]/;
const WORD = /\p{XID_Continue}+/uy;

/** Reads a Python number that begins at an offset with a digit or a point. Throws an ExpressionError for a wrong one. */
export function readNumber(source: string, at: number): NumberLiteral {
  FLOAT.lastIndex = at;
  INT.lastIndex = at;
  const float = FLOAT.exec(source)?.[0];
  const text = float ?? INT.exec(source)?.[0] ?? '';
  const end = at + text.length;
  WORD.lastIndex = end;
  const rest = WORD_CHARACTER.test(source.charAt(end)) ? WORD.exec(source)?.[0] : undefined;
  if (rest !== undefined) refuseRest(source, at, text, rest);
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  if (float !== undefined) return { value: toFloat(Number(digits)), end };
  if (/^0+[1-9]/.test(digits)) {
    const instead = digits.replace(/^0+/, '');
    fail('expression-syntax/leading-zero', { start: at, end }, { found: text, instead });
  }
  return { value: intLiteral(digits, at, end), end };
}

function intLiteral(digits: string, start: number, end: number): number | bigint {
  const small = Number(digits);
  if (Number.isSafeInteger(small)) return small;
  const value = digits.length > MAX_INT_BITS ? Infinity : BigInt(digits);
  if (typeof value === 'number' || value >= 2n ** BigInt(MAX_INT_BITS)) {
    fail('expression-limit/number', { start, end }, { max: MAX_INT_BITS });
  }
  return value;
}

/** Fails for what stands right behind a number. */
function refuseRest(source: string, at: number, text: string, rest: string): never {
  const span = { start: at, end: at + text.length + rest.length };
  const found = text + rest;
  if (/^[jJ]$/.test(rest)) fail('expression-unsupported/complex', span, { found });
  // `llm-1.text` was meant as the output of a node.
  const before = /[\p{XID_Start}_][\p{XID_Continue}-]*-$/u.exec(source.slice(0, at))?.[0];
  const after = /^[\p{XID_Continue}-]*\.(\p{XID_Start}\p{XID_Continue}*)$/u.exec(found)?.[1];
  if (before !== undefined && after !== undefined) {
    const id = before + found.slice(0, -after.length - 1);
    fail('expression-syntax/node-id', { ...span, start: at - before.length }, { id, field: after });
  }
  fail('expression-syntax/number', span, { found });
}
