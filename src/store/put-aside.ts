import { existsSync, renameSync, statSync } from 'node:fs';

/**
 * Puts a damaged store aside, with what SQLite has beside it: nothing is deleted, because a person may get something
 * out of it yet. `seen`: which file was found to be damaged ({@link fileAt}); where another process was faster, its new one
 * stays. Gives the new path, undefined where nothing was done. Throws what the file system says.
 */
export function putAside(
  file: string,
  seen: bigint | undefined,
  now: Date = new Date(),
): string | undefined {
  if (seen === undefined || fileAt(file) !== seen) return undefined;
  const date = now.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  const free = (n: number): string => {
    const name = `${file}.corrupt-${date}${n === 0 ? '' : `-${n}`}`;
    return existsSync(name) ? free(n + 1) : name;
  };
  const aside = free(0);
  renameSync(file, aside);
  for (const end of ['-wal', '-shm']) {
    if (existsSync(file + end)) renameSync(file + end, aside + end);
  }
  return aside;
}

/** Which file it is that lies at a path now; undefined where none does. */
export function fileAt(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}

/** Whether that file still lies there. */
export function isAt(file: string, seen: bigint | undefined): boolean {
  try {
    return fileAt(file) === seen;
  } catch {
    return false;
  }
}
