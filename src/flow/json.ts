import type { Value } from './value.ts';

/** Fewer digits than this are exact as a number. */
const LONG_INTEGER = /[1-9]\d{15}/;
/** A whole number of more digits is no JSON here, nor in Python: reading and writing it would take seconds. */
const MOST_DIGITS = 4_300;
/** A text, or anything that begins like a number: the next thing in a JSON text that matters here. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/gs;

/**
 * The value of a JSON text, or undefined where it is none. Whole numbers that a number can't hold exactly come as
 * bigint, where `JSON.parse` would round them; those of more than 4,300 digits are none.
 */
export function parseJson(text: string): Value | undefined {
  try {
    return LONG_INTEGER.test(text) ? parseExactly(text) : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

/** Long whole numbers are handed through `JSON.parse` as texts with a mark that no text of the user's has. */
function parseExactly(text: string): Value {
  // What is no JSON ends here: in a text whose strings don't end the search below would start over and over.
  JSON.parse(text);
  const mark = `int:${crypto.randomUUID()}:`;
  const marked = text.replace(STRING_OR_NUMBER, (token) => {
    if (!/^-?[1-9]\d{15,}$/.test(token) || Number.isSafeInteger(Number(token))) return token;
    if (token.replace('-', '').length > MOST_DIGITS) throw new RangeError('too many digits');
    return `"${mark}${token}"`;
  });
  return JSON.parse(marked, (_, value: Value) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  ) as Value;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\x00-\x1f]*)*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d{0,4299})(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

/**
 * Where a text stops being JSON: the offset of the first thing that can't stand there, or its length where it ends
 * too early. (`JSON.parse` tells some such places, and only in English sentences.)
 */
export function jsonErrorAt(text: string): number {
  const closers: string[] = [];
  // The signs that may come next; `s` is a string and `v` any other scalar.
  let allowed = 'sv[{';
  for (let at = 0; ;) {
    at += lengthAt(SPACE, text, at);
    const string = lengthAt(STRING, text, at);
    const length = string || lengthAt(SCALAR, text, at) || 1;
    const sign = string ? 's' : lengthAt(SCALAR, text, at) ? 'v' : text.charAt(at);
    if (sign === '' || !allowed.includes(sign)) return at;
    if (sign === '[') closers.push(']');
    if (sign === '{') closers.push('}');
    if (sign === ']' || sign === '}') closers.pop();
    const closer = closers.at(-1) ?? '';
    if (sign === '[') allowed = 'sv[{]';
    else if (sign === '{') allowed = 's}';
    else if (sign === ':') allowed = 'sv[{';
    else if (sign === ',') allowed = closer === '}' ? 's' : 'sv[{';
    else if (sign === 's' && (allowed === 's' || allowed === 's}')) allowed = ':';
    else allowed = closer && `,${closer}`;
    at += length;
  }
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}
