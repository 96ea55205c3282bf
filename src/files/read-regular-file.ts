import { readFile, stat } from 'node:fs/promises';

/**
 * The text of a file that is looked for by its name, where nobody has asked for it; undefined where there is none that can be read. To
 * open a pipe of that name would hold a thread until somebody writes, deaf even to signals.
 */
export async function readRegularFile(file: string): Promise<string | undefined> {
  try {
    return (await stat(file)).isFile() ? await readFile(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
