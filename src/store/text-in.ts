import { isUtf8 } from 'node:buffer';
import type { Cell, Row } from './database.ts';

/** A row as a driver gives it. Texts are asked for as bytes, `CAST(… AS BLOB)`: node:sqlite gives a Uint8Array, libsql an ArrayBuffer. */
export type RawRow = Readonly<Record<string, Cell | Uint8Array | ArrayBuffer>>;

/**
 * A row with its bytes as texts. What is no UTF-8 any more is null, as is what is missing: where a driver itself makes texts of bytes, damaged
 * ones end the whole process (libsql) or are mended without a word.
 */
export function textsIn(raw: RawRow): Row {
  const row: Record<string, Cell> = {};
  for (const name in raw) {
    const cell = raw[name] ?? null;
    row[name] = typeof cell === 'object' && cell !== null ? textIn(cell) : cell;
  }
  return row;
}

function textIn(cell: Uint8Array | ArrayBuffer): string | null {
  const bytes = ArrayBuffer.isView(cell)
    ? Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength)
    : Buffer.from(cell);
  return isUtf8(bytes) ? bytes.toString() : null;
}
