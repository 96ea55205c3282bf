import type * as Crypto from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFolder } from '../python/cache-folder.ts';

/** SHA-256. */
const DIGEST_BYTES = 32;
/** What nobody has written anew for so long belongs to a version that is gone, or is soon made again. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * What V8 made of a file's source, kept in the user's cache folder. It is code: V8 runs it unseen, and crashes over a
 * damaged one. So nobody else may be able to write there, and a digest stands before it. Nothing here ever throws: without
 * a cache all works, only slower.
 */
export class CodeCache {
  readonly #folder: string;
  readonly #suffix = `.${process.version}-${process.arch}`;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** The user's own; undefined if there can't be one, or the user wants none (as Node's documentation names it). */
  static open(env: NodeJS.ProcessEnv): CodeCache | undefined {
    if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
    try {
      const folder = path.join(cacheFolder(env), 'code');
      return isPrivate(folder) ? new CodeCache(folder) : undefined;
    } catch {
      return undefined;
    }
  }

  /** What is kept for the file `name` with this source. */
  get(name: string, source: Buffer): Buffer | undefined {
    try {
      const kept = readFileSync(this.#file(name));
      const data = kept.subarray(DIGEST_BYTES);
      return digest(source, data).equals(kept.subarray(0, DIGEST_BYTES)) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps it for next time, whole or not at all. */
  set(name: string, source: Buffer, data: Buffer): void {
    const file = this.#file(name);
    const fresh = `${file}.${process.pid}`;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeFileSync(fresh, Buffer.concat([digest(source, data), data]), { mode: 0o600 });
      renameSync(fresh, file);
    } catch {
      // Half a file, if any, goes with the old ones.
    }
  }

  /** Takes away what is old. */
  tidy(): void {
    try {
      for (const name of readdirSync(this.#folder)) {
        const file = path.join(this.#folder, name);
        if (Date.now() - statSync(file).mtimeMs > KEPT_MS) rmSync(file);
      }
    } catch {
      // Another process may be doing the same.
    }
  }

  #file(name: string): string {
    return path.join(this.#folder, `${name}${this.#suffix}`);
  }
}

/** Whether only this user can write in the folder, or could if it were made. */
function isPrivate(folder: string): boolean {
  const user = process.getuid?.();
  // On Windows the user's folders are the user's.
  if (user === undefined) return true;
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats) return owner(path.dirname(folder)) === user;
  return stats.isDirectory() && stats.uid === user && (stats.mode & 0o022) === 0;
}

/**
 * Whose a folder is, or would be if it were made. With `sudo`, the home folder can be somebody else's: nothing of root's is
 * to be left there.
 */
function owner(folder: string): number {
  return statSync(folder, { throwIfNoEntry: false })?.uid ?? owner(path.dirname(folder));
}

function digest(source: Buffer, data: Buffer): Buffer {
  // Loaded late: a short answer needs none of it.
  const require = createRequire(import.meta.url);
  const { createHash } = require('node:crypto') as typeof Crypto;
  return createHash('sha256').update(source).update(data).digest();
}
