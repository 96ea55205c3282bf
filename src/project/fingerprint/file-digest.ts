import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { shortDigest } from '../../flow/fingerprint/digest.ts';

/** Bytes: of a larger file it counts when it was changed, because nobody waits for all of it to be read. */
const MOST = 64 * 1024 * 1024;

/** What this process has read, by path: with size and time of change, by which it is known to be the same. */
const read = new Map<string, { readonly stamp: string; readonly digest: string }>();

/** A short text that changes with a file. Never rejects. */
export async function fileDigest(file: string): Promise<string> {
  try {
    const { size, mtimeMs, ctimeMs, ino, isFile } = await stats(file);
    const stamp = `${size} ${mtimeMs} ${ino}`;
    // A pipe is never the same.
    if (!isFile) return `${stamp} ${Date.now()}`;
    if (size > MOST) return shortDigest(stamp);
    const known = read.get(file);
    // The time of change can be set back, that of the entry can't.
    const seen = `${stamp} ${ctimeMs}`;
    if (known?.stamp === seen && Date.now() - ctimeMs > RECENT) return known.digest;
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    const digest = shortDigest(hash.digest('hex'));
    read.set(file, { stamp: seen, digest });
    return digest;
  } catch {
    return 'missing';
  }
}

/** Milliseconds: two changes that lie closer together may have the same time. */
const RECENT = 2_000;

async function stats(file: string): Promise<{
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  readonly isFile: boolean;
}> {
  const found = await stat(file);
  const { size, mtimeMs, ctimeMs, ino } = found;
  return { size, mtimeMs, ctimeMs, ino, isFile: found.isFile() };
}
