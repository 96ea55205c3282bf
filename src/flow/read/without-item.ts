import type { Location } from '../../diagnostics/diagnostic.ts';
import type { TextEdit } from '../../diagnostics/text-edit.ts';
import { lineEnd, lineStart } from './lines.ts';

/**
 * The edit that takes an item that is not the first out of its list, given where the item's value stands. Undefined
 * where a comment or an anchor would go with it.
 */
export function withoutItem({ file: { text }, start, end }: Location): TextEdit | undefined {
  const before = text.slice(0, start).trimEnd();
  const edit = before.endsWith('-')
    ? lines(text, before.length - 1, end)
    : before.endsWith(',')
      ? { start: before.length - 1, end, text: '' }
      : undefined;
  return edit && !/[#&]/.test(text.slice(edit.start, edit.end)) ? edit : undefined;
}

/** The lines from the dash to the end of the value, if nothing else stands on them. */
function lines(text: string, dash: number, end: number): TextEdit | undefined {
  const first = lineStart(text, dash);
  const last = lineEnd(text, end);
  if (text.slice(first, dash).trim() !== '' || text.slice(end, last).trim() !== '')
    return undefined;
  // The line break goes with it; that of the last line of a text may be missing.
  const next = last + (text.startsWith('\r\n', last) ? 2 : 1);
  return last < text.length
    ? { start: first, end: next, text: '' }
    : { start: text.slice(0, first).replace(/\r?\n$|\r$/, '').length, end: last, text: '' };
}
