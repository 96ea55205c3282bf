import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
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
  /** It is a link, or below one, whose target lies outside of what may be read. */
  readonly outside: boolean;
}

/** A link that leads back up would never end. */
const DEEPEST = 32;

/** The files of a folder. */
export interface FoundDocuments {
  readonly documents: readonly FoundDocument[];
  /** How many files there are besides that nobody reads, by their endings (`.png`; those without one have the empty text). */
  readonly others: ReadonlyMap<string, number>;
}

/**
 * The documents below a folder, in the order of their names; what begins with a dot, and Office's `~$` files, are
 * passed over. Rejects where the folder itself can't be read. `within`: the folder out of which no link may lead, the project.
 */
export async function findDocuments(folder: string, within: string): Promise<FoundDocuments> {
  const root = await realpath(within);
  const outside = !isWithin(root, await realpath(folder));
  const found: Walk = { documents: [], others: new Map(), root, outside };
  await walk(folder, '', await readdir(folder, { withFileTypes: true }), found, 0);
  return found;
}

interface Walk {
  /** Without links. */
  readonly root: string;
  /** Whether the folder of the base itself lies outside. */
  readonly outside: boolean;
  readonly documents: FoundDocument[];
  readonly others: Map<string, number>;
}

async function walk(
  folder: string,
  below: string,
  entries: readonly Dirent[],
  found: Walk,
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
      const outside = entry.isSymbolicLink()
        ? !(await realpath(absolute).then(
            (place) => isWithin(found.root, place),
            () => false,
          ))
        : found.outside;
      const { size, mtimeMs: changed } = stats;
      found.documents.push({ file, absolute, size, changed, outside });
    } else if (entry.isFile()) {
      const ending = path.extname(name).toLowerCase();
      found.others.set(ending, (found.others.get(ending) ?? 0) + 1);
    }
  }
}

function isWithin(root: string, place: string): boolean {
  const below = path.relative(root, place);
  return below !== '..' && !below.startsWith(`..${path.sep}`) && !path.isAbsolute(below);
}

/** Whether a file is read, by its name. */
export function isDocument(name: string): boolean {
  return documentEndings.includes(path.extname(name).slice(1).toLowerCase());
}
