import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  copyFile,
  link,
  lstat,
  mkdir,
  rename,
  rm,
  rmdir,
  unlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';

/** A text for a file that is not there yet. */
export interface NewFile {
  /** Relative to the folder written to, with `/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes new files below `root`: all of them, or none where that fails. What stands in folders that are not there yet
 * is written beside and moved in as a whole; a file in a folder that is there never takes the place of another.
 * Throws what the file system says, after everything is as it was.
 */
export async function writeNewFiles(root: string, files: readonly NewFile[]): Promise<void> {
  const undo: (() => Promise<unknown>)[] = [];
  const mark = `.bisheng-${randomBytes(6).toString('hex')}`;
  try {
    const moves: { staged: string; target: string; inside: readonly Staged[] }[] = [];
    for (const [top, inside] of await groups(root, files)) {
      const staged = path.join(path.dirname(top), `${mark}-${moves.length}`);
      undo.push(() => rm(staged, { recursive: true, force: true }));
      for (const { absolute, text } of inside) {
        const at = path.join(staged, path.relative(top, absolute));
        await mkdir(path.dirname(at), { recursive: true });
        await writeFile(at, text, { flag: 'wx' });
      }
      moves.push({ staged, target: top, inside });
    }
    for (const { staged, target, inside } of moves) {
      if (inside[0]?.absolute === target) await moveFile(staged, target);
      else await moveFolder(staged, target);
      undo.push(() => takeAway(target, inside));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw error;
  }
}

/** Takes files away again, and their folders up to `top` where nobody else has put anything into them. */
async function takeAway(top: string, files: readonly Staged[]): Promise<void> {
  for (const { absolute } of files) await rm(absolute, { force: true });
  for (const { absolute } of files) {
    let folder = path.dirname(absolute);
    while (folder.startsWith(top)) {
      await rmdir(folder).catch(() => undefined);
      folder = path.dirname(folder);
    }
  }
}

interface Staged {
  readonly absolute: string;
  readonly text: string;
}

/** The files by the uppermost folder that is not there yet; by themselves where their folder is there. */
async function groups(root: string, files: readonly NewFile[]): Promise<Map<string, Staged[]>> {
  const byTop = new Map<string, Staged[]>();
  for (const file of files) {
    const absolute = path.join(root, file.path);
    let top = absolute;
    while (path.dirname(top) !== top && !(await exists(path.dirname(top)))) top = path.dirname(top);
    const group = byTop.get(top) ?? [];
    group.push({ absolute, text: file.text });
    byTop.set(top, group);
  }
  return byTop;
}

function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

async function moveFolder(staged: string, target: string): Promise<void> {
  // An empty folder that somebody has made in between gives way, anything else refuses.
  await rmdir(target).catch(() => undefined);
  if (await exists(target)) throw taken(target);
  await rename(staged, target);
}

async function moveFile(staged: string, target: string): Promise<void> {
  try {
    await link(staged, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // A file system without hard links.
    await copyFile(staged, target, constants.COPYFILE_EXCL);
  }
  await unlink(staged);
}

function taken(target: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`EEXIST: ${target}`), { code: 'EEXIST', path: target });
}

/** A file that takes the place of another, or that goes away (`text` undefined). */
export interface ChangedFile {
  readonly path: string;
  readonly text: string | undefined;
}

/** Puts new texts in the place of old ones below `root`, all of them or none. Throws what the file system says. */
export async function replaceFiles(root: string, files: readonly ChangedFile[]): Promise<void> {
  const mark = `.bisheng-${randomBytes(6).toString('hex')}`;
  const undo: (() => Promise<unknown>)[] = [];
  const spare: string[] = [];
  try {
    const moves: { staged: string | undefined; target: string; old: string }[] = [];
    for (const [n, file] of files.entries()) {
      const target = path.join(root, file.path);
      const beside = path.join(path.dirname(target), `${mark}-${n}`);
      await mkdir(path.dirname(target), { recursive: true });
      moves.push({
        staged: file.text === undefined ? undefined : beside,
        target,
        old: `${beside}-old`,
      });
      if (file.text === undefined) continue;
      undo.push(() => rm(beside, { force: true }));
      await writeFile(beside, file.text, { flag: 'wx' });
    }
    for (const { staged, target, old } of moves) {
      if (await exists(target)) {
        await copyFile(target, old, constants.COPYFILE_EXCL);
        spare.push(old);
        undo.push(() => rename(old, target));
      } else undo.push(() => rm(target, { force: true }));
      if (staged === undefined) await rm(target, { force: true });
      else await rename(staged, target);
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw error;
  }
  for (const old of spare) await rm(old, { force: true });
}
