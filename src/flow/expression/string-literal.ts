import { fail, type Span } from './expression.ts';

export interface StringLiteral {
  readonly value: string;
  /** Offset behind the closing quotes. */
  readonly end: number;
}

/**
 * Reads a Python string literal whose opening quote stands at `at`. `raw`: backslashes stay as they are. Throws an
 * ExpressionError for one that does not end before `limit`, and for escapes that make no character.
 */
export function readString(source: string, at: number, raw: boolean, limit: number): StringLiteral {
  const quote = source.charAt(at);
  const triple = source.charAt(at + 1) === quote && source.charAt(at + 2) === quote;
  const close = triple ? quote + quote + quote : quote;
  const start = at + close.length;
  let end = start;
  for (;;) {
    const character = source.charAt(end);
    const isClosed = character === quote && (!triple || source.startsWith(close, end));
    if (isClosed && end + close.length <= limit) break;
    if (end >= limit || (!triple && (character === '\n' || character === '\r'))) {
      fail('expression-syntax/string-open', { start: at, end: Math.min(end, limit) }, { close });
    }
    end += character === '\\' ? 2 : 1;
  }
  return { value: unescape(source.slice(start, end), raw, start), end: end + close.length };
}

const LINE_BREAK_OR_ESCAPE =
  /\r\n?|\\(\r\n?|\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^])/g;

const SIMPLE = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', ''],
  ['\r', ''],
  ['\r\n', ''],
]);

function unescape(body: string, raw: boolean, start: number): string {
  if (raw || !body.includes('\\')) {
    // Python sees every line break of a source as \n.
    return body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
  }
  return body.replace(LINE_BREAK_OR_ESCAPE, (match, escape: string | undefined, at: number) => {
    if (escape === undefined) return '\n';
    const span = { start: start + at, end: start + at + match.length };
    return SIMPLE.get(escape) ?? coded(escape, span);
  });
}

/** The character of a numeric escape. One that Python does not know stays as it is, backslash included. */
function coded(escape: string, span: Span): string {
  const letter = escape.charAt(0);
  const octal = letter >= '0' && letter <= '7';
  if (!octal && !'xuUN'.includes(letter)) return `\\${escape}`;
  const code = octal ? Number.parseInt(escape, 8) : Number.parseInt(escape.slice(1), 16);
  if (!(code <= 0x10ffff)) {
    fail('expression-syntax/string-escape', span, { found: `\\${escape}` });
  }
  if (code >= 0xd800 && code < 0xe000) {
    fail('expression-syntax/string-surrogate', span, { found: `\\${escape}` });
  }
  return String.fromCodePoint(code);
}
