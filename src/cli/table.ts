import { pad, widthOf } from '../reporters/text/width.ts';

/** Rows of cells below each other, each column as wide as its widest cell; ends with a line break. */
export function table(rows: readonly (readonly string[])[], indent = ''): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${indent}${line(row)}`.trimEnd() + '\n').join('');
}
