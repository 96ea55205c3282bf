import { message } from '../messages/message.ts';
import { UsageError } from './usage-error.ts';

/**
 * What git prints for a question about the repository of a folder. Nothing that the repository configures is run.
 * Throws UsageError where there is no git or no repository; a question that git refuses gives undefined.
 */
export async function askGit(args: readonly string[], folder: string): Promise<string | undefined> {
  const { execa } = await import('execa');
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...args];
  const { exitCode, stdout, stderr, code } = await execa('git', safe, {
    cwd: folder,
    reject: false,
    stripFinalNewline: false,
    stdin: 'ignore',
    env: { LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
    maxBuffer: 256 * 1024 * 1024,
  });
  if (exitCode === 0) return stdout;
  if (code === 'ENOENT') throw new UsageError(message('git-missing'));
  if (/not a git repository/i.test(stderr)) throw new UsageError(message('git-no-repository'));
  if (/dubious ownership/i.test(stderr)) {
    throw new UsageError(message('git-not-trusted'), message('git-not-trusted/hint'));
  }
  return undefined;
}

/** The commit that a revision stands for. Throws UsageError where there is none. */
export async function commitOf(revision: string, folder: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const found = await askGit(args, folder);
  if (found !== undefined) return found.trim();
  throw new UsageError(message('git-revision', { revision }), message('git-revision/hint'));
}
