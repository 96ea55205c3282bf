import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { isObject, type Value } from '../flow/value.ts';
import { packagePath } from '../python/package-path.ts';
import type { SandboxLevel } from '../python/sandbox-rules.ts';

/** A key below `sandbox-reason/`. */
export type SandboxReason =
  'platform' | 'architecture' | 'landlock' | 'seccomp' | 'ctypes' | 'failed' | 'python';
const reasons = ['architecture', 'landlock', 'seccomp', 'ctypes', 'failed'] as const;

/** How far a system enforces permissions; where it doesn't, why. */
export type SandboxSupport =
  | { readonly level: Extract<SandboxLevel, 'kernel'> }
  | { readonly level: Extract<SandboxLevel, 'none'>; readonly reason: SandboxReason };

const known = new Map<string, Promise<SandboxSupport>>();

/**
 * What this system enforces for a Python (the path of a real interpreter): a process of it is put under the strictest
 * rules and attacks them. Asked once a process, unless no answer came: Ctrl-C ends such a process, too. Never throws.
 */
export function sandboxLevel(interpreter: string): Promise<SandboxSupport> {
  if (process.platform !== 'linux') {
    return Promise.resolve({ level: 'none', reason: 'platform' });
  }
  const before = known.get(interpreter);
  if (before) return before;
  const asked = probe(interpreter).then((support) => {
    if (support.level === 'none' && support.reason === 'python') known.delete(interpreter);
    return support;
  });
  known.set(interpreter, asked);
  return asked;
}

async function probe(interpreter: string): Promise<SandboxSupport> {
  const script = path.join(packagePath(), 'bisheng', '_worker', 'sandbox', 'probe.py');
  try {
    const args = ['-I', '-S', '-B', '-X', 'utf8', script];
    const { stdout } = await promisify(execFile)(interpreter, args, { timeout: 20_000 });
    const answer = JSON.parse(stdout) as Value;
    if (isObject(answer) && answer.level === 'kernel') return { level: 'kernel' };
    const said = isObject(answer) ? answer.reason : undefined;
    return { level: 'none', reason: reasons.find((one) => one === said) ?? 'failed' };
  } catch {
    return { level: 'none', reason: 'python' };
  }
}
