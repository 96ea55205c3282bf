import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import { foreign } from '../reporters/text/foreign.ts';
import type { Terminal } from './terminal.ts';

/** Throws UsageError for a file that is there already, unless `force`; `place` undefined or `-` is stdout. */
export async function refuseExisting(
  place: string | undefined,
  force: boolean | undefined,
  { folder }: Terminal,
): Promise<void> {
  if (place === undefined || place === '-' || force) return;
  const there = await lstat(path.resolve(folder, place)).catch(() => undefined);
  // What a shell hands over (`>(command)`) and a device are there to be written to.
  if (!there || there.isFIFO() || there.isCharacterDevice()) return;
  throw new UsageError(
    message('report-exists', { file: foreign(place) }),
    message('report-exists/hint'),
  );
}

/** Throws UsageError for a place where bisheng keeps its own files, which nobody ever means. */
export async function refuseOwnFiles(place: string, { folder }: Terminal): Promise<void> {
  const file = path.resolve(folder, place);
  const real = await realpath(file).catch(async () =>
    path.join(
      await realpath(path.dirname(file)).catch(() => path.dirname(file)),
      path.basename(file),
    ),
  );
  const parts = [file, real].flatMap((one) => one.toLowerCase().split(path.sep));
  const isStore = /^store\.db(?:-wal|-shm|\.corrupt-.*)?$/i.test(path.basename(real));
  if (!parts.includes('.bisheng') && !isStore) return;
  throw new UsageError(message('output-own', { file: foreign(place) }));
}

/** Throws UsageError for a flow or a component that is there: no drawing and no list of differences is meant to replace one. */
export async function refuseSources(place: string, { folder }: Terminal): Promise<void> {
  if (!/\.(?:ya?ml|py)$/i.test(place)) return;
  if (!(await lstat(path.resolve(folder, place)).catch(() => undefined))?.isFile()) return;
  throw new UsageError(message('output-source', { file: foreign(place) }));
}
