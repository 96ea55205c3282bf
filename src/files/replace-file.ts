import { chmod, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file beside the old one and puts it in its place at once: who reads meets one or the other, whole. A link stays
 * one, and what is no file (a pipe, /dev/null) is written into. `mode`: who may do what with it, where that is not as usual.
 */
export async function replaceFile(
  file: string,
  content: Uint8Array | Iterable<string>,
  mode?: number,
): Promise<void> {
  const place = await realpath(file).catch(() => file);
  const old = await stat(place).catch(() => undefined);
  if (old && !old.isFile() && !old.isDirectory()) return writeFile(place, content);
  const fresh = `${place}.${process.pid}.${crypto.randomUUID()}`;
  await mkdir(path.dirname(place), { recursive: true });
  try {
    await writeFile(fresh, content);
    if (mode !== undefined) await chmod(fresh, mode);
    await rename(fresh, place);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
