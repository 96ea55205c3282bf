import path from 'node:path';
import { decodeSource, type Decoded } from '../flow/read/decode.ts';
import { askGit, commitOf } from './git.ts';

/** Two states of a repository; `to` undefined: the files as they are on the disk. */
export interface RevisionRange {
  readonly from: Revision;
  readonly to: Revision | undefined;
}

export interface Revision {
  /** As it was asked for. */
  readonly name: string;
  readonly commit: string;
}

/** A flow's file in two states of the repository, absolute; undefined where it is not there. */
export interface ChangedFlow {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Reads `a`, `a..b` or `a...b` (`b` against where it has left `a`), as git does. Throws UsageError. */
export async function readRange(text: string, folder: string): Promise<RevisionRange> {
  const [, from = '', dots, to = ''] = /^(.*?)(\.{2,3})(.*)$/.exec(text) ?? [];
  if (dots === undefined) {
    return { from: { name: text, commit: await commitOf(text, folder) }, to: undefined };
  }
  const [first, second] = [from || 'HEAD', to || 'HEAD'];
  const end = { name: second, commit: await commitOf(second, folder) };
  const start = await commitOf(first, folder);
  if (dots === '..') return { from: { name: first, commit: start }, to: end };
  const base = (await askGit(['merge-base', start, end.commit], folder))?.trim();
  return { from: { name: first, commit: base ?? start }, to: end };
}

/** The files that may be flows and differ between two states. */
export async function changedFlows(
  { from, to }: RevisionRange,
  folder: string,
): Promise<ChangedFlow[]> {
  const top = await topOf(folder);
  const args = ['diff', '--name-status', '--no-ext-diff', '--relative', '-M', '-z', from.commit];
  const printed = await askGit(
    [...args, ...(to ? [to.commit] : []), '--', '*.yaml', '*.yml', '*.json'],
    folder,
  );
  const words = (printed ?? '').split('\0');
  const files: ChangedFlow[] = [];
  for (let at = 0; at + 1 < words.length;) {
    const status = words[at++] ?? '';
    const name = path.resolve(folder, words[at++] ?? '');
    if (/^[RC]/.test(status)) {
      files.push({ before: name, after: path.resolve(folder, words[at++] ?? '') });
    } else {
      files.push({
        before: status === 'A' ? undefined : name,
        after: status === 'D' ? undefined : name,
      });
    }
  }
  return files.filter(({ before, after }) => isInside(before ?? after ?? '', top));
}

/** The text of a file in a revision; undefined where it is not there. `shown`: how it is called in findings. */
export async function readAt(
  { commit }: Revision,
  absolute: string,
  shown: string,
): Promise<Decoded | undefined> {
  const folder = path.dirname(absolute);
  const name = `${commit}:./${path.basename(absolute)}`;
  const text = await askGit(['cat-file', 'blob', name], folder);
  return text === undefined ? undefined : decodeSource(shown, Buffer.from(text));
}

async function topOf(folder: string): Promise<string> {
  const top = await askGit(['rev-parse', '--show-toplevel'], folder);
  return top?.replace(/\r?\n$/, '') ?? folder;
}

function isInside(file: string, folder: string): boolean {
  return !path.relative(folder, file).startsWith('..');
}
