import type { Run } from './run.ts';

/** Up to this length the engine's own search is used; it takes text times part in the worst case. */
const SHORT = 16;

/** Offsets of a part (not empty) in a text, from left to right, not overlapping, at most `limit` of them. */
export function indexesOf(text: string, part: string, run: Run, limit = Infinity): number[] {
  payForSearch(text, part, run);
  if (part.length > SHORT) return searchLong(text, part, run, limit);
  const found: number[] = [];
  let at = limit > 0 ? text.indexOf(part) : -1;
  while (at >= 0) {
    run.spend(1);
    found.push(at);
    at = found.length < limit ? text.indexOf(part, at + part.length) : -1;
  }
  return found;
}

/** The same from right to left: `aa` is in `aaa` at 1. */
export function indexesFromRight(text: string, part: string, run: Run, limit = Infinity): number[] {
  payForSearch(text, part, run);
  if (part.length > SHORT) {
    run.spend(text.length);
    const offset = text.length - part.length;
    return searchLong(reversed(text), reversed(part), run, limit).map((at) => offset - at);
  }
  const found: number[] = [];
  let at = limit > 0 ? text.lastIndexOf(part) : -1;
  while (at >= 0) {
    run.spend(1);
    found.push(at);
    const next = at - part.length;
    at = found.length < limit && next >= 0 ? text.lastIndexOf(part, next) : -1;
  }
  return found;
}

function payForSearch(text: string, part: string, run: Run): void {
  run.spend(Math.ceil((text.length * Math.min(part.length, SHORT)) / 32));
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}

/** The search of Knuth, Morris and Pratt: linear whatever the texts are. */
function searchLong(text: string, part: string, run: Run, limit: number): number[] {
  if (part.length > text.length) return [];
  run.spend(part.length);
  const fallback = new Int32Array(part.length);
  for (let at = 1, matched = 0; at < part.length; at++) {
    while (matched > 0 && part[at] !== part[matched]) matched = fallback[matched - 1] ?? 0;
    if (part[at] === part[matched]) matched++;
    fallback[at] = matched;
  }
  const found: number[] = [];
  for (let at = 0, matched = 0; at < text.length && found.length < limit; at++) {
    while (matched > 0 && text[at] !== part[matched]) matched = fallback[matched - 1] ?? 0;
    if (text[at] === part[matched]) matched++;
    if (matched < part.length) continue;
    found.push(at - part.length + 1);
    matched = 0;
  }
  return found;
}
