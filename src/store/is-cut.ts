import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** Who writes at the same moment is done with it after so long. Milliseconds. */
const MOMENT = 50;

/**
 * Whether a database's file is shorter than it says (SQLite's file format, 1.3): SQLite itself sees that only when it needs what
 * is missing. Throws what the file system says.
 */
export function isCut(file: string): boolean {
  if (!looksCut(file)) return false;
  // It may have been looked at while another process was writing.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MOMENT);
  return looksCut(file);
}

function looksCut(file: string): boolean {
  // What is not in the file yet is in the log.
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return false;
  const open = openSync(file, 'r');
  try {
    const header = Buffer.alloc(100);
    if (readSync(open, header, 0, 100, 0) < 100) return false;
    if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return false;
    if (header.readUInt32BE(24) !== header.readUInt32BE(92)) return false;
    const pageSize = header.readUInt16BE(16);
    const pages = header.readUInt32BE(28);
    return fstatSync(open).size < pages * (pageSize === 1 ? 65_536 : pageSize);
  } finally {
    closeSync(open);
  }
}
