import type { Block } from './document.ts';

/** A row of a table as text: each cell below the other behind its column's name; without names beside each other. */
export function rowText(cells: readonly string[], header?: readonly string[]): string {
  if (!header) return cells.filter((cell) => cell !== '').join(' | ');
  return cells
    .map((cell, n) => (cell === '' || !header[n] ? cell : `${header[n]}: ${cell}`))
    .filter((line) => line !== '')
    .join('\n');
}

/** A row of a table, and the line or row (from 1) that it stands on. */
export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * The rows of a table, each by itself. The first row with several cells names the columns, where its cells are names:
 * different from each other, and no numbers.
 */
export function tableBlocks(rows: readonly Row[], headings: readonly string[]): Block[] {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const first = filled.find(({ cells }) => cells.filter((cell) => cell !== '').length > 1);
  const header = first && filled.length > 1 && isHeader(first.cells) ? first : undefined;
  return filled
    .filter((row) => row !== header)
    .map((row) => ({
      text: rowText(row.cells, header && row.line > header.line ? header.cells : undefined),
      headings,
      line: row.line,
      alone: true,
    }));
}

function isHeader(cells: readonly string[]): boolean {
  const names = cells.filter((cell) => cell !== '');
  return (
    new Set(names).size === names.length &&
    names.every((name) => name.length <= 60 && !/^[\d\s.,%¥$€:/+-]+$/.test(name))
  );
}
