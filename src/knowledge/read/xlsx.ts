import { read, type CellObject, type WorkSheet } from '@e965/xlsx';
import { UnreadableDocument, type Block } from './document.ts';
import { checkOfficePackage } from './office-package.ts';
import { DocumentSize } from './document-limits.ts';
import { tableBlocks, type Row } from './row-text.ts';

/** More cells than this are not written out where they are merged into one. */
const LARGEST_MERGE = 1_000;

/** The rows of a workbook's sheets, each under the name of its sheet. Throws {@link UnreadableDocument}. */
export function readXlsx(bytes: Uint8Array): Block[] {
  checkOfficePackage(bytes);
  try {
    const options = { type: 'array', dense: true, cellFormula: false, cellHTML: false } as const;
    const { SheetNames, Sheets } = read(bytes, options);
    const size = new DocumentSize();
    return SheetNames.flatMap((name) => {
      const sheet = Sheets[name];
      return sheet ? tableBlocks(rowsOf(sheet), [name], size) : [];
    });
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw new UnreadableDocument('broken', error);
  }
}

/** The rows that have cells: what a sheet says of its size may be all that a sheet can hold. */
function rowsOf(sheet: WorkSheet): Row[] {
  const data = (sheet['!data'] ?? []) as readonly ((CellObject | undefined)[] | undefined)[];
  const texts = new Map<number, Map<number, string>>();
  // Only what is there: both have holes as large as a sheet can be.
  for (const [at, row] of Object.entries(data)) {
    const cells = new Map<number, string>();
    for (const [column, cell] of Object.entries(row ?? [])) {
      const text = textOf(cell);
      if (text !== '') cells.set(Number(column), text);
    }
    texts.set(Number(at), cells);
  }
  for (const { s: start, e: end } of sheet['!merges'] ?? []) {
    // A cell that spans several rows belongs to each of them.
    const value = texts.get(start.r)?.get(start.c);
    if (value === undefined || end.r - start.r > LARGEST_MERGE) continue;
    for (let at = start.r + 1; at <= end.r; at++) {
      const cells = texts.get(at);
      if (cells && !cells.has(start.c)) cells.set(start.c, value);
    }
  }
  return [...texts].map(([at, cells]) => ({ line: at + 1, cells: inOrder(cells) }));
}

/** A merged cell may have come behind those to its right. */
function inOrder(cells: ReadonlyMap<number, string>): Map<number, string> {
  return new Map([...cells].sort(([a], [b]) => a - b));
}

/** As the sheet shows it: a date as a date. */
function textOf(cell: CellObject | undefined): string {
  const text = cell?.w ?? cell?.v ?? '';
  return (text instanceof Date ? text.toISOString().slice(0, 10) : String(text)).trim();
}
