import { stat } from 'node:fs/promises';
import path from 'node:path';
import { decodeSource, type Decoded } from '../../flow/read/decode.ts';
import { message } from '../../messages/message.ts';
import type { Version } from '../../comparison/compared-file.ts';
import {
  changedFlows,
  readAt,
  readRange,
  type RevisionRange,
} from '../../project/flow-versions.ts';
import { readSource } from '../../project/read-source.ts';
import { shownPath } from '../../project/shown-path.ts';
import { UsageError } from '../../project/usage-error.ts';
import { openFlow } from '../open-flow.ts';
import type { Terminal } from '../terminal.ts';

/** One version of a file, to be read. */
export interface OpenVersion extends Version {
  readonly decoded: Decoded;
  readonly absolute: string;
}

/** Two versions to compare; undefined where it is not there. */
export interface VersionPair {
  readonly before: OpenVersion | undefined;
  readonly after: OpenVersion | undefined;
  /** Somebody has named it: it is to be a flow. */
  readonly named: boolean;
}

/**
 * What the arguments of `bisheng diff` stand for: two flows; a revision and flows, without any all files that differ;
 * a flow alone, against HEAD; a name that is a revision as well means that one. Throws UsageError.
 */
export async function findVersions(
  args: readonly string[],
  lang: string | undefined,
  terminal: Terminal,
): Promise<VersionPair[]> {
  const { folder } = terminal;
  const [first = '', second, ...more] = args;
  if (second === undefined && (await isFile(first, folder))) {
    return [await atRevision(await readRange('HEAD', folder), first, lang, terminal)];
  }
  if (second !== undefined && more.length === 0 && (await isFlow(first, lang, terminal))) {
    const [before, after] = [
      await onDisk(first, lang, terminal),
      await onDisk(second, lang, terminal),
    ];
    return [{ before, after, named: true }];
  }
  const range = await rangeOf(first, folder).catch(async (error: unknown) => {
    const isUnknown = error instanceof UsageError && error.text.key === 'diff-first';
    if (isUnknown && second === undefined && (await isFlow(first, lang, terminal)))
      return undefined;
    throw error;
  });
  if (!range) return [await atRevision(await readRange('HEAD', folder), first, lang, terminal)];
  const names = args.slice(1);
  if (names.length > 0) {
    const pairs: VersionPair[] = [];
    for (const name of names) pairs.push(await atRevision(range, name, lang, terminal));
    return pairs;
  }
  return differing(range, terminal);
}

async function rangeOf(text: string, folder: string): Promise<RevisionRange> {
  try {
    return await readRange(text, folder);
  } catch (error) {
    const isUnknown = error instanceof UsageError && error.text.key === 'git-revision';
    if (!isUnknown || text.includes('..')) throw error;
    throw new UsageError(message('diff-first', { name: text }), message('diff-first/hint'));
  }
}

async function differing(range: RevisionRange, { folder }: Terminal): Promise<VersionPair[]> {
  const { from, to } = range;
  const pairs: VersionPair[] = [];
  for (const { before, after } of await changedFlows(range, folder)) {
    pairs.push({
      before: before === undefined ? undefined : await versionAt(from, before, folder),
      after: after === undefined ? undefined : await versionAt(to, after, folder),
      named: false,
    });
  }
  return pairs;
}

async function atRevision(
  { from, to }: RevisionRange,
  name: string,
  lang: string | undefined,
  terminal: Terminal,
): Promise<VersionPair> {
  const { folder } = terminal;
  const there = await openFlow(name, lang, terminal).catch((error: unknown) => {
    // It may be gone by now.
    if (error instanceof UsageError) return { absolute: path.resolve(folder, name) };
    throw error;
  });
  const before = await versionAt(from, there.absolute, folder);
  const after = await versionAt(to, there.absolute, folder);
  if (before || after) return { before, after, named: true };
  throw new UsageError(message('diff-not-there', { revision: from.name, file: name }));
}

async function versionAt(
  revision: RevisionRange['to'],
  absolute: string,
  folder: string,
): Promise<OpenVersion | undefined> {
  const file = shownPath(absolute, folder);
  if (!revision) {
    if (!(await isFile(absolute, folder))) return undefined;
    return { file, revision: null, absolute, decoded: await readSource(absolute, file) };
  }
  const decoded = await readAt(revision, absolute, `${revision.name}:${file}`);
  return decoded && { file, revision: revision.name, absolute, decoded };
}

async function onDisk(
  name: string,
  lang: string | undefined,
  terminal: Terminal,
): Promise<OpenVersion> {
  if (name === '/dev/null') return { file: name, revision: null, absolute: name, decoded: nothing };
  const { absolute } = await openFlow(name, lang, terminal);
  const file = shownPath(absolute, terminal.folder);
  return { file, revision: null, absolute, decoded: await readSource(absolute, file) };
}

const nothing = decodeSource('/dev/null', Buffer.from('{}\n'));

async function isFlow(
  name: string,
  lang: string | undefined,
  terminal: Terminal,
): Promise<boolean> {
  if (await isFile(name, terminal.folder)) return true;
  return openFlow(name, lang, terminal).then(
    () => true,
    (error: unknown) => {
      if (error instanceof UsageError) return false;
      throw error;
    },
  );
}

function isFile(name: string, folder: string): Promise<boolean> {
  return stat(path.resolve(folder, name)).then(
    (stats) => !stats.isDirectory(),
    () => false,
  );
}
