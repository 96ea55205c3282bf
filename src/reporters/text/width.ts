import { graphemes } from '../../diagnostics/graphemes.ts';
import { textWidth } from '../../diagnostics/text-width.ts';

/** How many columns of a terminal a text takes; the colours that we give it take none. */
export function widthOf(text: string): number {
  return textWidth(text.replace(/\x1b\[[\d;]*m/g, ''));
}

/** A text without colours cut to so many columns, its last one an ellipsis where something is left out. */
export function truncate(text: string, columns: number, ellipsis = '…'): string {
  if (columns <= 0) return '';
  // No screen is so wide that more of a very long text could be seen.
  const start = text.length > columns * 16 ? text.slice(0, columns * 16) : text;
  if (start === text && textWidth(text) <= columns) return text;
  const room = columns - textWidth(ellipsis);
  let kept = '';
  let used = 0;
  for (const character of graphemes(start)) {
    const width = textWidth(character);
    if (used + width > room) break;
    kept += character;
    used += width;
  }
  return room < 0 ? '.'.repeat(columns) : kept + ellipsis;
}

/** A text filled up with spaces to so many columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/**
 * One line of text as lines of at most so many columns, broken at a space where there is one near the end. A
 * character that is wider than that becomes a question mark.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const each of graphemes(text)) {
    const character = textWidth(each) <= columns ? each : '?';
    const width = textWidth(character);
    if (used + width > columns && line !== '') {
      const space = line.lastIndexOf(' ');
      const cut = character !== ' ' && space > line.length / 2 ? space + 1 : line.length;
      lines.push(line.slice(0, cut).trimEnd());
      line = line.slice(cut);
      used = textWidth(line);
      if (character === ' ') continue;
    }
    line += character;
    used += width;
  }
  return [...lines, line];
}
