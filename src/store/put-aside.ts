import { existsSync, renameSync } from 'node:fs';

/**
 * Puts a damaged store aside, with what SQLite has beside it: nothing is deleted, because a person may get something
 * out of it yet. Gives its new path. Throws what the file system says.
 */
export function putAside(file: string, now: Date = new Date()): string {
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
