import { isBreak, lineEnd } from './lines.ts';

/**
 * The offset of the first thing behind an offset that is no white space, line break, byte order mark or comment. Only
 * for places between two values, where every `#` begins a comment.
 */
export function skipGap(text: string, at: number): number {
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 35) at = lineEnd(text, at) - 1;
    else if (code !== 32 && code !== 9 && !isBreak(code) && code !== 0xfeff) break;
  }
  return at;
}

/** The same, and past the given signs. */
export function skipSigns(text: string, at: number, signs: string): number {
  for (at = skipGap(text, at); at < text.length && signs.includes(text.charAt(at));) {
    at = skipGap(text, at + 1);
  }
  return at;
}
