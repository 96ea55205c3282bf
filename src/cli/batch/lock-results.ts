import { link, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseJson } from '../../flow/json.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { identityFrom, lifeOf, thisProcess } from '../../store/process-identity.ts';

/** How often it is tried again where another process takes or leaves the lock at the same time. */
const TRIES = 5;

/**
 * Keeps other batches from a file of results, by a file beside it that says which process writes. One that a dead process has left
 * is taken over. Throws UsageError where another one is at it. Gives what ends the lock.
 */
export async function lockResults(file: string, shown: string): Promise<() => Promise<void>> {
  const lock = `${await placeOf(file)}.lock`;
  const own = `${lock}.${process.pid}.${crypto.randomUUID()}`;
  try {
    await writeFile(own, JSON.stringify(thisProcess()), { mode: 0o600 });
  } catch {
    // Where nothing can be made beside the file, opening it tells more.
    return () => Promise.resolve();
  }
  try {
    for (let n = 0; n < TRIES; n++) {
      // Whoever reads it meets it whole.
      if (await linked(own, lock)) return () => rm(lock, { force: true });
      await refuseWhileAlive(lock, shown);
    }
    throw busy(lock, shown, '?');
  } finally {
    await rm(own, { force: true });
  }
}

/** Takes a dead process's lock away. Throws UsageError where the process may be there still. */
async function refuseWhileAlive(lock: string, shown: string): Promise<void> {
  const text = await readFile(lock, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const holder = identityFrom(parseJson(text));
  if (holder && lifeOf(holder) !== 'dead') throw busy(lock, shown, String(holder.pid));
  const aside = `${lock}.${process.pid}.dead`;
  const isAside = await rename(lock, aside).then(
    () => true,
    () => false,
  );
  if (!isAside) return;
  // Somebody else may have been faster.
  const taken = await readFile(aside, 'utf8').catch(() => text);
  if (taken !== text) await linked(aside, lock);
  await rm(aside, { force: true });
}

function busy(lock: string, shown: string, pid: string): UsageError {
  return new UsageError(
    message('batch-busy', { file: shown, pid }),
    message('batch-busy/hint', { lock: foreign(path.basename(lock)) }),
  );
}

/** Whether a file got a second name that nobody had. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EEXIST') return false;
    // Not every file system has links.
    const text = await readFile(from, 'utf8');
    return writeFile(to, text, { flag: 'wx', mode: 0o600 }).then(
      () => true,
      () => false,
    );
  }
}

/** The path of a file that may not be there yet, without links. */
async function placeOf(file: string): Promise<string> {
  const folder = path.dirname(file);
  return realpath(file).catch(async () =>
    path.join(await realpath(folder).catch(() => folder), path.basename(file)),
  );
}
