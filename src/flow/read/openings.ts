import { lineEnd, lineStart } from './lines.ts';

/** A bracket or a quote that is open at some place of a YAML text. */
export interface Opening {
  readonly at: number;
  readonly sign: string;
}

const CLOSER: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** The sign that closes a bracket; a quote closes itself. */
export function closerOf({ sign }: Opening): string {
  return CLOSER[sign] ?? sign;
}

/**
 * The brackets and the quote that are open at an offset of a YAML text, the innermost last. It is only for
 * explaining a text that can't be parsed, so it guesses where the text makes no sense.
 */
export function openingsAt(text: string, end: number): Opening[] {
  const open: Opening[] = [];
  // Whether a value may begin here: only then a quote or bracket opens something.
  let fresh = true;
  for (let at = 0; at < end;) {
    const sign = text.charAt(at);
    if (sign === '\n' || sign === '\r') {
      fresh = true;
      at++;
    } else if (sign === ' ' || sign === '\t' || sign === '\ufeff') at++;
    else if (sign === '#' && isSpace(text, at - 1)) at = lineEnd(text, at);
    else if (fresh && (sign === '"' || sign === "'")) {
      const close = closingQuote(text, at);
      if (close === -1 || close >= end) return [...open, { at, sign }];
      fresh = false;
      at = close + 1;
    } else if ((fresh || open.length > 0) && (sign === '[' || sign === '{')) {
      open.push({ at, sign });
      fresh = true;
      at++;
    } else if (open.length > 0 && (sign === ']' || sign === '}')) {
      open.pop();
      fresh = false;
      at++;
    } else if (fresh && (sign === '&' || sign === '!')) {
      while (at < end && !isSpace(text, at)) at++;
    } else if (fresh && open.length === 0 && (sign === '|' || sign === '>')) {
      at = endOfBlock(text, at);
    } else {
      fresh = opensValue(text, at, open.length > 0) || (fresh && isMarker(text, at));
      at++;
    }
  }
  return open;
}

/** Whether a bracket is closed anywhere in the text. */
export function isClosed(text: string, opening: Opening): boolean {
  return !openingsAt(text, text.length).some(({ at }) => at === opening.at);
}

function opensValue(text: string, at: number, inBrackets: boolean): boolean {
  const sign = text.charAt(at);
  if (sign === ',') return inBrackets;
  if (sign !== ':') return false;
  const before = text.charAt(at - 1);
  return isSpace(text, at + 1) || (inBrackets && (before === '"' || before === "'"));
}

/** The dash of a list item, the question mark of an explicit key. */
function isMarker(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return (sign === '-' || sign === '?') && isSpace(text, at + 1);
}

/** Whether at an offset there is white space, a line break or no text at all. */
function isSpace(text: string, at: number): boolean {
  return /[\s]|^$/.test(text.charAt(at));
}

/** Offset of the quote that closes the one at `open`; -1 without one. */
function closingQuote(text: string, open: number): number {
  const sign = text.charAt(open);
  for (let from = open + 1; ;) {
    const at = text.indexOf(sign, from);
    if (at === -1) return -1;
    if (sign === '"') {
      let backslashes = 0;
      while (text.charAt(at - 1 - backslashes) === '\\') backslashes++;
      if (backslashes % 2 === 0) return at;
      from = at + 1;
    } else {
      if (text.charAt(at + 1) !== sign) return at;
      from = at + 2;
    }
  }
}

/** Behind a block of text: the lines below its header that are indented more than the key or dash it belongs to. */
function endOfBlock(text: string, header: number): number {
  const start = lineStart(text, header);
  const line = text.slice(start, header);
  const dashes = /^(?:\s*[-?](?=\s))*/.exec(line)?.[0] ?? '';
  const key = /\S/.exec(line.slice(dashes.length));
  const column = key ? dashes.length + key.index : Math.max(0, dashes.length - 1);
  let at = lineEnd(text, header);
  const next = /(?:\r\n|\r|\n)( *)([^\r\n]?)/y;
  for (next.lastIndex = at; ; next.lastIndex = at) {
    const match = next.exec(text);
    if (!match) return at;
    if (match[2] !== '' && (match[1] ?? '').length <= column) return at;
    at = lineEnd(text, next.lastIndex);
    if (at >= text.length) return at;
  }
}
