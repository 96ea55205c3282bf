import type { Block } from './document.ts';
import { DocumentSize } from './document-limits.ts';

/** The cells of a row that are not empty, by their columns (from 0): a row may have one in column 16,000 and no other. */
export type Cells = ReadonlyMap<number, string>;

/** A row's cells, the empty ones left out. */
export function cellsOf(texts: readonly string[]): Map<number, string> {
  return new Map([...texts.entries()].filter(([, text]) => text !== ''));
}

/** A row of a table as text: each cell below the other behind its column's name; without names beside each other. */
export function rowText(cells: Cells, header?: Cells): string {
  if (!header) return [...cells.values()].join(' | ');
  return Array.from(cells, ([column, cell]) => {
    const name = header.get(column);
    return name === undefined ? cell : `${name}: ${cell}`;
  }).join('\n');
}

/** A row of a table, and the line or row (from 1) that it stands on. */
export interface Row {
  readonly cells: Cells;
  readonly line: number;
}

/**
 * The rows of a table, each by itself. The first row with several cells names the columns, where its cells are names:
 * different from each other, and no numbers. Throws UnreadableDocument where they come to more than a document has.
 */
export function tableBlocks(
  rows: readonly Row[],
  headings: readonly string[],
  size = new DocumentSize(),
): Block[] {
  const filled = rows.filter(({ cells }) => cells.size > 0);
  const first = filled.find(({ cells }) => cells.size > 1);
  const header = first && filled.length > 1 && isHeader(first.cells) ? first : undefined;
  return filled
    .filter((row) => row !== header)
    .map(({ cells, line }) => {
      const text = rowText(cells, header && line > header.line ? header.cells : undefined);
      size.add(text.length);
      return { text, headings, line, alone: true };
    });
}

/** Whether a row names the columns. */
export function isHeader(cells: Cells): boolean {
  const names = [...cells.values()];
  return (
    new Set(names).size === names.length &&
    names.every((name) => name.length <= 60 && !/^[\d\s.,%¥$€:/+-]+$/.test(name))
  );
}
