import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { merge } from 'node-diff3';
import { unixLines } from './compare.ts';
import type { PlannedFile } from './planned-file.ts';
import { readRecord, recordFile, RECORDS, type ScaffoldRecord } from './record.ts';
import type { ChangedFile } from './write.ts';

/**
 * What an update does to a file. `kept`: it was changed or taken away by the user and stays as it is; `conflict`: both
 * sides changed the same lines, which are marked in it; `left`: the scaffold has no such file any more.
 */
export type UpdateAction = 'create' | 'current' | 'update' | 'merge' | 'kept' | 'conflict' | 'left';

export interface UpdatedFile {
  readonly path: string;
  readonly action: UpdateAction;
  /** What is written; undefined where nothing is. */
  readonly text: string | undefined;
}

/** The records of a project, by path; undefined for what can't be read as one. */
export async function readRecords(root: string): Promise<Map<string, ScaffoldRecord | undefined>> {
  const folder = path.join(root, RECORDS);
  const names = await readdir(folder).catch(() => [] as string[]);
  const records = new Map<string, ScaffoldRecord | undefined>();
  for (const name of names.filter((it) => it.endsWith('.json')).sort()) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => '');
    records.set(`${RECORDS}/${name}`, readRecord(text));
  }
  return records;
}

/**
 * Brings the files of a scaffold to what this version would write, by three-way merge: base is what was written then,
 * `files` what would be written now, and the disk has what became of it. Writes nothing.
 */
export async function planUpdate(
  root: string,
  record: ScaffoldRecord,
  files: readonly PlannedFile[],
): Promise<UpdatedFile[]> {
  const updated: UpdatedFile[] = [];
  for (const file of files) {
    if (file.optional) continue;
    const ours = await readFile(path.join(root, file.path), 'utf8').catch(() => undefined);
    updated.push(updateOf(file, record.files.get(file.path), ours));
  }
  const made = new Set(files.map((file) => file.path));
  for (const file of record.files.keys()) {
    if (!made.has(file)) updated.push({ path: file, action: 'left', text: undefined });
  }
  return updated;
}

function updateOf(
  { path: file, text: theirs }: PlannedFile,
  base: string | undefined,
  disk: string | undefined,
): UpdatedFile {
  const nothing = (action: UpdateAction): UpdatedFile => ({ path: file, action, text: undefined });
  if (disk === undefined) {
    return base === undefined ? { path: file, action: 'create', text: theirs } : nothing('kept');
  }
  const ours = unixLines(disk);
  if (ours === theirs) return nothing('current');
  if (base === theirs) return nothing('kept');
  const written = (action: UpdateAction, text: string): UpdatedFile => ({
    path: file,
    action,
    text: disk.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text,
  });
  if (ours === base) return written('update', theirs);
  const { conflict, result } = merge(
    ours.split('\n'),
    (base ?? '').split('\n'),
    theirs.split('\n'),
    {
      label: { a: 'yours', b: 'bisheng' },
    },
  );
  return written(conflict ? 'conflict' : 'merge', result.join('\n'));
}

/** All that an update writes: the files, and the record of what this version makes of the request. */
export function changesOf(
  record: ScaffoldRecord,
  files: readonly PlannedFile[],
  updated: readonly UpdatedFile[],
): ChangedFile[] {
  const changed = updated.filter((file) => file.text !== undefined);
  const isNew = files.some((file) => !file.optional && record.files.get(file.path) !== file.text);
  const isLess = updated.some((file) => file.action === 'left');
  return [...changed, ...(isNew || isLess ? [recordFile(record.request, files)] : [])];
}
