import path from 'node:path';
import { askGit, commitOf } from './git.ts';

/**
 * The files of a folder's repository, absolute and without links, that differ from a revision: changed, added (also those that git doesn't know
 * yet) and deleted. What counts is where the present branch has left the revision's, so that what others have
 * done there since is no change. Throws UsageError.
 */
export async function changedFiles(revision: string, folder: string): Promise<ReadonlySet<string>> {
  const commit = await commitOf(revision, folder);
  const top = ((await askGit(['rev-parse', '--show-toplevel'], folder)) ?? folder).replace(
    /\r?\n$/,
    '',
  );
  // In a shallow clone there may be none.
  const base = (await askGit(['merge-base', commit, 'HEAD'], folder))?.trim() ?? commit;
  const [changed = '', added = ''] = await Promise.all([
    askGit(['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', base, '--'], top),
    askGit(['ls-files', '--others', '--exclude-standard', '-z'], top),
  ]);
  const names = `${changed}${added}`.split('\0').filter((name) => name !== '');
  return new Set(names.map((name) => path.join(top, name)));
}
