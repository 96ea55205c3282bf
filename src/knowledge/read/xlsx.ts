import { read, type CellObject, type WorkSheet } from '@e965/xlsx';
import { UnreadableDocument, type Block } from './document.ts';
import { checkOfficePackage } from './office-package.ts';
import { tableBlocks, type Row } from './row-text.ts';

/** More cells than this are not written out where they are merged into one. */
const LARGEST_MERGE = 1_000;

/** The rows of a workbook's sheets, each under the name of its sheet. Throws {@link UnreadableDocument}. */
export function readXlsx(bytes: Uint8Array): Block[] {
  checkOfficePackage(bytes);
  try {
    const { SheetNames, Sheets } = read(bytes, { type: 'array', dense: true, cellFormula: false });
    return SheetNames.flatMap((name) => {
      const sheet = Sheets[name];
      return sheet ? tableBlocks(rowsOf(sheet), [name]) : [];
    });
  } catch (error) {
    throw new UnreadableDocument('broken', error);
  }
}

/** The rows that have cells: what a sheet says of its size may be all that a sheet can hold. */
function rowsOf(sheet: WorkSheet): Row[] {
  const data = (sheet['!data'] ?? []) as readonly ((CellObject | undefined)[] | undefined)[];
  const texts = new Map<number, string[]>();
  data.forEach((row, at) => {
    if (!row) return;
    texts.set(at, Array.from(row, textOf));
  });
  for (const { s: start, e: end } of sheet['!merges'] ?? []) {
    // A cell that spans several rows belongs to each of them.
    const value = texts.get(start.r)?.[start.c] ?? '';
    if (value === '' || end.r - start.r > LARGEST_MERGE) continue;
    for (let at = start.r + 1; at <= end.r; at++) {
      const cells = texts.get(at);
      if (cells && (cells[start.c] ?? '') === '') cells[start.c] = value;
    }
  }
  return [...texts].map(([at, cells]) => ({ line: at + 1, cells }));
}

/** As the sheet shows it: a date as a date. */
function textOf(cell: CellObject | undefined): string {
  const text = cell?.w ?? cell?.v ?? '';
  return (text instanceof Date ? text.toISOString().slice(0, 10) : String(text)).trim();
}
