import { access } from 'node:fs/promises';
import path from 'node:path';

/** The file that makes a folder a project. */
export const PROJECT_FILE = 'bisheng.yaml';

/**
 * The folder of the project that a file or folder belongs to: the nearest parent with a bisheng.yaml, else that of the
 * working directory, else the working directory.
 */
export async function projectRoot(near: string, folder: string): Promise<string> {
  return (await projectAbove(near)) ?? (await projectAbove(folder)) ?? folder;
}

/** Whether there is something at a path. */
export function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function projectAbove(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    if (await exists(path.join(at, PROJECT_FILE))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}
