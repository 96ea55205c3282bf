import type { Datum } from './datum.ts';
import { fail } from './expression.ts';
import { refuseCharacter, refuseForeignOperator } from './habits.ts';
import { readNumber } from './number-literal.ts';
import { readString } from './string-literal.ts';

/**
 * A piece of an expression. `word` is a name or a keyword, `literal` a number or a text with its value,
 * `placeholder` a `${name}` that nobody has filled.
 */
export interface Token {
  readonly kind: 'word' | 'literal' | 'operator' | 'placeholder' | 'end';
  readonly text: string;
  readonly value: Datum;
  readonly start: number;
  readonly end: number;
}

/** Operators with which no longer one begins, not even in another language. */
const SINGLE = '()[]{},.';
const OPERATORS = new Set('+ - * / % < > : = ** // == != <= >='.split(' '));
const SPACE = /(?:[ \t\r\n\f]|\\\r?\n|#[^\r\n]*)+/y;
const WORD = /[\p{XID_Start}_]\p{XID_Continue}*/uy;
const PLACEHOLDER = /\$\{[^{}]*\}/y;

/**
 * The tokens of an expression (of the stretch of a source), with one of kind `end` at the end. Line breaks are
 * spaces, as within parentheses. Throws an ExpressionError for what is no token.
 */
export function tokenize(source: string, from = 0, to = source.length): Token[] {
  const tokens: Token[] = [];
  let at = from;
  for (;;) {
    while (at < to && source.charCodeAt(at) === 32) at++;
    if (at < to && mayBeSpace(source.charCodeAt(at))) {
      at += matchAt(SPACE, source, at)?.[0].length ?? 0;
    }
    if (at >= to) break;
    const token = tokenAt(source, at, to);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', value: null, start: to, end: to });
  return tokens;
}

function tokenAt(source: string, at: number, to: number): Token {
  const code = source.charCodeAt(at);
  const wordEnd = endOfWord(source, at, code);
  if (wordEnd > at) return word(source, at, wordEnd, to);
  if (code === 34 || code === 39) return string(source, at, at, false, to);
  if (isDigit(code) || (code === 46 && isDigit(source.charCodeAt(at + 1)))) {
    const { value, end } = readNumber(source, at);
    return { kind: 'literal', text: source.slice(at, end), value, start: at, end };
  }
  if (code === 36) {
    const found = matchAt(PLACEHOLDER, source, at);
    if (!found) refuseCharacter(source, at);
    const [{ length }] = found;
    const end = at + length;
    return { kind: 'placeholder', text: source.slice(at, end), value: null, start: at, end };
  }
  return operator(source, at);
}

function operator(source: string, at: number): Token {
  const one = source.charAt(at);
  if (SINGLE.includes(one)) {
    return { kind: 'operator', text: one, value: null, start: at, end: at + 1 };
  }
  const two = source.slice(at, at + 2);
  const text = two.length === 2 && OPERATORS.has(two) ? two : one;
  // Only what is no operator, or is followed by the rest of a longer one, can be a foreign one.
  const next = source.charAt(at + text.length);
  const known = OPERATORS.has(text);
  if (!known || next === '=' || next === '>' || next === '<') refuseForeignOperator(source, at);
  if (!known) refuseCharacter(source, at);
  return { kind: 'operator', text, value: null, start: at, end: at + text.length };
}

/** A name or keyword, or the prefix of a string. */
function word(source: string, start: number, end: number, to: number): Token {
  const text = source.slice(start, end);
  const next = source.charAt(end);
  if ((next !== '"' && next !== "'") || end >= to) {
    return { kind: 'word', text, value: null, start, end };
  }
  const prefix = text.toLowerCase();
  if (prefix === 'r' || prefix === 'u') return string(source, start, end, prefix === 'r', to);
  if (/^(?:[fbt]r?|r[fbt])$/.test(prefix)) {
    const key = prefix.includes('b')
      ? 'expression-unsupported/bytes'
      : 'expression-unsupported/f-string';
    fail(key, { start, end: end + 1 }, { found: text + next });
  }
  fail('expression-syntax/operator', { start: end, end: end + 1 }, { found: next });
}

function string(source: string, start: number, quote: number, raw: boolean, to: number): Token {
  const { value, end } = readString(source, quote, raw, to);
  return { kind: 'literal', text: source.slice(start, end), value, start, end };
}

/** Offset behind the word that begins at `at`, or `at` itself. */
function endOfWord(source: string, at: number, first: number): number {
  if (first < 128 && !isAsciiWord(first)) return at;
  if (isDigit(first)) return at;
  let end = at;
  let code = first;
  while (isAsciiWord(code)) code = ++end < source.length ? source.charCodeAt(end) : 0;
  return code < 128 ? end : at + (matchAt(WORD, source, at)?.[0].length ?? 0);
}

/** A control character, a comment's `#` or a backslash. */
function mayBeSpace(code: number): boolean {
  return code < 32 || code === 35 || code === 92;
}

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || isDigit(code);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
