import { parse } from 'csv-parse/sync';
import { UnreadableDocument, type Block } from './document.ts';
import { cellsOf, tableBlocks } from './row-text.ts';

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The rows of a table in text, its cells parted by commas, semicolons or tabs. Throws {@link UnreadableDocument} where quotes don't pair. */
export function readCsv(text: string): Block[] {
  let parsed: readonly Parsed[];
  try {
    parsed = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as unknown as readonly Parsed[];
  } catch (error) {
    throw new UnreadableDocument('broken', error);
  }
  const rows = parsed.map(({ record, info }) => ({
    cells: cellsOf(record.map((cell) => cell.trim())),
    // The parser counts to a record's end.
    line: info.lines - linesIn(record),
  }));
  return tableBlocks(rows, []);
}

function linesIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** The mark that the first line has most of. */
function delimiterOf(text: string): string {
  const [line = ''] = text.trimStart().split('\n', 1);
  const count = (mark: string): number => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
