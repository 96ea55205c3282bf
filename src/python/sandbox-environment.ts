import type { SandboxRules } from './sandbox-rules.ts';

/** What every program needs to start and to speak the user's language; Windows' Python doesn't start without its own. */
const always = ['PATH', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'LD_LIBRARY_PATH', 'SYSTEMROOT'];

/** The environment that a sandboxed worker is started with: what it never gets, it can't read from its own memory. */
export function sandboxEnvironment(
  { home, env: granted }: Pick<SandboxRules, 'home' | 'env'>,
  environment: Readonly<NodeJS.ProcessEnv>,
): Record<string, string> {
  const names = [...always, ...granted];
  const kept = names.flatMap((name): [string, string][] => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries([...kept, ['HOME', home], ['TMPDIR', home]]);
}
