import { CHOMPING_MODE, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { lineEnd } from './lines.ts';

/**
 * The source offset of each UTF-16 unit of a scalar's value, and one more for its end: the way back that
 * js-yaml's `getScalarValue` goes forth, by the same rules (YAML 1.2, chapters 7.3 and 8.1).
 */
export function scalarOffsets(source: string, scalar: ScalarEvent): number[] {
  switch (scalar.style) {
    case SCALAR_STYLE.LITERAL_BLOCK:
      return blockOffsets(source, scalar, false);
    case SCALAR_STYLE.FOLDED_BLOCK:
      return blockOffsets(source, scalar, true);
    default:
      return flowOffsets(source, scalar);
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 39;
const BACKSLASH = 92;

/** Plain and quoted scalars: line breaks are folded, white space around them is dropped, escapes are one unit or two. */
function flowOffsets(source: string, { valueStart, valueEnd, style }: ScalarEvent): number[] {
  const offsets: number[] = [];
  // White space behind this many units is dropped when a line break follows.
  let kept = 0;
  let at = valueStart;
  while (at < valueEnd) {
    const code = source.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) {
      offsets.length = kept;
      const fold = skipBreaks(source, at, valueEnd);
      for (let n = Math.max(1, fold.breaks - 1); n > 0; n--) offsets.push(at);
      at = fold.end;
      kept = offsets.length;
    } else if (code === QUOTE && style === SCALAR_STYLE.SINGLE_QUOTED) {
      offsets.push(at);
      at += 2;
      kept = offsets.length;
    } else if (code === BACKSLASH && style === SCALAR_STYLE.DOUBLE_QUOTED) {
      const escape = escapeAt(source, at, valueEnd);
      for (let n = escape.units; n > 0; n--) offsets.push(at);
      at = escape.end;
      kept = offsets.length;
    } else {
      offsets.push(at++);
      if (code !== 32 && code !== 9) kept = offsets.length;
    }
  }
  offsets.push(valueEnd);
  return offsets;
}

function skipBreaks(source: string, at: number, end: number): { end: number; breaks: number } {
  let breaks = 0;
  for (; at < end; at++) {
    const code = source.charCodeAt(at);
    if (code === LINE_FEED) breaks++;
    else if (code === CARRIAGE_RETURN) {
      breaks++;
      if (source.charCodeAt(at + 1) === LINE_FEED) at++;
    } else if (code !== 32 && code !== 9) break;
  }
  return { end: at, breaks };
}

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function escapeAt(source: string, at: number, end: number): { end: number; units: number } {
  const letter = source.charAt(at + 1);
  if (letter === '\n' || letter === '\r') {
    return { end: skipBreaks(source, at + 1, end).end, units: 0 };
  }
  const digits = HEX_DIGITS[letter] ?? 0;
  const code = digits ? parseInt(source.slice(at + 2, at + 2 + digits), 16) : 0;
  return { end: at + 2 + digits, units: (code | 0) > 0xffff ? 2 : 1 };
}

/** Blocks (`|` and `>`): the indentation is dropped, in folded ones line breaks become spaces. */
function blockOffsets(source: string, scalar: ScalarEvent, folded: boolean): number[] {
  const offsets: number[] = [];
  const indent = Math.max(0, scalar.indent);
  let emptyLines = 0;
  let moreIndented = false;
  // Where the last line with text ends; the line breaks in the value come from there.
  let contentEnd: number | undefined;
  const breaks = (count: number): void => {
    for (; count > 0; count--) offsets.push(contentEnd ?? scalar.valueStart);
  };
  for (const { start, end } of linesOf(source, scalar.valueStart, scalar.valueEnd)) {
    let column = 0;
    while (column < indent && source.charCodeAt(start + column) === 32) column++;
    if (scalar.indent < 0 || start + column >= end) {
      emptyLines++;
      continue;
    }
    const first = source.charCodeAt(start + indent);
    const indented = first === 32 || first === 9;
    const after = contentEnd === undefined ? 0 : 1;
    if (!folded || indented) breaks(after + emptyLines);
    else if (moreIndented) breaks(emptyLines + 1);
    else breaks(emptyLines === 0 ? after : emptyLines);
    moreIndented = indented;
    for (let at = start + indent; at < end; at++) offsets.push(at);
    contentEnd = end;
    emptyLines = 0;
  }
  if (scalar.chomping === CHOMPING_MODE.KEEP) {
    breaks(contentEnd === undefined ? emptyLines : 1 + emptyLines);
  } else if (scalar.chomping !== CHOMPING_MODE.STRIP && contentEnd !== undefined) breaks(1);
  offsets.push(contentEnd ?? scalar.valueStart);
  return offsets;
}

function* linesOf(
  source: string,
  from: number,
  to: number,
): Generator<{ start: number; end: number }> {
  for (let start = from; start < to;) {
    const end = Math.min(lineEnd(source, start), to);
    yield { start, end };
    start =
      source.charCodeAt(end) === CARRIAGE_RETURN && source.charCodeAt(end + 1) === LINE_FEED
        ? end + 2
        : end + 1;
  }
}
