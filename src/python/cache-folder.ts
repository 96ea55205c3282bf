import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where this user's programs keep what they can make again: a folder of ours there, absolute. It need not exist.
 * (XDG Base Directory Specification; on macOS and Windows what is usual there.)
 */
export function cacheFolder(env: NodeJS.ProcessEnv, platform = process.platform): string {
  const home = homedir();
  const usual =
    platform === 'darwin'
      ? path.join(home, 'Library', 'Caches')
      : platform === 'win32'
        ? (env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'))
        : path.join(home, '.cache');
  const chosen = env.XDG_CACHE_HOME;
  const base = chosen !== undefined && path.isAbsolute(chosen) ? chosen : usual;
  return path.join(base, 'bisheng-cli');
}
