import { Sequence, type Datum } from './datum.ts';
import type { Run } from './run.ts';
import { indexesFromRight, indexesOf } from './substring.ts';
import { cut, textArgument } from './text-search.ts';
import { SPACES, strip } from './whitespace.ts';

const SPACE_RUN = new RegExp(`[${SPACES}]+`, 'g');
const LINE_BREAK = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

/** `split` (from the left) and `rsplit`; without a separator at runs of space. `most` negative: no limit. */
export function split(
  text: string,
  separator: Datum,
  most: number,
  run: Run,
  side: 'left' | 'right',
): Datum {
  const limit = most < 0 ? Infinity : most;
  run.spendText(text.length);
  if (separator === null) return list(splitAtSpace(text, limit, run, side));
  const by = textArgument(separator, run);
  if (by === '') run.fail('expression-value/separator');
  const offsets =
    side === 'left'
      ? indexesOf(text, by, run, limit)
      : indexesFromRight(text, by, run, limit).reverse();
  return list(cut(text, offsets, by.length));
}

function splitAtSpace(
  text: string,
  limit: number,
  run: Run,
  side: 'left' | 'right',
): readonly string[] {
  const inner = strip(text, 'both');
  if (inner === '') return [];
  const gaps: { readonly start: number; readonly end: number }[] = [];
  for (const { 0: gap, index } of inner.matchAll(SPACE_RUN)) {
    run.spend(4);
    gaps.push({ start: index, end: index + gap.length });
  }
  // Where the limit leaves a rest, the rest keeps its space at the far end.
  const whole = gaps.length >= limit ? strip(text, side) : inner;
  const shift = side === 'right' ? whole.length - inner.length : 0;
  const used =
    side === 'left' ? gaps.slice(0, limit) : gaps.slice(Math.max(0, gaps.length - limit));
  const starts = [0, ...used.map(({ end }) => end + shift)];
  return starts.map((start, index) => {
    const next = used[index];
    return whole.slice(start, next && next.start + shift);
  });
}

/** `splitlines`; `keep`: with their line breaks. */
export function splitLines(text: string, keep: boolean, run: Run): Datum {
  run.spendText(text.length);
  const lines: string[] = [];
  let start = 0;
  for (const { 0: lineBreak, index } of text.matchAll(LINE_BREAK)) {
    run.spend(4);
    const end = index + lineBreak.length;
    lines.push(text.slice(start, keep ? end : index));
    start = end;
  }
  if (start < text.length) lines.push(text.slice(start));
  return list(lines);
}

/** `partition` and `rpartition`: before, separator, after. */
export function partition(text: string, separator: Datum, run: Run, side: 'left' | 'right'): Datum {
  const by = textArgument(separator, run);
  if (by === '') run.fail('expression-value/separator');
  const [at] = (side === 'left' ? indexesOf : indexesFromRight)(text, by, run, 1);
  if (at === undefined) {
    return new Sequence('tuple', side === 'left' ? [text, '', ''] : ['', '', text]);
  }
  return new Sequence('tuple', [text.slice(0, at), by, text.slice(at + by.length)]);
}

function list(items: readonly string[]): Sequence {
  return new Sequence('list', items);
}
