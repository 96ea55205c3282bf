import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { documentEndings } from './read/read-document.ts';

/** A file that can be a part of a knowledge base. */
export interface FoundDocument {
  /** Below the folder of the base, with `/`. */
  readonly file: string;
  readonly absolute: string;
  readonly size: number;
  /** Milliseconds. */
  readonly changed: number;
}

/** A link that leads back up would never end. */
const DEEPEST = 32;

/**
 * The documents below a folder, in the order of their names; what begins with a dot, and Office's `~$` files, are
 * passed over. Rejects where the folder itself can't be read.
 */
export async function findDocuments(folder: string): Promise<FoundDocument[]> {
  const found: FoundDocument[] = [];
  await walk(folder, '', await readdir(folder, { withFileTypes: true }), found, 0);
  return found;
}

async function walk(
  folder: string,
  below: string,
  entries: readonly Dirent[],
  found: FoundDocument[],
  depth: number,
): Promise<void> {
  for (const entry of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry;
    if (name.startsWith('.') || name.startsWith('~$')) continue;
    const absolute = path.join(folder, name);
    const file = below === '' ? name : `${below}/${name}`;
    if (entry.isDirectory()) {
      const inner = await readdir(absolute, { withFileTypes: true }).catch(() => []);
      if (depth < DEEPEST) await walk(absolute, file, inner, found, depth + 1);
    } else if (isDocument(name)) {
      // A link is followed to a file, not to a folder.
      const stats = await stat(absolute).catch(() => undefined);
      if (!stats?.isFile()) continue;
      found.push({ file, absolute, size: stats.size, changed: stats.mtimeMs });
    }
  }
}

function isDocument(name: string): boolean {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return ending !== undefined && documentEndings.includes(ending);
}
