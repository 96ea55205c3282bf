import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A plugin's folder has a link to somewhere else: what it is can't be bound to what stands in the folder. */
export class LinkOutOfFolder extends Error {
  override name = 'LinkOutOfFolder';
  /** Relative to the folder. */
  readonly link: string;
  constructor(link: string) {
    super(link);
    this.link = link;
  }
}

/**
 * The SHA-256 of all that a folder holds: names and contents, whatever the system and its line order. `__pycache__` is
 * passed over, because the worker doesn't read it. Throws {@link LinkOutOfFolder}, or what the file system says.
 */
export async function folderHash(folder: string): Promise<string> {
  const root = await realpath(folder);
  const hash = createHash('sha256');
  for (const file of await filesOf(root, '')) {
    const absolute = path.join(root, file.name);
    if (file.isLink) {
      await stayInside(root, absolute, file.name);
      hash.update(JSON.stringify(['link', file.name, await readlink(absolute)]));
    } else {
      const content = createHash('sha256');
      await pipeline(createReadStream(absolute), content);
      hash.update(JSON.stringify(['file', file.name, content.digest('hex')]));
    }
  }
  return hash.digest('hex');
}

interface Found {
  /** With slashes, relative to the folder. */
  readonly name: string;
  readonly isLink: boolean;
}

async function filesOf(root: string, below: string): Promise<Found[]> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true });
  const found: Found[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== '__pycache__') found.push(...(await filesOf(root, name)));
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      found.push({ name, isLink: entry.isSymbolicLink() });
    }
  }
  return found;
}

async function stayInside(root: string, absolute: string, name: string): Promise<void> {
  const target = await realpath(absolute).catch(() => undefined);
  const inside = target !== undefined && !path.relative(root, target).startsWith('..');
  if (!inside) throw new LinkOutOfFolder(name);
}
