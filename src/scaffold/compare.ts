import { readFile, lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PlannedFile } from './planned-file.ts';

/** What becomes of a planned file: `keep` leaves another one alone that will do as well. */
export type FileAction = 'create' | 'identical' | 'keep' | 'conflict';

export interface ComparedFile extends PlannedFile {
  readonly action: FileAction;
  /** What a file that is kept lacks. */
  readonly lacks?: readonly string[];
}

/** Lays a plan beside what is in a folder. Nothing that is there is ever written over. */
export async function comparePlan(
  root: string,
  files: readonly PlannedFile[],
): Promise<ComparedFile[]> {
  const compared: ComparedFile[] = [];
  for (const file of files) {
    compared.push({ ...file, ...(await outcomeOf(path.join(root, file.path), file)) });
  }
  return compared;
}

async function outcomeOf(
  absolute: string,
  { text: planned, optional }: PlannedFile,
): Promise<Pick<ComparedFile, 'action' | 'lacks'>> {
  const there = await lstat(absolute).catch((error: unknown) => {
    // `ENOTDIR`: a file stands where a folder has to be.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'blocked';
  });
  if (there === undefined) return { action: 'create' };
  const isFile =
    there !== 'blocked' && (await stat(absolute).catch(() => undefined))?.isFile() === true;
  const text = isFile ? await readFile(absolute, 'utf8').catch(() => undefined) : undefined;
  if (text === undefined) return { action: 'conflict' };
  if (unixLines(text) === planned) return { action: 'identical' };
  if (!optional) return { action: 'conflict' };
  return { action: 'keep', lacks: optional.filter((part) => !text.includes(part)) };
}

/** A text with line feeds only: git on Windows gives files other line ends. */
export function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
