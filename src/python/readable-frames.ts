import { realpathSync } from 'node:fs';
import path from 'node:path';
import { isCodePath } from './code-path.ts';
import type { PythonFrame } from './instance.ts';
import type { SandboxRules } from './sandbox-rules.ts';

/**
 * The frames whose files the code of a sandbox can read but not write: where a failure happened is shown with the lines
 * there, and a forged frame must not show others (a password file in the log of a build). Without a sandbox all.
 */
export function readableFrames(
  frames: readonly PythonFrame[],
  sandbox: Pick<SandboxRules, 'read' | 'write' | 'home'> | null,
): readonly PythonFrame[] {
  if (sandbox === null) return frames;
  return frames.filter(({ file }) => {
    // No file is read for these.
    if (isCodePath(file)) return true;
    const real = realPath(file);
    if (real === undefined) return false;
    const isIn = (folder: string) => real === folder || real.startsWith(folder + path.sep);
    // Where it writes it could swap a file for a link to another before it is read here.
    return sandbox.read.some(isIn) && ![...sandbox.write, sandbox.home].some(isIn);
  });
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
