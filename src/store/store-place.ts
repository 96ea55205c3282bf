import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The file that keeps the runs of a project, in its own `.bisheng` folder; of those outside of any project, in the
 * folder where this user's programs keep their state (XDG Base Directory Specification; on macOS and Windows what is
 * usual there). `root`: the project's folder. It need not exist.
 */
export function storePlace(
  root: string | undefined,
  env: NodeJS.ProcessEnv,
  platform = process.platform,
): string {
  return path.join(
    root === undefined ? stateFolder(env, platform) : path.join(root, '.bisheng'),
    'store.db',
  );
}

/** Where this user keeps what belongs to no project. */
export function stateFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = homedir();
  const usual =
    platform === 'darwin'
      ? path.join(home, 'Library', 'Application Support')
      : platform === 'win32'
        ? (env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'))
        : path.join(home, '.local', 'state');
  const chosen = env.XDG_STATE_HOME;
  const base = chosen !== undefined && path.isAbsolute(chosen) ? chosen : usual;
  return path.join(base, 'bisheng');
}
