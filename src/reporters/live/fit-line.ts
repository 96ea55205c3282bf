import type { Style } from '../text/theme.ts';
import { pad, truncate } from '../text/width.ts';
import { textWidth } from '../../diagnostics/text-width.ts';

/** A part of a line. */
export interface Cell {
  readonly text: string;
  readonly style?: Style;
  /** The higher, the sooner it is left out where the line is too long; without one it stays. */
  readonly drop?: number;
}

/** What a line begins with. */
export interface Head {
  readonly indent: number;
  readonly symbol: string;
  readonly symbolStyle: Style;
  readonly label: string;
  /** The column in which the cells should begin, so that those of several lines stand below each other. */
  readonly column?: number;
}

const GAP = '  ';
/** A label is not cut below this many columns as long as something else can be. */
const SHORTEST = 8;

/** Cells that are left out from this on are worth less than that lines stand in columns. */
const EXPENDABLE = 5;

/**
 * A line of at most so many columns: less important cells are left out first, then it leaves the columns, then the
 * label is cut.
 */
export function fitLine(
  head: Head,
  cells: readonly Cell[],
  columns: number,
  ellipsis: string,
): string {
  const start = `${' '.repeat(Math.min(head.indent, Math.floor(columns / 3)))}${head.symbol} `;
  const room = columns - textWidth(start);
  if (room <= 0) return truncate(start, columns, ellipsis);
  const label = textWidth(head.label);
  const aligned = Math.max(label, (head.column ?? 0) - textWidth(start));
  const inColumns = dropUntil(cells, room - aligned, EXPENDABLE);
  const fits = aligned + widthOfCells(inColumns) <= room;
  const kept = fits ? inColumns : dropUntil(cells, room - label);
  const rest = widthOfCells(kept);
  const labelText =
    kept.length > 0 && aligned + rest <= room
      ? pad(head.label, aligned)
      : truncate(head.label, Math.max(Math.min(SHORTEST, room), room - rest), ellipsis);
  let line = start.replace(head.symbol, head.symbolStyle(head.symbol)) + labelText;
  let left = room - textWidth(labelText);
  for (const { text, style } of kept) {
    const shown = truncate(text, left - GAP.length, ellipsis);
    if (shown === '') break;
    line += GAP + (style ? style(shown) : shown);
    left -= GAP.length + textWidth(shown);
  }
  return line;
}

/** The cells without those that must go for the rest to fit; none goes whose `drop` is below `least`. */
function dropUntil(cells: readonly Cell[], room: number, least = 1): readonly Cell[] {
  let kept = cells.filter(({ text }) => text !== '');
  while (widthOfCells(kept) > room) {
    const worst = kept.reduce<Cell | undefined>(
      (most, cell) => ((cell.drop ?? 0) > (most?.drop ?? 0) ? cell : most),
      undefined,
    );
    if (!worst || (worst.drop ?? 0) < least) break;
    kept = kept.filter((cell) => cell !== worst);
  }
  return kept;
}

function widthOfCells(cells: readonly Cell[]): number {
  return cells.reduce((sum, { text }) => sum + GAP.length + textWidth(text), 0);
}
