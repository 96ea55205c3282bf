import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

/** How often a lock says that its holder lives, and when nobody believes that any more. */
const SIGN_OF_LIFE_MS = 5_000;
const LOST_MS = 60_000;
const LOOK_AGAIN_MS = 100;

/**
 * Does work while nobody else does any under the same lock file, in this process or another. `waiting` is told once,
 * with who holds it. A holder that was killed is noticed at once, one on another machine after a minute. Rejects with
 * the signal's reason when it aborts while waiting.
 */
export async function withInstallLock<T>(
  file: string,
  { signal, waiting }: { signal?: AbortSignal | undefined; waiting?: (by: LockHolder) => void },
  work: () => Promise<T>,
): Promise<T> {
  let told = false;
  while (!(await take(file))) {
    const holder = await holderOf(file);
    if (!holder) continue;
    if (!told) waiting?.(holder);
    told = true;
    await sleep(LOOK_AGAIN_MS, undefined, { ...(signal && { signal }) }).catch(() =>
      signal?.throwIfAborted(),
    );
  }
  const alive = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, SIGN_OF_LIFE_MS);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * The holder of a lock. A lock whose holder is gone is taken away, and undefined comes. (Two that do this at the same
 * moment may both go on: that costs work but no harm, as environments are never built in the same place.)
 */
async function holderOf(file: string): Promise<LockHolder | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const age = Date.now() - mtimeMs;
    const holder = parseHolder(text);
    const isHere = holder?.host === hostname();
    // One that was only just begun is not written yet.
    const isLost = holder ? (isHere && !lives(holder.pid)) || age > LOST_MS : age > LOST_MS / 10;
    if (!isLost) return holder ?? { pid: 0, host: '' };
    await rm(file, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return undefined;
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, host } = JSON.parse(text) as Partial<LockHolder>;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
