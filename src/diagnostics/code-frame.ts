import type { Location } from './diagnostic.ts';
import { countGraphemes, graphemes } from './graphemes.ts';
import { printable } from './printable.ts';
import type { SourceFile } from './source-file.ts';
import { textWidth } from './text-width.ts';

/** A place for people: lines and columns from 1, columns in characters as a person counts. The end is excluded. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface CodeFrameOptions {
  /** Columns of the terminal; no line is longer, but a frame needs 20. */
  readonly width?: number;
  /** How many lines to show before and after the place. */
  readonly context?: number;
}

/** Where a location is, for people. */
export function position({ file, start, end }: Location): Position {
  const [line, column] = placeOf(file, start);
  const [endLine, endColumn] = end > start ? placeOf(file, end) : [line, column];
  return { line, column, endLine, endColumn };
}

function placeOf(file: SourceFile, offset: number): [line: number, column: number] {
  const line = file.lineAt(offset);
  const before = file.text.slice(file.lineStart(line), offset).replace(/[\r\n]+$/, '');
  return [line + 1, countGraphemes(before) + 1];
}

/**
 * The lines around a location, without colour, the place underlined; of a place of several lines the first.
 * Empty for a text that is empty. Long lines are cut, tabs become spaces, nothing in them can move a cursor.
 *
 *       12 |   - name: 好评😀
 *     > 13 |     expression: sentiment_scoer > 0.7
 *          |                 ^^^^^^^^^^^^^^^
 */
export function codeFrame(location: Location, options: CodeFrameOptions = {}): string {
  const { file } = location;
  if (file.text === '') return '';
  const { width = 80, context = 1 } = options;
  const line = file.lineAt(location.start);
  const first = Math.max(0, line - context);
  const last = Math.min(lastLine(file, line), line + context);
  const digits = String(last + 1).length;
  const room = Math.max(width, 20) - digits - 5;
  const view = viewOf(location, line, room);
  const gutter = (mark: string, number: string): string => `${mark} ${number.padStart(digits)} |`;
  const lines: string[] = [];
  for (let at = first; at <= last; at++) {
    const number = String(at + 1);
    if (at !== line) {
      lines.push(`${gutter(' ', number)} ${contextLine(file, at, view, room)}`.trimEnd());
      continue;
    }
    lines.push(
      `${gutter('>', number)} ${view.text}`.trimEnd(),
      `${gutter(' ', '')} ${' '.repeat(view.indent)}${'^'.repeat(view.carets)}`,
    );
  }
  return lines.join('\n');
}

/** The last line worth showing: not the empty one that a line break at the end makes. */
function lastLine(file: SourceFile, line: number): number {
  const last = file.lineCount - 1;
  return last > line && file.lineStart(last) === file.text.length ? last - 1 : last;
}

/** The line of the place as it is shown, and what was left out at its beginning. */
interface View {
  readonly text: string;
  /** Columns before the first caret. */
  readonly indent: number;
  readonly carets: number;
  /** Columns left out at the beginning; undefined where nobody has counted them. */
  readonly shift: number | undefined;
}

interface Cell {
  readonly text: string;
  readonly width: number;
}

function viewOf(location: Location, line: number, room: number): View {
  const { file } = location;
  const text = file.lineText(line);
  const from = Math.min(location.start - file.lineStart(line), text.length);
  // Of several lines the first is underlined, without the white space at its end.
  const end = location.end - file.lineStart(line);
  const to = Math.max(from, end > text.length ? text.trimEnd().length : end);
  // Of a very long line only what can possibly be seen is looked at.
  const begin = from > room * 50 ? intact(text, from - room * 4) : 0;
  const before = cells(text.slice(begin, from), 0);
  const startColumn = widthOf(before);
  const marked = cells(text.slice(from, Math.min(to, from + room * 4)), startColumn);
  const after = cells(text.slice(to, intact(text, to + room * 4)), startColumn + widthOf(marked));
  const carets = Math.max(1, Math.min(widthOf(marked), room - 2));

  const all = [...before, ...marked, ...after];
  const total = widthOf(all);
  if (begin === 0 && total <= room)
    return { text: join(all), indent: startColumn, carets, shift: 0 };
  // A third of the room is for what comes behind the place.
  const behind = Math.min(total - startColumn - carets, Math.floor(room / 3), room - carets - 2);
  const wanted = startColumn + carets + behind + 1 - room;
  const shift = begin > 0 || wanted > 0 ? Math.max(wanted, 1) : 0;
  const shown = cut(all, shift, room);
  return {
    text: shown.text,
    indent: Math.max(0, startColumn - shown.dropped) + shown.lead,
    carets,
    shift: begin === 0 ? shift : undefined,
  };
}

/** A line near the place, cut like the line of the place so that they stand under each other. */
function contextLine(file: SourceFile, line: number, view: View, room: number): string {
  if (view.shift === undefined) return '…';
  const text = file.lineText(line);
  const limit = (view.shift + room) * 4;
  return cut(cells(text.slice(0, intact(text, limit)), 0), view.shift, room).text;
}

/** Cells from a column on, at most `room` columns, with … where something is left out. */
function cut(
  all: readonly Cell[],
  shift: number,
  room: number,
): { text: string; dropped: number; lead: number } {
  let dropped = 0;
  let first = 0;
  // The … takes a column itself.
  while (shift > 0 && first < all.length && dropped < shift + 1)
    dropped += all[first++]?.width ?? 0;
  // A wide character that did not fit exactly leaves a gap, so that the lines stay under each other.
  const lead = shift > 0 ? Math.max(1, dropped - shift) : 0;
  const rest = all.slice(first);
  const left = shift > 0 && all.length > 0 ? `…${' '.repeat(lead - 1)}` : '';
  if (widthOf(rest) <= room - lead) return { text: left + join(rest), dropped, lead };
  let used = lead;
  let text = left;
  for (const cell of rest) {
    if (used + cell.width > room - 1) break;
    text += cell.text;
    used += cell.width;
  }
  return { text: `${text}…`, dropped, lead };
}

/** The characters of a stretch of a line with the columns that each takes; `column` is where the stretch begins. */
function cells(text: string, column: number): Cell[] {
  const result: Cell[] = [];
  for (const character of graphemes(text)) {
    const shown = character === '\t' ? ' '.repeat(4 - (column % 4)) : printable(character);
    // A mark that stands alone is shown on a carrier, or it would sit on the character before.
    const width = textWidth(shown) || (shown === '' ? 0 : 1);
    result.push({ text: textWidth(shown) === 0 ? `\u25cc${shown}` : shown, width });
    column += width;
  }
  return result;
}

function widthOf(all: readonly Cell[]): number {
  return all.reduce((sum, cell) => sum + cell.width, 0);
}

function join(all: readonly Cell[]): string {
  return all.map((cell) => cell.text).join('');
}

/** An offset near another at which no pair of surrogates is torn apart. */
function intact(text: string, offset: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(offset)) ? offset + 1 : offset;
}
