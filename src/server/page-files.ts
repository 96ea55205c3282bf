import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A file of the page as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly tag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

const zip = promisify(gzip);

/** The page's files by their names; none where it was not built. `folder`: where they are, if not in the package. */
export async function pageFiles(
  folder: string | undefined,
): Promise<ReadonlyMap<string, PageFile>> {
  const place = folder ?? packaged();
  const names = place === undefined ? [] : await readdir(place);
  const files = names.map(async (name): Promise<[string, PageFile][]> => {
    const type = types[path.extname(name)];
    if (type === undefined || place === undefined) return [];
    const bytes = new Uint8Array(await readFile(path.join(place, name)));
    const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 24)}"`;
    return [[name, { type, tag, bytes, zipped: new Uint8Array(await zip(bytes)) }]];
  });
  return new Map((await Promise.all(files)).flat());
}

/** The same for the sources, the bundle and the installed package. */
function packaged(): string | undefined {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const place = path.join(folder, 'dist', 'page');
    if (existsSync(path.join(place, 'index.html'))) return place;
    const parent = path.dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}
